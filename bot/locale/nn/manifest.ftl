## Appen slik ho blir vist i Teams. Namn: høgst 30 teikn, kort omtale: høgst 80.

manifest-name = Pådriver
manifest-from = Pådriver frå { $sender }
manifest-short = Lær Teams i leksjonar på tre minutt, rett i chatten
manifest-full =
    Pådriver er ein bot som lærer deg det viktigaste om Teams. Du får ein kort leksjon om gongen, prøver sjølv og svarer på nokre få spørsmål.

    Leksjonane kjem i arbeidstida di, som regel éin i veka. Du kan ta pause eller slutte når du vil: Skriv «pause» eller «stopp».

    Svara dine er berre dine. Kommunen ser tal for grupper, aldri namn.

    Du vel mellom bokmål, nynorsk og engelsk.

manifest-command-help = Sjå kva eg kan hjelpe med
manifest-command-next = Ta neste leksjon
manifest-command-status = Sjå kor langt du har kome
manifest-command-lessons = Vel blant alle leksjonane
manifest-command-language = Vel bokmål, nynorsk eller engelsk
manifest-command-municipality = Vel kommunen du jobbar i
manifest-command-pause = Ta ein pause frå leksjonane
manifest-command-stop = Slutt å få leksjonar
manifest-command-my-data = Sjå, last ned eller slett det som er lagra om deg
manifest-command-about = Kven eg er, og kven som står bak
manifest-room-help = Få ei lenke til å starte ein eigen chat med meg

manifest-search = Finn ein leksjon å dele
manifest-search-about = Søk etter ein leksjon, og legg han i meldinga di
manifest-search-query = Leksjon
manifest-search-query-about = Skriv kva han skal handle om
manifest-share = Del ein leksjon
manifest-share-about = Vel ein leksjon, skriv nokre ord, og del han i chatten eller kanalen
manifest-recommend = Tilrå ein leksjon
manifest-recommend-about = Send ein leksjon til kollegar, i deira eigen chat med meg
