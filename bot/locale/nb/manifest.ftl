## Appen slik den vises i Teams. Navn: høyst 30 tegn, kort beskrivelse: høyst 80.

manifest-name = Pådriver
manifest-from = Pådriver fra { $sender }
manifest-short = Lær Teams i leksjoner på tre minutter, rett i chatten
manifest-full =
    Pådriver er en bot som lærer deg det viktigste om Teams. Du får en kort leksjon om gangen, prøver selv og svarer på noen få spørsmål.

    Leksjonene kommer i arbeidstiden din, som regel én i uka. Du kan ta pause eller slutte når du vil: Skriv «pause» eller «stopp».

    Svarene dine er bare dine. Kommunen ser tall for grupper, aldri navn.

    Du velger mellom bokmål, nynorsk og engelsk.

manifest-command-help = Se hva jeg kan hjelpe med
manifest-command-next = Ta neste leksjon
manifest-command-status = Se hvor langt du har kommet
manifest-command-lessons = Velg blant alle leksjonene
manifest-command-language = Velg bokmål, nynorsk eller engelsk
manifest-command-municipality = Velg kommunen du jobber i
manifest-command-pause = Ta en pause fra leksjonene
manifest-command-stop = Slutt å få leksjoner
manifest-command-my-data = Se, last ned eller slett det som er lagret om deg
manifest-command-about = Hvem jeg er, og hvem som står bak
manifest-room-help = Få en lenke til å starte en egen chat med meg

manifest-search = Finn en leksjon å dele
manifest-search-about = Søk etter en leksjon, og legg den i meldingen din
manifest-search-query = Leksjon
manifest-search-query-about = Skriv hva den skal handle om
manifest-share = Del en leksjon
manifest-share-about = Velg en leksjon, skriv noen ord, og del den i chatten eller kanalen
manifest-recommend = Anbefal en leksjon
manifest-recommend-about = Send en leksjon til kolleger, i deres egen chat med meg
