## Svar på val

missing-title = Den leksjonen finst ikkje lenger
missing-text = Han er teken bort eller bytt ut. Her er dei andre.
language-chosen-title = Då snakkar vi nynorsk
language-chosen-text = Alt eg sender frå no av, er på nynorsk.
municipality-chosen-title = Kommunen din
municipality-chosen-text = Du høyrer til { $name }.
municipality-stands-text = Du er registrert i { $name }. Det er arbeidsgivaren din som har lagt det inn, så det må rettast der.
municipality-unknown-text = Den kommunen kjenner eg ikkje. Skriv «kommune» for å velje frå lista.
role-title = Rolla di
role-text = Du prøver boten som { $role }.
role-employee = tilsett
role-champion = pådrivar
role-operator = prosjektleiar
role-reader = innsyn i tala

## Mine data: kva som er lagra

data-name = Namn
data-municipality = Kommune
data-unit = Arbeidsstad
data-also-in = Andre arbeidsstader
data-language = Språk
data-joined = Med på kurset
data-since = sidan { $day }
data-progress = Kurs
data-attempts = Quizforsøk
data-completions = Leksjonar du har greidd
data-opinions = Meiningar om leksjonar
data-addresses = Kodar av e-postadressa di
data-memberships = Stader du har høyrt til
data-deliveries = Meldingar frå meg
data-recalls = Oppfølging
data-journeys = Plan for deg
data-until = til { $day }
data-on = den { $day }
data-until-said = til du seier frå
data-placed-by = Kven som sa kvar du jobbar
data-by-roster = arbeidsgivaren din
data-by-rule = ein regel
data-by-self = du sjølv
data-seen = Sist du brukte boten
data-started = Du har byrja
data-completed = Du har fullført eit kurs
data-rostered = Rolle på lista frå arbeidsgivaren
data-hours = Arbeidstid
data-time-zone = Tidssone
data-paused = Pause
data-stopped = Du vil ikkje ha fleire leksjonar
data-leaves = Sluttdato
data-blocked = Du har blokkert boten
data-removed = Du har fjerna appen
data-pending = Rader som ventar på deg, frå lista til arbeidsgivaren
data-erased = Kodar frå då du sletta alt
data-audit = Linjer om deg i journalen
