## Det som kjem av seg sjølv: felles ord

clock = { $hour }.{ $minute }
minutes = { $minutes ->
    [1] eitt minutt
    [2] to minutt
    [3] tre minutt
    [4] fire minutt
    [5] fem minutt
   *[other] { $minutes } minutt
}
outreach-employer = arbeidsgivaren din
outreach-now = Ta leksjonen no
outreach-tomorrow = I morgon
outreach-pause = Pause ei veke
outreach-stop = Slutt å sende

## Kvifor det kjem, kven det er frå, og korleis du sluttar

because-lesson = Leksjonen er ein del av kurset frå { $sender }. Skriv «stopp» viss du vil slutte.
because-nudge = Dette er ei påminning om kurset frå { $sender }. Du får høgst to for kvar leksjon. Skriv «stopp» viss du vil slutte.
because-later = Påminninga bad du om sjølv. Kurset er frå { $sender }. Skriv «stopp» viss du vil slutte.
because-recall = Spørsmåla høyrer til kurset frå { $sender }, og kjem høgst éin gong i veka. Skriv «stopp» viss du vil slutte.
because-resting = Du får denne meldinga éin gong, fordi du er med på kurset frå { $sender }. Skriv «stopp» viss du vil slutte heilt.
because-push = { $sender } tilrår deg denne leksjonen. Skriv «stopp» viss du ikkje vil ha noko meir frå meg.
because-push-someone = Ein pådrivar tilrår deg denne leksjonen. Skriv «stopp» viss du ikkje vil ha noko meir frå meg.
because-correction = Du får leksjonen på nytt fordi han er retta. Kurset er frå { $sender }. Skriv «stopp» viss du vil slutte.
because-shared = Denne starta du sjølv, frå eit kort som vart delt. Skriv «stopp» viss du ikkje vil ha leksjonar frå { $sender }.
because-broadcast = Leksjonen får du frå { $sender }. Skriv «stopp» om du ikkje vil ha noko meir frå meg.
because-message = Meldinga er frå { $sender }, som står bak kurset. Skriv «stopp» om du ikkje vil ha noko meir frå meg.
message-title = Melding frå { $sender }
message-link = Opne lenkja

lesson-corrected = Retta { $day }: Det var ein feil i leksjonen. Her er den rette.
withdrawn = Meldinga er trekt tilbake. Du treng ikkje å gjere noko.

## Dytt og påminningar

nudge-new-1-title = «{ $title }» ventar på deg
nudge-new-1-text = Leksjonen tek { $minutes }.
nudge-new-2-title = «{ $title }» ventar framleis
nudge-new-2-text = Leksjonen tek { $minutes }, når det passar deg. Eg minner deg ikkje på han fleire gonger.
nudge-started-1-title = Du er i gang med «{ $title }»
nudge-started-1-text = Du har byrja på quizen. Det er berre nokre få spørsmål att, og du held fram der du slapp.
nudge-started-2-title = Quizen i «{ $title }» ventar framleis
nudge-started-2-text = Du held fram der du slapp, når det passar deg. Eg minner deg ikkje på han fleire gonger.

reminder-title = Du bad meg minne deg på «{ $title }»
reminder-text = Leksjonen tek { $minutes }. Passar det no?

resting-title = No tek eg ein pause
resting-text =
    Dei siste leksjonane har blitt liggjande. Det er heilt greitt. Nokre gonger er det anna som hastar.

    Eg sender ikkje fleire før du seier frå. Vel «Start igjen», eller skriv «neste» når du har tre minutt.

## Seinare

later-ask-title = Når passar det betre?
later-ask-text = Eg minner deg på det då.
later-today = I dag kl. { $clock }
later-tomorrow = I morgon
later-monday = På måndag
later-until-asked = Pause til eg seier frå
later-set-text = Eg minner deg på det { $when }.
later-at-today = i dag kl. { $clock }
later-at-tomorrow = i morgon, { $day }, kl. { $clock }
later-at-day = { $day } kl. { $clock }

## Oppfølging

followup-title = Hugsar du dette?
followup-text = { $count ->
    [1] Her er eitt spørsmål frå ein leksjon du har teke. Det tek under eitt minutt.
   *[other] Her er { $words } spørsmål frå leksjonar du har teke. Dei tek om lag eitt minutt.
}
followup-two = to
followup-three = tre
followup-choose-single = Spørsmål { $number }: vel eitt svar
followup-choose-multiple = Spørsmål { $number }: vel alle svara som stemmer
followup-missing = { $count ->
    [1] Svar på spørsmålet først.
   *[other] Svar på alle spørsmåla først.
}
followup-all = Dette kan du framleis!
followup-some = Du hugsa { $right } av { $total }
followup-none = Dette er verdt å lese éin gong til
followup-where = Frå «{ $title }»
followup-still = Rett. Det hugsar du!
followup-also = Dette er òg rett: { $option }
followup-reread = Les «{ $title }» om igjen

## Arbeidstid

button-hours = Vel arbeidstid
hours-title = Når kan eg skrive til deg?
hours-text = Leksjonar og påminningar kjem berre i arbeidstida di. No gjeld { $hours }, { $zone }.
hours-zone-norway = norsk tid
hours-zone = tida i { $place }
hours-usual = Vel ei vanleg arbeidstid
hours-day = Dagvakt
hours-evening = Kveldsvakt
hours-night = Nattevakt
hours-week = Dagvakt heile veka
hours-own = Eller vel dagar og tider sjølv
hours-days = Dagar
hours-days-error = Vel minst éin dag.
hours-from = Frå klokka
hours-from-error = Vel når du byrjar.
hours-to = Til klokka
hours-to-error = Vel når du sluttar.
hours-typed = 08.00
hours-problem = Vel minst éin dag og to ulike klokkeslett.
hours-all-days = alle dagar
hours-run = { $first }–{ $last }
hours-and = { $first } og { $last }
hours-said = { $days } kl. { $from }–{ $to }
hours-saved-title = Arbeidstida di er lagra
hours-saved-text = Eg skriv berre til deg { $hours }.
hours-change = Endre arbeidstid
