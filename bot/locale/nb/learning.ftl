## Leksjon

lesson-where = { $where } · { $minutes }{"\u00A0"}min
lesson-place = { $course }, leksjon { $number } av { $total }
lesson-summary = Leksjon: { $title }
lesson-try = Prøv nå
lesson-read = Les mer: { $text }
lesson-more = mer om dette
lesson-quiz-new = Ta quizen
lesson-quiz-started = Fortsett quizen
lesson-quiz-passed = Ta quizen på nytt

## Quiz

quiz-where = { $title } · spørsmål { $number } av { $total }
quiz-number = Spørsmål { $number } av { $total }.
quiz-choose-single = Velg ett svar
quiz-choose-multiple = Velg alle svarene som stemmer
quiz-missing-single = Velg et svar først.
quiz-missing-multiple = Velg minst ett svar først.
option-sant = Sant
option-usant = Usant
quiz-answer = Svar
quiz-continue = Neste spørsmål
quiz-result = Se resultatet

verdict-right = Riktig!
verdict-partly = Nesten – ikke helt riktig
verdict-wrong = Ikke riktig denne gangen
verdict-chosen = Du svarte: { $option }
verdict-answer = Riktig svar: { $option }

## Oppsummering

summary-place = { $title } · leksjon { $number } av { $total }
summary-passed = Bestått!
summary-failed = Ikke bestått ennå
summary-score = Du svarte riktig på { $right } av { $total } spørsmål.
summary-needed = Du trenger { $needed ->
    [1] ett riktig svar
   *[other] { $needed } riktige svar
} for å bestå. Det er bare å prøve igjen, så mange ganger du vil.
summary-learned = Dette lærte du
summary-reread = Før du prøver igjen
summary-next = Neste leksjon: { $title }
summary-all-done = Du har tatt alle leksjonene i kurset. Godt jobbet!

opinion-useful = Var denne leksjonen nyttig?
opinion-yes = Ja
opinion-no = Nei
opinion-thanks = Takk for at du sa fra! Svaret telles uten navnet ditt.
report-open = Noe er feil her
report-label = Hva er feil?
report-placeholder = Skriv noen få ord
report-error = Skriv noen ord først.
report-send = Send inn
report-thanks = Meldingen din er sendt til dem som lager leksjonene.

## Diplom

button-diploma = Se diplomet
diploma-title = Diplom
diploma-to = går til
diploma-you = deg
diploma-has = som har gjennomført kurset
diploma-lessons = { $lessons ->
    [one] Én leksjon bestått
   *[other] Alle { $lessons } leksjonene bestått
}
diploma-day = Fullført { $day }
diploma-below = Gratulerer! Vis gjerne diplomet til en kollega.
diploma-summary = Gratulerer med diplom: { $course }
