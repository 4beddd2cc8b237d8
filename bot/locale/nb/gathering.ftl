## Samlinger: det alle ser

button-gatherings = Samlinger
gathering-when = { $day } kl. { $from }–{ $to }
gathering-online = På nett ({ $host })
gathering-host = Invitasjon fra { $host }
gathering-someone = En pådriver
gathering-fact-when = Når
gathering-fact-where = Hvor
gathering-agenda = Dette skal vi snakke om
gathering-title-day = Husk «{ $title }»
gathering-title-hour = Snart begynner «{ $title }»
gathering-title-moved = Endret: «{ $title }»
gathering-title-cancelled = Avlyst: «{ $title }»
gathering-title-pulse = Hvordan var «{ $title }»?
gathering-yes = Kommer
gathering-maybe = Kanskje
gathering-no = Kommer ikke
gathering-answered = Svaret ditt: { $answer }
gathering-join = Bli med på møtet
gathering-calendar = Legg i kalenderen
gathering-notes = Les referatet
gathering-here = Jeg er her
gathering-here-hint = Velg «Jeg er her» når samlingen er i gang.
gathering-came = Du er registrert som deltaker
gathering-over = Samlingen er over.
gathering-cancelled-text = Samlingen er avlyst. Du trenger ikke å gjøre noe.
gathering-problem-late = Samlingen har begynt, så svaret kan ikke endres nå.
gathering-problem-early = Du kan velge «Jeg er her» fra kl. { $clock }.
gathering-problem-over = Nå er det for sent å velge «Jeg er her».
gathering-problem-choose = Svar på begge spørsmålene.
gathering-because-invitation = { $host } inviterer deg og ser hvor mange som kommer. Skriv «stopp» hvis du ikke vil ha flere meldinger.
gathering-because-reminder = Du får meldingen fordi du har sagt at du kommer, eller kanskje kommer. Skriv «stopp» hvis du vil slutte.
gathering-because-pulse = Du får spørsmålene fordi du var med. Svarene blir bare talt. Skriv «stopp» hvis du vil slutte.

## To spørsmål etterpå

gathering-pulse-text = To korte spørsmål. Ingen får se hva akkurat du svarer.
gathering-ask-useful = Var samlingen nyttig?
gathering-useful-much = Ja, veldig
gathering-useful-some = Ja, litt
gathering-useful-little = Nei, ikke særlig
gathering-ask-try = Vil du prøve noe nytt etter dette?
gathering-try-yes = Ja
gathering-try-no = Nei
gathering-ask-error = Velg ett svar.
gathering-pulse-send = Send svarene
gathering-pulsed = Takk for svarene!

## Egne samlinger

gathering-list-title = Samlinger
gathering-list-none = Du har ingen samlinger nå.
gathering-list-own = Du inviterer til
gathering-list-invited = Du er invitert til
gathering-new = Lag en samling
gathering-unknown-title = Jeg finner ikke samlingen
gathering-unknown-text = Den kan være slettet, eller den er ikke for deg.

## Skjemaet

gathering-form-new = Lag en samling
gathering-form-change = Endre samlingen
gathering-form-text = Fyll ut alle feltene. Du velger hvem du inviterer etterpå.
gathering-form-title = Hva heter samlingen?
gathering-hint-title = Samling for pådrivere
gathering-form-day = Dato
gathering-hint-day = 2026-12-01
gathering-form-clock = Klokkeslett
gathering-hint-clock = 09.00
gathering-form-minutes = Hvor lenge?
gathering-minutes = { $minutes } minutter
gathering-form-where = Lenke til møtet, eller stedet
gathering-hint-where = https://teams.microsoft.com/…
gathering-form-agenda = Hva skal dere snakke om?
gathering-hint-agenda = Én linje for hvert punkt
gathering-form-reach = Hvem er den for?
gathering-reach-own = Min kommune
gathering-reach-all = Alle kommunene jeg har ansvar for
gathering-form-venue = Hvor ville dere ellers ha møttes?
gathering-form-audience = Hvem vil du invitere?
gathering-form-link = Lenke til referatet
gathering-hint-link = https://…
gathering-choose = Velg én
gathering-create = Lag samlingen
gathering-save = Lagre endringene
gathering-wrong-title = Gi samlingen et navn på 3 til 80 tegn.
gathering-wrong-when = Velg dato og klokkeslett, høyst ett år fram.
gathering-wrong-past = Tidspunktet er passert. Velg et nytt.
gathering-wrong-minutes = Velg hvor lenge samlingen varer.
gathering-wrong-where = Skriv lenken til møtet, eller stedet med få ord.
gathering-wrong-link = Lenken må begynne med https:// og peke til et vanlig nettsted.
gathering-wrong-agenda = Skriv hva dere skal snakke om, med høyst 1000 tegn.
gathering-wrong-venue = Velg kommunen der dere ellers ville ha møttes.
gathering-wrong-quota = Du har laget flere samlinger denne uka. Vent noen dager med den neste.

## Den som inviterer

gathering-yours = Du inviterer
gathering-champions-in = Pådriverne i { $place }
gathering-champions-many = Pådriverne i { $count } kommuner
gathering-everyone-in = Alle i { $place }
gathering-preview = Se hvor mange det blir
gathering-preview-title = Vil du sende invitasjonen?
gathering-preview-text = { $count ->
    [0] { $who }: Alle er invitert fra før.
    [1] { $who }: Én person får invitasjonen.
   *[other] { $who }: { $count } personer får invitasjonen.
}
gathering-preview-wait = Den blir sendt om tre minutter, i arbeidstiden til hver enkelt. Avlyser du før det, blir ingenting sendt.
gathering-too-many = Du kan invitere høyst { $most } om gangen. Spør prosjektlederen om hjelp.
gathering-invite = Send invitasjonen
gathering-inviting = Invitasjonene blir gjort klare. Det kan ta noen minutter når det er mange.
gathering-back = Tilbake til samlingen
gathering-edit = Endre
gathering-cancel = Avlys
gathering-cancel-title = Vil du avlyse samlingen?
gathering-cancel-text = De som har sagt at de kommer, får beskjed. Det kan ikke gjøres om.
gathering-cancel-now = Ja, avlys den
gathering-keep-notes = Del referatet
gathering-count-invited = Invitert
gathering-count-yes = Kommer
gathering-count-maybe = Kanskje
gathering-count-no = Kommer ikke
gathering-count-came = Var med
gathering-said = Det deltakerne svarte

## Det dere sparte

gathering-saved = Spart
gathering-saved-text = Omtrent { $likely } kroner, et sted mellom { $low } og { $high }.
gathering-saved-line = { $place }: { $people } deltakere, { $amount } kr
gathering-saved-venue = Lokale og mat: { $amount } kr
gathering-saved-how = Reise, reisetid, lokale og mat, regnet som om dere hadde møttes i { $place }. Forutsetningene gjelder fra { $day }.
gathering-others = Andre
gathering-others-with = { $name } og andre

## Hvor mange som var med, og eget anslag

gathering-came-ask = Hvor mange var med?
gathering-came-text = Skriv hvor mange som kom fra hver kommune. Tallene gjelder i stedet for dem som er talt ({ $counted }).
gathering-came-text-few = Skriv hvor mange som kom fra hver kommune. Tallene gjelder i stedet for dem som er talt ({ $counted }). Færre enn { $least } fra en kommune vises ikke her, men er med så lenge feltet er tomt.
gathering-came-other = Andre steder
gathering-came-keep = Lagre tallene
gathering-came-clear = Bruk tallene som er talt
gathering-came-said = Oppgitt av { $who } { $day }. Talt: { $counted }.
gathering-came-someone = en som ikke er her lenger
gathering-came-office = prosjektkontoret
gathering-form-estimate = Eget anslag over det dere sparte, i kroner
gathering-hint-estimate = 185 000
gathering-form-note = Hvor er tallet fra?
gathering-hint-note = Regnskap, tilbud på lokale …
gathering-estimate-text = Anslaget står ved siden av det som er regnet ut, og inngår ikke i noen sum. La feltet stå tomt for å fjerne det.
gathering-estimate-keep = Lagre anslaget
gathering-estimate-said = Eget anslag: { $amount } kr ({ $who }, { $day })
gathering-wrong-came = Skriv bare hele tall, til sammen høyst 20 000.
gathering-wrong-estimate = Skriv et helt tall i kroner, og høyst 200 tegn om hvor det er fra.

## Egne data

data-replies = Invitasjoner til samlinger
data-gatherings = Egne samlinger
data-attendances = Deltakertall du har oppgitt
data-estimates = Anslag du har notert
data-gathering-jobs = Invitasjoner som blir gjort klare
