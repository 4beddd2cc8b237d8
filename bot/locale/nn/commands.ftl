# Orda folk kan skrive, med komma mellom. Det første viser vi i hjelpa.
command-help = hjelp, hjelp meg, meny, ?
command-start = start, byrj, byrje, hei, hallo, kom i gang
command-next = neste, vidare, hald fram, neste leksjon
command-status = status, framgang, kvar er eg, min status
command-lessons = leksjonar, leksjon, alle leksjonar, kurs, innhald
command-language = språk, byt språk, nynorsk, målform
command-municipality = kommune, byt kommune, kommunen min
command-pause = pause, ta pause, ferie
command-hours = arbeidstid, arbeidstider, når, tidene mine, vakter
command-resume = ta opp att, start igjen, tilbake
command-stop = stopp, slutt, avslutt, meld meg av
command-my-data = mine data, mine opplysningar, slett meg, personvern
command-about = om, om pådriver, kven er du, om deg
command-gatherings = samling, samlingar, ny samling, mine samlingar
command-role = rolle
command-recommend = tilrå, tilrå ein leksjon, anbefal, tilråding
command-group = gruppe, gruppa mi, gruppestatus
