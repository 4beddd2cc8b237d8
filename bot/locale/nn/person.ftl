## Velkomen

welcome-hello = Hei, { $name }! Eg er Pådriver
welcome-hello-you = Hei! Eg er Pådriver
welcome-summary = Hei! Eg er Pådriver, og eg har korte leksjonar til deg.
welcome-who =
    Eg er ein bot, eit program du kan skrive til, ikkje ein kollega. Eg lærer deg det viktigaste om Teams, i leksjonar på tre minutt.

    Etter kvar leksjon får du nokre få spørsmål. Du kan prøve så mange gonger du vil.
welcome-sender = Kven sender dette?
welcome-employer = Arbeidsgivaren din
welcome-why = Kvifor deg?
welcome-because = Alle som har fått Teams på jobb, får tilbod om kurset.
welcome-often = Kor ofte?
welcome-how-often = Som regel éin leksjon i veka, aldri meir enn { $most ->
    [1] éi melding
    [2] to meldingar
    [3] tre meldingar
   *[other] { $most } meldingar
} på ei veke.
welcome-private = Kven ser svara?
welcome-how-private = Berre du. Kommunen ser tal for grupper, aldri namn.
welcome-stop = Vil du slutte?
welcome-how-to-stop = Skriv «stopp» når du vil.
welcome-place = Kommunen din:
welcome-begin = Start første leksjon
welcome-later = Ikkje no

back-hello = Velkomen tilbake, { $name }!
back-hello-you = Velkomen tilbake!
back-summary = Velkomen tilbake! Alt du har gjort, er teke vare på.
back-kept = Alt du har gjort, er teke vare på. Du held fram der du slapp.
back-stopped = Du har bede meg slutte å sende leksjonar, og det gjeld framleis. Vil du ha dei igjen, vel du «Start igjen».

## Språk og kommune

language-title = Vel språk
language-label = Språk
language-error = Vel eit språk først.
language-nb = Bokmål
language-nn = Nynorsk
language-en = English

municipality-title = Vel kommune
municipality-label = Kommunen du jobbar i
municipality-why = Eg bruker han til å telje kor mange i kvar kommune som har teke kurset. Namnet ditt blir ikkje vist.
municipality-placeholder = Vel kommune
municipality-error = Vel først kommunen du jobbar i.

## Pause, stopp, seinare

pause-title = Ta ein pause
pause-how-long = Kor lenge skal eg vere stille? Du kan ta leksjonar sjølv når du vil.
pause-1 = Ein dag
pause-7 = Ei veke
pause-30 = Ein månad
pause-0 = Til eg seier frå
pause-until = Eller ver stille til denne dagen
pause-until-error = Vel ein dag som kjem, høgst eitt år fram.
pause-until-save = Pause til dagen
paused-title = God pause!
paused-until = Du høyrer ikkje frå meg før { $day }. Du kan starte igjen når du vil.
paused-open = Du høyrer ikkje frå meg før du startar igjen.
stopped-title = Greitt, eg sluttar
stopped-text = Eg sender deg ikkje fleire leksjonar eller påminningar. Det du har gjort, er teke vare på, og du kan starte igjen når du vil.
resumed-title = Då er vi i gang igjen
resumed-text = Du held fram der du slapp.
later-title = Heilt i orden
later-text = Leksjonen ventar til det passar. Skriv «neste» når du er klar.

## Mine data

my-data-title = Dette er lagra om deg
my-data-text = Alt eg veit om deg, står her. Du kan laste det ned eller slette det.
my-data-kept = Så mykje er lagra
my-data-who-sees = Ingen andre ser svara dine. Kommunen ser berre tal for grupper.
my-data-download = Last ned alt
my-data-erase = Slett alt om meg
erase-title = Vil du slette alt om deg?
erase-text =
    Framgangen din, svara dine og vala dine blir borte for godt. Det går ikkje an å angre.

    Tal utan namn i statistikken til kommunen blir ståande.
erase-cancel = Nei, behald
erase-now = Ja, slett alt
erased-title = Alt om deg er sletta
erased-text = Takk for følgjet. Vil du byrje på nytt ein dag, skriv du «start».
