# Sider i nettlesaren, utanfor Teams.

link-expired = Denne lenka verkar ikkje lenger. Skriv «mine data» til meg i Teams, så får du ei ny. Ho varer i eit kvarter.

## Alarmar, til den adressa som er sett opp

alarm-sending-stopped = Teams lèt ikkje Pådriver sende kort ({ $why }). Det blir prøvd igjen kvart kvarter. Køyr «{ $command }», han seier kva som må gjerast.
alarm-nothing-sent = Pådriver har ikkje sendt noko på ein time ({ $why }). Køyr «{ $command }», han seier kva som må gjerast.
alarm-part-failed = Ein del av Pådriver får ikkje gjort jobben sin ({ $why }). Resten går som før. Sjå i loggen.
alarm-plans-faulty = Pådriver følgjer ikkje plans.yaml, fordi ho har ein feil ({ $why }). Planane frå før gjeld. Rett feilen, så blir planen teken i bruk av seg sjølv.
alarm-other = Noko er gale med Pådriver: { $what } ({ $why }). Sjå i loggen.
