## Samlingar: det alle ser

button-gatherings = Samlingar
gathering-when = { $day } kl. { $from }–{ $to }
gathering-online = På nett ({ $host })
gathering-host = Invitasjon frå { $host }
gathering-someone = Ein pådrivar
gathering-fact-when = Når
gathering-fact-where = Kvar
gathering-agenda = Dette skal vi snakke om
gathering-title-day = Hugs «{ $title }»
gathering-title-hour = Snart byrjar «{ $title }»
gathering-title-moved = Endra: «{ $title }»
gathering-title-cancelled = Avlyst: «{ $title }»
gathering-title-pulse = Korleis var «{ $title }»?
gathering-yes = Kjem
gathering-maybe = Kanskje
gathering-no = Kjem ikkje
gathering-answered = Svaret ditt: { $answer }
gathering-join = Bli med på møtet
gathering-calendar = Legg i kalenderen
gathering-notes = Les referatet
gathering-here = Eg er her
gathering-here-hint = Vel «Eg er her» når samlinga er i gang.
gathering-came = Du er registrert som deltakar
gathering-over = Samlinga er over.
gathering-cancelled-text = Samlinga er avlyst. Du treng ikkje å gjere noko.
gathering-problem-late = Samlinga har byrja, så svaret kan ikkje endrast no.
gathering-problem-early = Du kan velje «Eg er her» frå kl. { $clock }.
gathering-problem-over = No er det for seint å velje «Eg er her».
gathering-problem-choose = Svar på begge spørsmåla.
gathering-because-invitation = { $host } inviterer deg og ser kor mange som kjem. Skriv «stopp» viss du ikkje vil ha fleire meldingar.
gathering-because-reminder = Du får meldinga fordi du har sagt at du kjem, eller kanskje kjem. Skriv «stopp» viss du vil slutte.
gathering-because-pulse = Du får spørsmåla fordi du var med. Svara blir berre talde. Skriv «stopp» viss du vil slutte.

## To spørsmål etterpå

gathering-pulse-text = To korte spørsmål. Ingen får sjå kva akkurat du svarer.
gathering-ask-useful = Var samlinga nyttig?
gathering-useful-much = Ja, veldig
gathering-useful-some = Ja, litt
gathering-useful-little = Nei, ikkje særleg
gathering-ask-try = Vil du prøve noko nytt etter dette?
gathering-try-yes = Ja
gathering-try-no = Nei
gathering-ask-error = Vel eitt svar.
gathering-pulse-send = Send svara
gathering-pulsed = Takk for svara!

## Eigne samlingar

gathering-list-title = Samlingar
gathering-list-none = Du har ingen samlingar no.
gathering-list-own = Du inviterer til
gathering-list-invited = Du er invitert til
gathering-new = Lag ei samling
gathering-unknown-title = Eg finn ikkje samlinga
gathering-unknown-text = Ho kan vere sletta, eller ho er ikkje for deg.

## Skjemaet

gathering-form-new = Lag ei samling
gathering-form-change = Endre samlinga
gathering-form-text = Fyll ut alle felta. Du vel kven du inviterer etterpå.
gathering-form-title = Kva heiter samlinga?
gathering-hint-title = Samling for pådrivarar
gathering-form-day = Dato
gathering-hint-day = 2026-12-01
gathering-form-clock = Klokkeslett
gathering-hint-clock = 09.00
gathering-form-minutes = Kor lenge?
gathering-minutes = { $minutes } minutt
gathering-form-where = Lenke til møtet, eller staden
gathering-hint-where = https://teams.microsoft.com/…
gathering-form-agenda = Kva skal de snakke om?
gathering-hint-agenda = Éi linje for kvart punkt
gathering-form-reach = Kven er ho for?
gathering-reach-own = Kommunen min
gathering-reach-all = Alle kommunane eg har ansvar for
gathering-form-venue = Kvar ville de elles ha møtst?
gathering-form-audience = Kven vil du invitere?
gathering-form-link = Lenke til referatet
gathering-hint-link = https://…
gathering-choose = Vel éin
gathering-create = Lag samlinga
gathering-save = Lagre endringane
gathering-wrong-title = Gi samlinga eit namn på 3 til 80 teikn.
gathering-wrong-when = Vel dato og klokkeslett, høgst eitt år fram.
gathering-wrong-past = Tidspunktet er passert. Vel eit nytt.
gathering-wrong-minutes = Vel kor lenge samlinga varer.
gathering-wrong-where = Skriv lenka til møtet, eller staden med få ord.
gathering-wrong-link = Lenka må byrje med https:// og peike til ein vanleg nettstad.
gathering-wrong-agenda = Skriv kva de skal snakke om, med høgst 1000 teikn.
gathering-wrong-venue = Vel kommunen der de elles ville ha møtst.
gathering-wrong-quota = Du har laga fleire samlingar denne veka. Vent nokre dagar med den neste.

## Den som inviterer

gathering-yours = Du inviterer
gathering-champions-in = Pådrivarane i { $place }
gathering-champions-many = Pådrivarane i { $count } kommunar
gathering-everyone-in = Alle i { $place }
gathering-preview = Sjå kor mange det blir
gathering-preview-title = Vil du sende invitasjonen?
gathering-preview-text = { $count ->
    [0] { $who }: Alle er inviterte frå før.
    [1] { $who }: Éin person får invitasjonen.
   *[other] { $who }: { $count } personar får invitasjonen.
}
gathering-preview-wait = Han blir send om tre minutt, i arbeidstida til kvar enkelt. Avlyser du før det, blir ingenting sendt.
gathering-too-many = Du kan invitere høgst { $most } om gongen. Spør prosjektleiaren om hjelp.
gathering-invite = Send invitasjonen
gathering-inviting = Invitasjonane blir gjorde klare. Det kan ta nokre minutt når det er mange.
gathering-back = Tilbake til samlinga
gathering-edit = Endre
gathering-cancel = Avlys
gathering-cancel-title = Vil du avlyse samlinga?
gathering-cancel-text = Dei som har sagt at dei kjem, får beskjed. Det kan ikkje gjerast om.
gathering-cancel-now = Ja, avlys samlinga
gathering-keep-notes = Del referatet
gathering-count-invited = Inviterte
gathering-count-yes = Kjem
gathering-count-maybe = Kanskje
gathering-count-no = Kjem ikkje
gathering-count-came = Var med
gathering-said = Det deltakarane svarte

## Det de sparte

gathering-saved = Spart
gathering-saved-text = Omtrent { $likely } kroner, ein stad mellom { $low } og { $high }.
gathering-saved-line = { $place }: { $people } deltakarar, { $amount } kr
gathering-saved-venue = Lokale og mat: { $amount } kr
gathering-saved-how = Reise, reisetid, lokale og mat, rekna som om de hadde møtst i { $place }. Føresetnadene gjeld frå { $day }.
gathering-others = Andre
gathering-others-with = { $name } og andre

## Kor mange som var med, og eige overslag

gathering-came-ask = Kor mange var med?
gathering-came-text = Skriv kor mange som kom frå kvar kommune. Tala gjeld i staden for dei som er talde ({ $counted }).
gathering-came-text-few = Skriv kor mange som kom frå kvar kommune. Tala gjeld i staden for dei som er talde ({ $counted }). Færre enn { $least } frå ein kommune blir ikkje viste her, men er med så lenge feltet er tomt.
gathering-came-other = Andre stader
gathering-came-keep = Lagre tala
gathering-came-clear = Bruk tala som er talde
gathering-came-said = Oppgitt av { $who } { $day }. Talde: { $counted }.
gathering-came-someone = ein som ikkje er her lenger
gathering-came-office = prosjektkontoret
gathering-form-estimate = Eige overslag over det de sparte, i kroner
gathering-hint-estimate = 185 000
gathering-form-note = Kvar er talet frå?
gathering-hint-note = Rekneskap, tilbod på lokale …
gathering-estimate-text = Overslaget står ved sida av det som er rekna ut, og er ikkje med i nokon sum. La feltet stå tomt for å fjerne det.
gathering-estimate-keep = Lagre overslaget
gathering-estimate-said = Eige overslag: { $amount } kr ({ $who }, { $day })
gathering-wrong-came = Skriv berre heile tal, til saman høgst 20 000.
gathering-wrong-estimate = Skriv eit heilt tal i kroner, og høgst 200 teikn om kvar det er frå.

## Eigne data

data-replies = Invitasjonar til samlingar
data-gatherings = Eigne samlingar
data-attendances = Deltakartal du har oppgitt
data-estimates = Overslag du har notert
data-gathering-jobs = Invitasjonar som blir gjorde klare
