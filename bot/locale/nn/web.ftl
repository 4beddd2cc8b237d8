# Sider i nettlesaren, utanfor Teams.

link-expired = Denne lenka verkar ikkje lenger. Skriv «mine data» til meg i Teams, så får du ei ny. Ho varer i fem minutt.
calendar-expired = Denne lenka verkar ikkje lenger. Skriv «samlingar» til meg i Teams og vel samlinga, så får du ei ny.

## Alarmar, til den adressa som er sett opp

alarm-since = Det byrja { $since }.
alarm-moment = { $day } kl. { $time }
alarm-over = I orden igjen: { $title }
alarm-was = I orden igjen: { $title }. Det varte frå { $since } til { $until }.
alarm-title-sign-in-failed = Pådriver får ikkje logga seg inn hos Microsoft
alarm-sign-in-failed = Pådriver får ikkje token frå Microsoft ({ $why }) og kan difor verken sende leksjonar eller svare på meldingar. Han prøver igjen heile tida. Sjekk TOKEN_URL, proxy og brannmur. Køyr «{ $command }», han seier kva som må gjerast.
alarm-title-sends-refused = Kort kjem ikkje fram
alarm-sends-refused = Mange kort kjem ikkje fram, av same grunn ({ $why }). Pådriver prøver igjen, og ingen kort går tapt dei første timane. Sjå etter om ein proxy eller brannmur står i vegen. Køyr «{ $command }», han seier kva som må gjerast.
alarm-title-sending-stopped = Teams lèt ikkje Pådriver sende
alarm-sending-stopped = Teams lèt ikkje Pådriver sende kort ({ $why }). Det blir prøvd igjen kvart kvarter. Køyr «{ $command }», han seier kva som må gjerast.
alarm-title-nothing-sent = Ingenting er sendt på ein time
alarm-nothing-sent = Pådriver har ikkje sendt noko på ein time, sjølv om noko skulle ha vore sendt ({ $why }). Køyr «{ $command }», han seier kva som må gjerast.
alarm-title-sending-held = Utsendinga står på pause
alarm-sending-held = Utsendinga er sett på pause ({ $why }), og ingen har sett henne i gang igjen. Køyr «{ $go }» når ho skal i gang.
alarm-title-not-saved = Pådriver får ikkje lagra noko
alarm-not-saved = Pådriver får ikkje lagra noko ({ $why }). Svar frå folk blir ikkje tekne imot, og ingenting blir sendt. Det som er stadfesta før, er trygt. Sjekk at disken har plass, og at han kan skrivast til.
alarm-title-part-failed = Ein del av Pådriver verkar ikkje
alarm-part-failed = Ein del av Pådriver får ikkje gjort jobben sin ({ $why }). Resten går som før, og delen blir prøvd igjen. Sjå i loggen.
alarm-title-clock-jumped = Klokka på maskina har hoppa
alarm-clock-jumped = Klokka på maskina har hoppa ({ $why }). Kort kan kome til feil tid. Sjekk at maskina får tida frå ein tidstenar (NTP).
alarm-title-clock-ahead = Klokka på maskina kan gå feil
alarm-clock-ahead = Klokka på maskina har gått meir enn 90 dagar fram sidan Pådriver sist køyrde ({ $why }). Pådriver sender ingenting på ein halvtime og slettar ingenting på eit døgn. Har Pådriver vore slått av så lenge, er alt i orden. Viss ikkje, still klokka; då rettar Pådriver òg det som er lagra i mellomtida.
alarm-title-content-too-big = Ein leksjon er for stor for Teams
alarm-content-too-big = Eit kort er for stort for Teams og blir ikkje sendt lenger ({ $why }). Gjer leksjonen kortare, og start Pådriver på nytt.
alarm-title-requests-refused = Pådriver avviser det Teams sender
alarm-requests-refused = Teams sender førespurnader som Pådriver ikkje kan ta imot ({ $why } til no). Nokon kan bli utan svar. Microsoft har truleg endra noko: Sjå om det finst ein nyare versjon av Pådriver, og meld ordet framfor kolonet til dei som held han ved like.
alarm-title-plans-faulty = Pådriver følgjer ikkje plans.yaml
alarm-plans-faulty = Pådriver følgjer ikkje plans.yaml, fordi ho har ein feil ({ $why }). Planane frå før gjeld framleis. Rett feilen, så tek Pådriver fila i bruk av seg sjølv.
