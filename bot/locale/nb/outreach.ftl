## Det som kommer av seg selv: felles ord

clock = { $hour }.{ $minute }
minutes = { $minutes ->
    [1] ett minutt
    [2] to minutter
    [3] tre minutter
    [4] fire minutter
    [5] fem minutter
   *[other] { $minutes } minutter
}
outreach-employer = arbeidsgiveren din
outreach-now = Ta leksjonen nå
outreach-tomorrow = I morgen
outreach-pause = Pause en uke
outreach-stop = Slutt å sende

## Hvorfor det kommer, hvem det er fra, og hvordan du slutter

because-lesson = Leksjonen er en del av kurset fra { $sender }. Skriv «stopp» hvis du vil slutte.
because-nudge = Dette er en påminnelse om kurset fra { $sender }. Du får høyst to for hver leksjon. Skriv «stopp» hvis du vil slutte.
because-later = Påminnelsen ba du om selv. Kurset er fra { $sender }. Skriv «stopp» hvis du vil slutte.
because-recall = Spørsmålene hører til kurset fra { $sender }, og kommer høyst én gang i uka. Skriv «stopp» hvis du vil slutte.
because-resting = Du får denne meldingen én gang, fordi du er med på kurset fra { $sender }. Skriv «stopp» hvis du vil slutte helt.
because-push = { $sender } anbefaler deg denne leksjonen. Skriv «stopp» hvis du ikke vil ha noe mer fra meg.
because-push-someone = En pådriver anbefaler deg denne leksjonen. Skriv «stopp» hvis du ikke vil ha noe mer fra meg.
because-correction = Du får leksjonen på nytt fordi den er rettet. Kurset er fra { $sender }. Skriv «stopp» hvis du vil slutte.
because-shared = Denne startet du selv, fra et kort som ble delt. Skriv «stopp» hvis du ikke vil ha leksjoner fra { $sender }.
because-broadcast = Leksjonen får du fra { $sender }. Skriv «stopp» hvis du ikke vil ha noe mer fra meg.
because-message = Meldingen er fra { $sender }, som står bak kurset. Skriv «stopp» hvis du ikke vil ha noe mer fra meg.
message-title = Melding fra { $sender }
message-link = Åpne lenken

lesson-corrected = Rettet { $day }: Det var en feil i leksjonen. Her er den riktige.
withdrawn = Meldingen er trukket tilbake. Du trenger ikke å gjøre noe.

## Dytt og påminnelser

nudge-new-1-title = «{ $title }» venter på deg
nudge-new-1-text = Leksjonen tar { $minutes }.
nudge-new-2-title = «{ $title }» venter fortsatt
nudge-new-2-text = Leksjonen tar { $minutes }, når det passer deg. Jeg minner deg ikke på den flere ganger.
nudge-started-1-title = Du er i gang med «{ $title }»
nudge-started-1-text = Du har begynt på quizen. Det er bare noen få spørsmål igjen, og du fortsetter der du slapp.
nudge-started-2-title = Quizen i «{ $title }» venter fortsatt
nudge-started-2-text = Du fortsetter der du slapp, når det passer deg. Jeg minner deg ikke på den flere ganger.

reminder-title = Du ba meg minne deg på «{ $title }»
reminder-text = Leksjonen tar { $minutes }. Passer det nå?

resting-title = Nå tar jeg en pause
resting-text =
    De siste leksjonene har blitt liggende. Det er helt greit. Noen ganger er det annet som haster.

    Jeg sender ikke flere før du sier fra. Velg «Start igjen», eller skriv «neste» når du har tre minutter.

## Senere

later-ask-title = Når passer det bedre?
later-ask-text = Jeg minner deg på det da.
later-today = I dag kl. { $clock }
later-tomorrow = I morgen
later-monday = På mandag
later-until-asked = Pause til jeg sier fra
later-set-text = Jeg minner deg på det { $when }.
later-at-today = i dag kl. { $clock }
later-at-tomorrow = i morgen, { $day }, kl. { $clock }
later-at-day = { $day } kl. { $clock }

## Oppfølging

followup-title = Husker du dette?
followup-text = { $count ->
    [1] Her er ett spørsmål fra en leksjon du har tatt. Det tar under ett minutt.
   *[other] Her er { $words } spørsmål fra leksjoner du har tatt. De tar omtrent ett minutt.
}
followup-two = to
followup-three = tre
followup-choose-single = Spørsmål { $number }: velg ett svar
followup-choose-multiple = Spørsmål { $number }: velg alle svarene som stemmer
followup-missing = { $count ->
    [1] Svar på spørsmålet først.
   *[other] Svar på alle spørsmålene først.
}
followup-all = Dette kan du fortsatt!
followup-some = Du husket { $right } av { $total }
followup-none = Dette er verdt å lese én gang til
followup-where = Fra «{ $title }»
followup-still = Riktig. Det husker du!
followup-also = Dette er også riktig: { $option }
followup-reread = Les «{ $title }» om igjen

## Arbeidstid

button-hours = Velg arbeidstid
hours-title = Når kan jeg skrive til deg?
hours-text = Leksjoner og påminnelser kommer bare i arbeidstiden din. Nå gjelder { $hours }, { $zone }.
hours-zone-norway = norsk tid
hours-zone = tiden i { $place }
hours-usual = Velg en vanlig arbeidstid
hours-day = Dagvakt
hours-evening = Kveldsvakt
hours-night = Nattevakt
hours-week = Dagvakt hele uka
hours-own = Eller velg dager og tider selv
hours-days = Dager
hours-days-error = Velg minst én dag.
hours-from = Fra klokka
hours-from-error = Velg når du begynner.
hours-to = Til klokka
hours-to-error = Velg når du slutter.
hours-typed = 08.00
hours-problem = Velg minst én dag og to ulike klokkeslett.
hours-all-days = alle dager
hours-run = { $first }–{ $last }
hours-and = { $first } og { $last }
hours-said = { $days } kl. { $from }–{ $to }
hours-saved-title = Arbeidstiden din er lagret
hours-saved-text = Jeg skriver bare til deg { $hours }.
hours-change = Endre arbeidstid
