## Svar på valg

missing-title = Den leksjonen finnes ikke lenger
missing-text = Den er tatt bort eller byttet ut. Her er de andre.
language-chosen-title = Da snakker vi bokmål
language-chosen-text = Alt jeg sender fra nå av, er på bokmål.
municipality-chosen-title = Kommunen din
municipality-chosen-text = Du hører til { $name }.
municipality-stands-text = Du er registrert i { $name }. Det er arbeidsgiveren din som har lagt det inn, så det må rettes der.
municipality-unknown-text = Den kommunen kjenner jeg ikke. Skriv «kommune» for å velge fra lista.
role-title = Rollen din
role-text = Du prøver boten som { $role }.
role-employee = ansatt
role-champion = pådriver
role-operator = prosjektleder
role-reader = innsyn i tallene

## Mine data: hva som er lagret

data-name = Navn
data-municipality = Kommune
data-unit = Arbeidssted
data-also-in = Andre arbeidssteder
data-language = Språk
data-joined = Med på kurset
data-since = siden { $day }
data-progress = Kurs
data-attempts = Quizforsøk
data-completions = Beståtte leksjoner
data-opinions = Meninger om leksjoner
data-addresses = Koder av e-postadressen din
data-memberships = Steder du har hørt til
data-deliveries = Meldinger fra meg
data-recalls = Oppfølging
data-journeys = Plan for deg
data-until = til { $day }
data-on = den { $day }
data-until-said = til du sier fra
data-placed-by = Hvem som sa hvor du jobber
data-by-roster = arbeidsgiveren din
data-by-rule = en regel
data-by-self = du selv
data-seen = Sist du brukte boten
data-started = Du har begynt
data-completed = Du har fullført et kurs
data-rostered = Rolle på lista fra arbeidsgiveren
data-hours = Arbeidstid
data-time-zone = Tidssone
data-paused = Pause
data-stopped = Du vil ikke ha flere leksjoner
data-leaves = Sluttdato
data-blocked = Du har blokkert boten
data-removed = Du har fjernet appen
data-pending = Rader som venter på deg, fra lista til arbeidsgiveren
data-erased = Koder fra da du slettet alt
data-audit = Linjer om deg i journalen
