## Tal som kan visast

count-hidden = blir ikkje vist
count-at-least = minst { $n }
count-at-most = høgst { $n }
count-fewer-than = færre enn { $n }

## Tilrå ein leksjon

button-push = Tilrå ein leksjon
button-group = Gruppa mi
push-title = Tilrå ein leksjon
push-text = Vel ein leksjon og kven han passar for. Du ser kva som skjer før noko blir sendt.
push-lesson = Leksjon
push-lesson-error = Vel ein leksjon først.
push-whom = Kven er han til?
push-whom-error = Vel kven han er til.
push-whom-named = Bestemte personar
push-place = { $name } ({ $count })
push-place-least = { $name } (minst { $count })
push-words = Nokre ord frå deg (valfritt)
push-words-placeholder = Til dømes: Denne hjelpte meg på det første møtet!
push-when = Når skal han kome?
push-when-error = Vel når han skal kome.
push-when-now = No, i arbeidstida deira
push-when-tomorrow = Neste arbeidsdag
push-when-date = På ein dato
push-when-now-said = så snart det er i arbeidstida deira
push-when-tomorrow-said = neste arbeidsdag
push-date = Dato, viss du valde det
push-problem-when = Vel ein dato frå i dag og to månader fram.
push-problem-nobody = Ingen av dei er i området ditt, eller dei har ikkje opna Pådriver enno. Vel nokon andre.
push-preview = Sjå kva som skjer
push-who-title = Kven skal få han?
push-who-text = Søk etter kollegane som skal få «{ $title }».
push-people = Kollegar
push-people-error = Vel minst éin kollega.
push-again = Vel på nytt
push-preview-title = Stemmer dette?
push-about = **{ $title }** til { $whom }
push-named = { $count ->
    [1] éin person
   *[other] { $count } personar
}
push-quote = «{ $words }»
push-when-said = Han kjem { $when }.
push-count-asked = Får han
push-count-completed = Har teke han før
push-count-unreachable = Kan ikkje nåast no
push-count-later = Har fått nok denne veka, får han innan ei veke
push-count-sent = Har fått han
push-count-rest = På veg, eller ikkje sendt
push-small = Når gruppa er lita, ser du berre kor mange som blir spurde. Den som har teke leksjonen eller ikkje vil ha han, får han ikkje.
push-rounded = Tala er frå i natt og runda ned, så dei ikkje seier noko om enkeltpersonar. Dei som har teke leksjonen, får han ikkje på nytt. Dei som manglar Pådriver, må leggje til appen først.
push-outside = { $count ->
    [1] Éin er utanfor området ditt eller har ikkje opna Pådriver, og får han ikkje.
   *[other] { $count } er utanfor området ditt eller har ikkje opna Pådriver, og får han ikkje.
}
push-needs-yes = Til så mange må ein prosjektleiar seie ja først. Eg spør for deg.
push-send = Send tilrådinga
push-ask = Spør prosjektleiaren
push-state-asking-title = Eg spør prosjektleiaren
push-state-asking = Tilrådinga ventar på eit ja. Etterpå kjem ho { $when }.
push-state-planning-title = Tilrådinga er på veg
push-state-planning = Eg gjer ho klar. Ho kjem { $when }.
push-state-sending-title = Tilrådinga er på veg
push-state-sending = Ho kjem { $when }.
push-state-done-title = Tilrådinga er framme
push-state-done = Takk for at du hjelper kollegane dine!
push-state-refused-title = Prosjektleiaren sa nei
push-state-refused = Ingen har fått ho. Prøv gjerne med ei mindre gruppe.
push-state-lapsed-title = Ingen svara i tide
push-state-lapsed = Prosjektleiaren svara ikkje på ei veke, så ingen får ho. Prøv gjerne igjen, eller med ei mindre gruppe.
push-state-undone-title = Tilrådinga er angra
push-state-undone = Ingen får ho.
push-state-withdrawn-title = Tilrådinga er trekt tilbake
push-state-withdrawn = Dei som ikkje har byrja på ho, ser éi linje om det.
push-small-progress = Når gruppa er lita, ser du berre kor mange som er spurde.
push-look = Oppdater
push-undo = Angre
push-withdraw = Trekk tilbake
push-another = Tilrå ein til
push-refused-title = Det gjekk ikkje
push-refused-role = Dette er for pådrivarar og prosjektleiarar.
push-refused-lesson = Denne leksjonen kan ikkje tilrådast. Vel ein annan.
push-refused-scope = Dette er utanfor området ditt, altså dei du er pådrivar for.
push-refused-day = Du har tilrådd { $day } gonger det siste døgnet. Vent til i morgon, så blir det ikkje for mykje for nokon.
push-refused-week = Du har tilrådd { $week } gonger den siste veka. Vent litt, så blir det ikkje for mykje for nokon.
push-refused-nobody = Det er ingen å sende han til.
push-refused-alone = Til så mange må ein prosjektleiar seie ja, og området ditt har ingen. Vel ei mindre gruppe.
push-refused-gone = Dette utkastet er for gammalt. Byrj på nytt.
push-someone = Ein pådrivar

## Hos den som får han

push-from = { $name } tilrår deg denne
push-thanks = Sei takk
push-enough = Ikkje fleire frå pådrivarar
push-allow = Ja til tilrådingar igjen
push-thanked = Takken er send.
push-none-title = Greitt, ikkje fleire frå pådrivarar
push-none-text = Du får framleis leksjonane i kurset.
push-allowed-title = Pådrivarar kan tilrå deg leksjonar igjen
push-allowed-text = Så fint! Du kan seie nei når du vil.

## Ja frå prosjektleiaren

approval-title = Kan denne sendast til mange?
approval-text = { $name } vil tilrå ein leksjon til { $count } personar.
approval-yes = Ja, send
approval-no = Nei
approval-yes-said = Du eller ein annan prosjektleiar sa ja.
approval-no-said = Du eller ein annan prosjektleiar sa nei.
approval-gone = Dette spørsmålet gjeld ikkje lenger.

## Slik ligg gruppa an

group-title = Slik ligg gruppa an
group-nobody = Området ditt har ingen å vise enno.
group-as-of = Tal frå { $day }
group-people = Personar
group-small = Gruppa er for lita til at eg viser meir.
group-started = Har byrja
group-completed = Har teke eit heilt kurs
group-weekly = { $now } (for ei veke sidan: { $before })
group-lessons = Leksjonar
group-course = byrja: { $started }, heile kurset: { $completed }
group-lesson = byrja: { $started }, gjennomført: { $passed }
group-lesson-weekly = byrja: { $started }, gjennomført: { $passed } (for ei veke sidan: { $before })
group-chart = Gjennomført
group-stuck = Her stoppar mange opp
group-rounded = Tal blir runda ned, og blir ikkje viste når dei er små eller gjeld nesten alle. Slik seier dei ingenting om éin person.
group-milestone = Minst { $share } % har teke eit heilt kurs!
group-thanks = { $count ->
    [1] Du har fått éin takk.
   *[other] Du har fått { $count } takk.
}
group-thanks-least = Du har fått minst { $count } takk.
group-after = Leksjonar gjennomførte etter at du tilrådde dei: { $count }
group-other = Ein annan stad
group-show = Vis
group-help = Kven vil gjerne ha hjelp?

## Eg vil gjerne ha hjelp

wish-want = Eg vil gjerne ha hjelp
wish-undo = Eg treng ikkje hjelp likevel
wish-kept-title = No ser pådrivarane det
wish-kept-text = Pådrivarane på arbeidsplassen din er kollegar som hjelper andre i gang med Teams. Dei ser at du gjerne vil ha hjelp. Dei ser ikkje svara dine.
wish-undone-title = Greitt, då ser ingen det lenger
wish-undone-text = Sei frå igjen når du vil.
wish-title = Kven vil gjerne ha hjelp?
wish-text = Desse har sjølve bede om det.
wish-nobody = Ingen har bede om hjelp no.
wish-someone = Ein kollega
wish-chat = Start ein chat
wish-helped = Har fått hjelp
wish-more = { $count ->
    [1] Og éin til.
   *[other] Og { $count } til.
}
wish-more-yet = Og minst { $count } til.

## Mine data

data-thanks = Takk du har sendt
data-pushes = Tilrådingar du har sendt
data-named-in-pushes = Tilrådingar på veg til deg
data-counts-under-way = Teljingar som nett er komne til deg
data-passed-after = Leksjonar greidde etter tilrådingane dine
