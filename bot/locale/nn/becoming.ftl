## Foreslå ein pådrivar

button-suggest = Foreslå ein pådrivar
button-champion = Rolla mi
button-newcomers = Nye kollegar
button-step-down = Slutt som pådrivar
suggest-title = Kven hadde blitt ein god pådrivar?
suggest-text = Foreslå ein kollega i området ditt. Kollegaen får eit spørsmål i arbeidstida, og svarer sjølv.
suggest-people = Kollega
suggest-people-error = Vel ein kollega først.
suggest-words = Kvifor passar kollegaen? (valfritt)
suggest-words-placeholder = Til dømes: Du forklarer så alle forstår!
suggest-send = Spør kollegaen
suggest-asked-title = Takk for forslaget!
suggest-asked-text =
    Eg spør { $name } i arbeidstida, viss det er greitt med meldingar frå meg.

    Svaret er kollegaen sitt eige. Du ser det berre viss de blir pådrivarar saman.
suggest-another = Foreslå ein til
suggest-scope = Kollegaen er utanfor området ditt eller har ikkje opna Pådriver enno. Vel ein annan.
suggest-already = { $name } er pådrivar eller prosjektleiar allereie. Vel ein annan.
suggest-again = Du har foreslått { $name } før. Vel ein annan, og gi det litt tid.
suggest-day = Du har foreslått { $count } det siste døgnet. Vent til i morgon.
suggest-week = Du har foreslått { $count } den siste veka. Vent litt med fleire.

## Hos den som er foreslått

suggestion-title = Vil du bli pådrivar?
suggestion-from = { $name } foreslår deg som pådrivar
suggestion-where = Du blir pådrivar for { $place }.
suggestion-what = Ein pådrivar hjelper kollegane i gang med Teams, nokre minutt i veka:
suggestion-does-push = Tilrå ein leksjon når det trengst
suggestion-does-help = Hjelp dei som sjølve ber om det
suggestion-does-gather = Møt andre pådrivarar på samlingar
suggestion-free = Du kan slutte med eitt trykk. Seier du nei, får ingen vite det.
suggestion-yes = Ja, det vil eg
suggestion-no = Nei takk
suggestion-because = Du får dette fordi { $name } har foreslått deg. Skriv «stopp» viss du ikkje vil ha meldingar frå meg.
suggestion-declined-title = Takk for svaret
suggestion-declined-text = Ingen får vite det. Leksjonane dine går som før.
suggestion-waiting-title = Så fint at du vil!
suggestion-waiting-text = No må ein prosjektleiar seie ja. Du høyrer frå meg når det er klart.
suggestion-refused-title = Takk for at du ville
suggestion-refused-text = Denne gongen vart det ikkje noko av. Prosjektleiaren kan svare på kvifor.
suggestion-gone-title = Dette spørsmålet gjeld ikkje lenger
suggestion-gone-text = Du treng ikkje å gjere noko.

## Rolla til pådrivaren

champion-welcome = Velkommen som pådrivar, { $name }!
champion-welcome-you = Velkommen som pådrivar!
champion-title = Du er pådrivar
champion-where = Området ditt: { $places }.
champion-places-more = Og { $count } til.
champion-can = Dette kan du:
champion-can-push = Tilrå leksjonar med eigne ord
champion-can-group = Sjå korleis gruppa ligg an
champion-can-help = Sjå kven som ber om hjelp
champion-can-gather = Inviter til ei samling
champion-can-suggest = Foreslå ein ny pådrivar
champion-can-newcomers = Ønsk nye kollegar velkomne
champion-private = Kva den enkelte svarer, ser du aldri.
champion-begin = Start pådrivarkurset
champion-because = Du får dette fordi du har blitt pådrivar. Passar det ikkje, vel du «Slutt som pådrivar».
stepped-down-title = Takk for innsatsen!
stepped-down-text = Du er ikkje pådrivar lenger. Leksjonane dine går som før. Angrar du, seier du frå til prosjektleiaren.
stepped-already-title = Du er ikkje pådrivar
stepped-already-text = Det er ingenting å slutte med.

## Prosjektleiaren sitt ja

appointing-title = Skal { $name } bli pådrivar?
appointing-text = { $by } har foreslått { $name }, som sjølv har sagt ja. Området blir { $place }.
appointing-yes = Ja, velkommen

## Nye kollegar

newcomers-title = Nye kollegar
newcomers-text = Desse er nye, og har sagt ja til at du får vite det.
newcomers-nobody = Det er ingen nye å ønske velkomne no.
newcomers-because = Du får dette fordi du er pådrivar, høgst éin gong om dagen. Skriv «stopp» viss du ikkje vil ha meldingar frå meg.
newcomer-since = { $place }, sidan { $day }
newcomer-greet = Ønsk velkommen
greet-title = Ønsk { $name } velkommen
greet-text = Orda dine kjem i arbeidstida, med namnet ditt.
greet-words = Orda dine
greet-words-placeholder = Til dømes: Så fint at du er her! Spør meg gjerne.
greet-words-error = Skriv nokre ord først.
greet-send = Send velkomsten
greet-sent-title = Takk for at du ønsker velkommen!
greet-sent-text = Orda dine kjem i arbeidstida, viss kollegaen framleis vil.
greet-gone-text = Kollegaen står ikkje lenger på lista over nye.
greet-day-text = Du har ønskt mange velkomne det siste døgnet. Vent til i morgon.
greeting-title = Velkommen frå { $name }
greeting-from = { $name } er pådrivar her
greeting-because = Du får dette fordi du sa ja til at ein pådrivar kunne få vite at du er ny. Skriv «stopp» viss du ikkje vil ha fleire meldingar.

## Den nye sitt eige val

tell-label = Er du ny her?
tell-toggle = Ein pådrivar kan få vite at eg er ny, og ønske meg velkommen
tell-yes = Sei frå at eg er ny
tell-no = Ikkje sei frå
tell-yes-title = Ein pådrivar kan få vite at du er ny
tell-yes-text = Pådrivaren ser namnet ditt og kvar du jobbar, og kan ønske deg velkommen. Svara dine ser berre du.
tell-no-title = Ingen får vite at du er ny
tell-no-text = Den første månaden kan du la ein pådrivar få vite det, og ønske deg velkommen.

## Mine data

data-letters = Ord mellom deg og pådrivarar
data-role = Rolle
data-told = Ein pådrivar kan få vite at du er ny
data-yes = Ja
data-help = Du vil ha hjelp av ein pådrivar
data-no-push = Du vil ikkje ha tilrådingar frå pådrivarar
data-no-recruit = Du vil ikkje ha spørsmål om stader utan pådrivar
data-thanks-received = Takk du har fått
data-champion-figures = Tal for i dag for tilrådingane dine
