# Pages in the browser, outside Teams.

link-expired = Denne lenken virker ikke lenger. Skriv «mine data» til meg i Teams, så får du en ny. Den varer i et kvarter.

## Alarmer, til den adressen som er satt opp

alarm-sending-stopped = Teams lar ikke Pådriver sende kort ({ $why }). Det prøves igjen hvert kvarter. Kjør «{ $command }», den sier hva som må gjøres.
alarm-nothing-sent = Pådriver har ikke sendt noe på en time ({ $why }). Kjør «{ $command }», den sier hva som må gjøres.
alarm-part-failed = En del av Pådriver får ikke gjort jobben sin ({ $why }). Resten går som før. Se i loggen.
alarm-plans-faulty = Pådriver følger ikke plans.yaml, fordi den har en feil ({ $why }). Planene fra før gjelder. Rett feilen, så tas planen i bruk av seg selv.
alarm-other = Noe er galt med Pådriver: { $what } ({ $why }). Se i loggen.
