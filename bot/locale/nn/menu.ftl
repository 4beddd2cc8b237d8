## Hjelp og om

help-title = Kva kan eg hjelpe med?
help-text = Vel under, eller skriv til meg.
help-type = Skriv «{ $word }»
help-search = **Lurer du på noko?** Skriv det med eigne ord, til dømes «korleis deler eg skjerm?»
help-stop = Vil du ikkje ha fleire leksjonar? Skriv «stopp».
help-local = Lokal prøvekøyring: skriv «role employee», «role champion» eller «role operator» for å byte rolle.

about-title = Om Pådriver
about-text =
    Eg er ein bot som lærer tilsette i kommunen å bruke Teams, i leksjonar på tre minutt.

    Svara dine er berre dine. Kommunen ser kor mange som har teke kurset, aldri kven.
about-version = Versjon
about-sender = Avsendar
about-privacy = Personvern

## Leksjonar, status, søk

lessons-title = Alle leksjonar
lessons-text = Vel den du vil. Rekkjefølgja bestemmer du sjølv.
lessons-row = Leksjon { $number } · { $state }
lessons-label = Leksjon
lessons-placeholder = Vel leksjon
lessons-error = Vel ein leksjon først.

status-title = Slik ligg du an
status-next = Neste: { $title }
status-done = Kurset er gjennomført. Godt jobba!
status-nothing = Du har ikkje byrja enno. Den første leksjonen tek eit par minutt.
status-paused = Du har pause til du startar igjen.
status-paused-until = Du har pause til { $day }.
status-stopped = Du får ikkje leksjonar no, fordi du har bede meg stoppe.
status-resting = Eg sender ikkje leksjonar no, fordi dei siste vart liggjande. Vel «Start igjen», så kjem dei.
status-coming = Eg skriv til deg tidlegast { $day }, i arbeidstida di ({ $hours }).
status-by-yourself = Ingen leksjonar kjem av seg sjølve no. Du kan ta dei når du vil.
status-held = Utsendinga er sett på pause for alle. Ingen leksjonar kjem av seg sjølve no, men du kan ta dei når du vil.

found-title = Dette fann eg
found-text = Leksjonar som passar til «{ $query }»:
found-nothing-title = Det fann eg ikkje
found-nothing-text = Eg har ingen leksjon om «{ $query }». Prøv med andre ord, eller sjå alle leksjonane.

invite-title = Hei, eg er Pådriver
invite-text = Eg lærer bort Teams i leksjonar på tre minutt. Det gjer vi best på tomannshand: Start ein chat med meg, så ser berre du svara dine.
invite-open = Opne chatten
