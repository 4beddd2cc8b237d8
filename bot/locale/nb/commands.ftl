# Ordene folk kan skrive, med komma mellom. Det første vises i hjelpen.
command-help = hjelp, hjelp meg, meny, ?
command-start = start, begynn, hei, hallo, kom i gang
command-next = neste, videre, fortsett, neste leksjon
command-status = status, fremgang, framgang, hvor er jeg, min status
command-lessons = leksjoner, leksjon, alle leksjoner, kurs, innhold
command-language = språk, bytt språk, bokmål, målform
command-municipality = kommune, bytt kommune, min kommune
command-pause = pause, ta pause, ferie
command-hours = arbeidstid, arbeidstider, når, mine tider, vakter
command-resume = gjenoppta, start igjen, tilbake, fortsett igjen
command-stop = stopp, slutt, avslutt, meld meg av
command-my-data = mine data, mine opplysninger, slett meg, personvern
command-about = om, om pådriver, hvem er du, om deg
command-gatherings = samling, samlinger, ny samling, mine samlinger
command-role = rolle
command-recommend = anbefal, anbefal en leksjon, anbefaling
command-group = gruppe, min gruppe, gruppestatus
