## Hjelp og om

help-title = Hva kan jeg hjelpe med?
help-text = Velg under, eller skriv til meg.
help-type = Skriv «{ $word }»
help-search = **Lurer du på noe?** Skriv det med egne ord, for eksempel «hvordan deler jeg skjerm?»
help-stop = Vil du ikke ha flere leksjoner? Skriv «stopp».
help-local = Lokal prøvekjøring: skriv «role employee», «role champion» eller «role operator» for å bytte rolle.

about-title = Om Pådriver
about-text =
    Jeg er en bot som lærer ansatte i kommunen å bruke Teams, i leksjoner på tre minutter.

    Svarene dine er bare dine. Kommunen ser hvor mange som har tatt kurset, aldri hvem.
about-version = Versjon
about-sender = Avsender
about-privacy = Personvern

## Leksjoner, status, søk

lessons-title = Alle leksjoner
lessons-text = Velg den du vil. Rekkefølgen bestemmer du selv.
lessons-row = Leksjon { $number } · { $state }
lessons-label = Leksjon
lessons-placeholder = Velg leksjon
lessons-error = Velg en leksjon først.

status-title = Slik ligger du an
status-next = Neste: { $title }
status-done = Kurset er gjennomført. Godt jobbet!
status-nothing = Du har ikke begynt ennå. Den første leksjonen tar et par minutter.
status-paused = Du har pause til du starter igjen.
status-paused-until = Du har pause til { $day }.
status-stopped = Du får ikke leksjoner nå, fordi du har bedt meg stoppe.
status-resting = Jeg sender ikke leksjoner nå, fordi de siste ble liggende. Velg «Start igjen», så kommer de.
status-coming = Jeg skriver til deg tidligst { $day }, i arbeidstiden din ({ $hours }).
status-by-yourself = Ingen leksjoner kommer av seg selv nå. Du kan ta dem når du vil.
status-held = Utsendingen er satt på pause for alle. Ingen leksjoner kommer av seg selv nå, men du kan ta dem når du vil.

found-title = Dette fant jeg
found-text = Leksjoner som passer til «{ $query }»:
found-nothing-title = Det fant jeg ikke
found-nothing-text = Jeg har ingen leksjon om «{ $query }». Prøv med andre ord, eller se alle leksjonene.

invite-title = Hei, jeg er Pådriver
invite-text = Jeg lærer bort Teams i leksjoner på tre minutter. Det gjør vi best på tomannshånd: Start en chat med meg, så ser bare du svarene dine.
invite-open = Åpne chatten
