# Pages in the browser, outside Teams.

link-expired = Denne lenken virker ikke lenger. Skriv «mine data» til meg i Teams, så får du en ny. Den varer i fem minutter.
calendar-expired = Denne lenken virker ikke lenger. Skriv «samlinger» til meg i Teams og velg samlingen, så får du en ny.

## Alarmer, til den adressen som er satt opp

alarm-since = Det begynte { $since }.
alarm-moment = { $day } kl. { $time }
alarm-over = I orden igjen: { $title }
alarm-was = I orden igjen: { $title }. Det varte fra { $since } til { $until }.
alarm-title-sign-in-failed = Pådriver får ikke logget seg inn hos Microsoft
alarm-sign-in-failed = Pådriver får ikke token fra Microsoft ({ $why }) og kan derfor verken sende leksjoner eller svare på meldinger. Den prøver igjen hele tiden. Sjekk TOKEN_URL, proxy og brannmur. Kjør «{ $command }», den sier hva som må gjøres.
alarm-title-sends-refused = Kort kommer ikke fram
alarm-sends-refused = Mange kort kommer ikke fram, av samme grunn ({ $why }). Pådriver prøver igjen, og ingen kort går tapt de første timene. Se etter om en proxy eller brannmur står i veien. Kjør «{ $command }», den sier hva som må gjøres.
alarm-title-sending-stopped = Teams lar ikke Pådriver sende
alarm-sending-stopped = Teams lar ikke Pådriver sende kort ({ $why }). Det prøves igjen hvert kvarter. Kjør «{ $command }», den sier hva som må gjøres.
alarm-title-nothing-sent = Ingenting er sendt på en time
alarm-nothing-sent = Pådriver har ikke sendt noe på en time, selv om noe skulle vært sendt ({ $why }). Kjør «{ $command }», den sier hva som må gjøres.
alarm-title-sending-held = Utsendingen står på pause
alarm-sending-held = Utsendingen er satt på pause ({ $why }), og ingen har satt den i gang igjen. Kjør «{ $go }» når den skal i gang.
alarm-title-not-saved = Pådriver får ikke lagret noe
alarm-not-saved = Pådriver får ikke lagret noe ({ $why }). Svar fra folk blir ikke tatt imot, og ingenting sendes. Det som er bekreftet før, er trygt. Sjekk at disken har plass, og at den kan skrives til.
alarm-title-part-failed = En del av Pådriver virker ikke
alarm-part-failed = En del av Pådriver får ikke gjort jobben sin ({ $why }). Resten går som før, og delen prøves igjen. Se i loggen.
alarm-title-clock-jumped = Klokka på maskinen har hoppet
alarm-clock-jumped = Klokka på maskinen har hoppet ({ $why }). Kort kan komme til feil tid. Sjekk at maskinen får tiden fra en tidsserver (NTP).
alarm-title-clock-ahead = Klokka på maskinen kan gå feil
alarm-clock-ahead = Klokka på maskinen har gått mer enn 90 dager fram siden Pådriver sist kjørte ({ $why }). Pådriver sender ingenting på en halvtime og sletter ingenting på et døgn. Har Pådriver vært slått av så lenge, er alt i orden. Hvis ikke, still klokka; da retter Pådriver også det som er lagret i mellomtiden.
alarm-title-content-too-big = En leksjon er for stor for Teams
alarm-content-too-big = Et kort er for stort for Teams og sendes ikke lenger ({ $why }). Gjør leksjonen kortere, og start Pådriver på nytt.
alarm-title-requests-refused = Pådriver avviser det Teams sender
alarm-requests-refused = Teams sender forespørsler som Pådriver ikke kan ta imot ({ $why } til nå). Noen kan bli uten svar. Microsoft har trolig endret noe: Se om det finnes en nyere versjon av Pådriver, og meld ordet foran kolonet til dem som vedlikeholder den.
alarm-title-plans-faulty = Pådriver følger ikke plans.yaml
alarm-plans-faulty = Pådriver følger ikke plans.yaml, fordi den har en feil ({ $why }). Planene fra før gjelder fortsatt. Rett feilen, så tar Pådriver filen i bruk av seg selv.
