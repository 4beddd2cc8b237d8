## Leksjon

lesson-where = { $where } · { $minutes }{"\u00A0"}min
lesson-place = { $course }, leksjon { $number } av { $total }
lesson-summary = Leksjon: { $title }
lesson-try = Prøv no
lesson-read = Les meir: { $text }
lesson-more = meir om dette
lesson-quiz-new = Ta quizen
lesson-quiz-started = Hald fram med quizen
lesson-quiz-passed = Ta quizen på nytt

## Quiz

quiz-where = { $title } · spørsmål { $number } av { $total }
quiz-number = Spørsmål { $number } av { $total }.
quiz-choose-single = Vel eitt svar
quiz-choose-multiple = Vel alle svara som stemmer
quiz-missing-single = Vel eit svar først.
quiz-missing-multiple = Vel minst eitt svar først.
option-sant = Sant
option-usant = Usant
quiz-answer = Svar
quiz-continue = Neste spørsmål
quiz-result = Sjå resultatet

verdict-right = Rett!
verdict-partly = Nesten – ikkje heilt rett
verdict-wrong = Ikkje rett denne gongen
verdict-chosen = Du svarte: { $option }
verdict-answer = Rett svar: { $option }

## Oppsummering

summary-place = { $title } · leksjon { $number } av { $total }
summary-passed = Greidd!
summary-failed = Ikkje greidd enno
summary-score = Du svarte rett på { $right } av { $total } spørsmål.
summary-needed = Du treng { $needed ->
    [1] eitt rett svar
   *[other] { $needed } rette svar
} for å greie quizen. Det er berre å prøve igjen, så mange gonger du vil.
summary-learned = Dette lærte du
summary-reread = Før du prøver igjen
summary-next = Neste leksjon: { $title }
summary-all-done = Du har teke alle leksjonane i kurset. Godt jobba!

opinion-useful = Var denne leksjonen nyttig?
opinion-yes = Ja
opinion-no = Nei
opinion-thanks = Takk for at du sa frå! Svaret blir talt utan namnet ditt.
report-open = Noko er feil her
report-label = Kva er feil?
report-placeholder = Skriv nokre få ord
report-error = Skriv nokre ord først.
report-send = Send inn
report-thanks = Meldinga di er send til dei som lagar leksjonane.

## Diplom

button-diploma = Sjå diplomet
diploma-title = Diplom
diploma-to = går til
diploma-you = deg
diploma-has = som har gjennomført kurset
diploma-lessons = { $lessons ->
    [one] Éin leksjon greidd
   *[other] Alle dei { $lessons } leksjonane greidde
}
diploma-day = Fullført { $day }
diploma-below = Gratulerer! Vis gjerne diplomet til ein kollega.
diploma-summary = Gratulerer med diplom: { $course }
