## Velkommen

welcome-hello = Hei, { $name }! Jeg er Pådriver
welcome-hello-you = Hei! Jeg er Pådriver
welcome-summary = Hei! Jeg er Pådriver, og jeg har korte leksjoner til deg.
welcome-who =
    Jeg er en bot, et program du kan skrive til, ikke en kollega. Jeg lærer deg det viktigste om Teams, i leksjoner på tre minutter.

    Etter hver leksjon får du noen få spørsmål. Du kan prøve så mange ganger du vil.
welcome-sender = Hvem sender dette?
welcome-employer = Arbeidsgiveren din
welcome-why = Hvorfor deg?
welcome-because = Alle som har fått Teams på jobb, får tilbud om kurset.
welcome-often = Hvor ofte?
welcome-how-often = Som regel én leksjon i uka, aldri mer enn { $most ->
    [1] én melding
    [2] to meldinger
    [3] tre meldinger
   *[other] { $most } meldinger
} på en uke.
welcome-private = Hvem ser svarene?
welcome-how-private = Bare du. Kommunen ser tall for grupper, aldri navn.
welcome-stop = Vil du slutte?
welcome-how-to-stop = Skriv «stopp» når du vil.
welcome-place = Kommunen din:
welcome-begin = Start første leksjon
welcome-later = Ikke nå

back-hello = Velkommen tilbake, { $name }!
back-hello-you = Velkommen tilbake!
back-summary = Velkommen tilbake! Alt du har gjort, er tatt vare på.
back-kept = Alt du har gjort, er tatt vare på. Du fortsetter der du slapp.
back-stopped = Du har bedt meg slutte å sende leksjoner, og det gjelder fortsatt. Vil du ha dem igjen, velger du «Start igjen».

## Språk og kommune

language-title = Velg språk
language-label = Språk
language-error = Velg et språk først.
language-nb = Bokmål
language-nn = Nynorsk
language-en = English

municipality-title = Velg kommune
municipality-label = Kommunen du jobber i
municipality-why = Jeg bruker den til å telle hvor mange i hver kommune som har tatt kurset. Navnet ditt vises ikke.
municipality-placeholder = Velg kommune
municipality-error = Velg først kommunen du jobber i.

## Pause, stopp, senere

pause-title = Ta en pause
pause-how-long = Hvor lenge skal jeg være stille? Du kan ta leksjoner selv når du vil.
pause-1 = En dag
pause-7 = En uke
pause-30 = En måned
pause-0 = Til jeg sier fra
pause-until = Eller vær stille til denne dagen
pause-until-error = Velg en dag som kommer, høyst et år frem.
pause-until-save = Pause til dagen
paused-title = God pause!
paused-until = Du hører ikke fra meg før { $day }. Du kan starte igjen når du vil.
paused-open = Du hører ikke fra meg før du starter igjen.
stopped-title = Greit, jeg slutter
stopped-text = Jeg sender deg ikke flere leksjoner eller påminnelser. Det du har gjort, er tatt vare på, og du kan starte igjen når du vil.
resumed-title = Da er vi i gang igjen
resumed-text = Du fortsetter der du slapp.
later-title = Helt i orden
later-text = Leksjonen venter til det passer. Skriv «neste» når du er klar.

## Mine data

my-data-title = Dette er lagret om deg
my-data-text = Alt jeg vet om deg, står her. Du kan laste det ned eller slette det.
my-data-kept = Så mye er lagret
my-data-who-sees = Ingen andre ser svarene dine. Kommunen ser bare tall for grupper.
my-data-download = Last ned alt
my-data-erase = Slett alt om meg
erase-title = Vil du slette alt om deg?
erase-text =
    Framgangen din, svarene dine og valgene dine blir borte for godt. Det kan ikke angres.

    Tall uten navn i kommunens statistikk blir stående.
erase-cancel = Nei, behold
erase-now = Ja, slett alt
erased-title = Alt om deg er slettet
erased-text = Takk for følget. Vil du begynne på nytt en dag, skriver du «start».
