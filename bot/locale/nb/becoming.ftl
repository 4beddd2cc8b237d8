## Foreslå en pådriver

button-suggest = Foreslå en pådriver
button-champion = Min rolle
button-newcomers = Nye kolleger
button-step-down = Slutt som pådriver
suggest-title = Hvem ville blitt en god pådriver?
suggest-text = Foreslå en kollega i området ditt. Kollegaen får et spørsmål i arbeidstiden, og svarer selv.
suggest-people = Kollega
suggest-people-error = Velg en kollega først.
suggest-words = Hvorfor passer kollegaen? (valgfritt)
suggest-words-placeholder = For eksempel: Du forklarer så alle forstår!
suggest-send = Spør kollegaen
suggest-asked-title = Takk for forslaget!
suggest-asked-text =
    Jeg spør { $name } i arbeidstiden, hvis det er greit med meldinger fra meg.

    Svaret tilhører kollegaen. Du ser det bare hvis dere blir pådrivere sammen.
suggest-another = Foreslå en til
suggest-scope = Kollegaen er utenfor området ditt eller har ikke åpnet Pådriver ennå. Velg en annen.
suggest-already = { $name } er pådriver eller prosjektleder allerede. Velg en annen.
suggest-again = Du har foreslått { $name } før. Velg en annen, og gi det litt tid.
suggest-day = Du har foreslått { $count } det siste døgnet. Vent til i morgen.
suggest-week = Du har foreslått { $count } den siste uka. Vent litt med flere.

## Hos den som er foreslått

suggestion-title = Vil du bli pådriver?
suggestion-from = { $name } foreslår deg som pådriver
suggestion-where = Du blir pådriver for { $place }.
suggestion-what = En pådriver hjelper kollegene i gang med Teams, noen minutter i uka:
suggestion-does-push = Anbefal en leksjon når det trengs
suggestion-does-help = Hjelp dem som selv ber om det
suggestion-does-gather = Møt andre pådrivere på samlinger
suggestion-free = Du kan slutte med ett trykk. Sier du nei, får ingen vite det.
suggestion-yes = Ja, det vil jeg
suggestion-no = Nei takk
suggestion-because = Du får dette fordi { $name } har foreslått deg. Skriv «stopp» hvis du ikke vil ha meldinger fra meg.
suggestion-declined-title = Takk for svaret
suggestion-declined-text = Ingen får vite det. Leksjonene dine går som før.
suggestion-waiting-title = Så fint at du vil!
suggestion-waiting-text = Nå må en prosjektleder si ja. Du hører fra meg når det er klart.
suggestion-refused-title = Takk for at du ville
suggestion-refused-text = Denne gangen ble det ikke noe av. Prosjektlederen kan svare på hvorfor.
suggestion-gone-title = Dette spørsmålet gjelder ikke lenger
suggestion-gone-text = Du trenger ikke å gjøre noe.

## Pådriverens rolle

champion-welcome = Velkommen som pådriver, { $name }!
champion-welcome-you = Velkommen som pådriver!
champion-title = Du er pådriver
champion-where = Området ditt: { $places }.
champion-places-more = Og { $count } til.
champion-can = Dette kan du:
champion-can-push = Anbefal leksjoner med egne ord
champion-can-group = Se hvordan gruppa ligger an
champion-can-help = Se hvem som ber om hjelp
champion-can-gather = Inviter til en samling
champion-can-suggest = Foreslå en ny pådriver
champion-can-newcomers = Ønsk nye kolleger velkommen
champion-private = Hva den enkelte svarer, ser du aldri.
champion-begin = Start pådriverkurset
champion-because = Du får dette fordi du er blitt pådriver. Passer det ikke, velger du «Slutt som pådriver».
stepped-down-title = Takk for innsatsen!
stepped-down-text = Du er ikke pådriver lenger. Leksjonene dine går som før. Angrer du, sier du fra til prosjektlederen.
stepped-already-title = Du er ikke pådriver
stepped-already-text = Det er ingenting å slutte med.

## Prosjektlederens ja

appointing-title = Skal { $name } bli pådriver?
appointing-text = { $by } har foreslått { $name }, som selv har sagt ja. Området blir { $place }.
appointing-yes = Ja, velkommen

## Nye kolleger

newcomers-title = Nye kolleger
newcomers-text = Disse er nye, og har sagt ja til at du får vite det.
newcomers-nobody = Det er ingen nye å ønske velkommen nå.
newcomers-because = Du får dette fordi du er pådriver, høyst én gang om dagen. Skriv «stopp» hvis du ikke vil ha meldinger fra meg.
newcomer-since = { $place }, siden { $day }
newcomer-greet = Ønsk velkommen
greet-title = Ønsk { $name } velkommen
greet-text = Ordene dine kommer i arbeidstiden, med navnet ditt.
greet-words = Ordene dine
greet-words-placeholder = For eksempel: Så fint at du er her! Spør meg gjerne.
greet-words-error = Skriv noen ord først.
greet-send = Send velkomsten
greet-sent-title = Takk for at du ønsker velkommen!
greet-sent-text = Ordene dine kommer i arbeidstiden, hvis kollegaen fortsatt vil.
greet-gone-text = Kollegaen står ikke lenger på lista over nye.
greet-day-text = Du har ønsket mange velkommen det siste døgnet. Vent til i morgen.
greeting-title = Velkommen fra { $name }
greeting-from = { $name } er pådriver her
greeting-because = Du får dette fordi du sa ja til at en pådriver kunne få vite at du er ny. Skriv «stopp» hvis du ikke vil ha flere meldinger.

## Den nyes eget valg

tell-label = Er du ny her?
tell-toggle = En pådriver kan få vite at jeg er ny, og ønske meg velkommen
tell-yes = Si fra at jeg er ny
tell-no = Ikke si fra
tell-yes-title = En pådriver kan få vite at du er ny
tell-yes-text = Pådriveren ser navnet ditt og hvor du jobber, og kan ønske deg velkommen. Svarene dine ser bare du.
tell-no-title = Ingen får vite at du er ny
tell-no-text = Den første måneden kan du la en pådriver få vite det, og ønske deg velkommen.

## Mine data

data-letters = Ord mellom deg og pådrivere
data-role = Rolle
data-told = En pådriver kan få vite at du er ny
data-yes = Ja
data-help = Du vil ha hjelp av en pådriver
data-no-push = Du vil ikke ha anbefalinger fra pådrivere
data-no-recruit = Du vil ikke ha spørsmål om steder uten pådriver
data-thanks-received = Takk du har fått
data-champion-figures = Dagens tall for anbefalingene dine
