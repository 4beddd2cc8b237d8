## Tall som kan vises

count-hidden = vises ikke
count-at-least = minst { $n }
count-at-most = høyst { $n }
count-fewer-than = færre enn { $n }

## Anbefal en leksjon

button-push = Anbefal en leksjon
button-group = Min gruppe
push-title = Anbefal en leksjon
push-text = Velg en leksjon og hvem den passer for. Du ser hva som skjer før noe blir sendt.
push-lesson = Leksjon
push-lesson-error = Velg en leksjon først.
push-whom = Hvem er den til?
push-whom-error = Velg hvem den er til.
push-whom-named = Bestemte personer
push-place = { $name } ({ $count })
push-place-least = { $name } (minst { $count })
push-words = Noen ord fra deg (valgfritt)
push-words-placeholder = For eksempel: Denne hjalp meg på det første møtet!
push-when = Når skal den komme?
push-when-error = Velg når den skal komme.
push-when-now = Nå, i arbeidstiden til hver enkelt
push-when-tomorrow = Neste arbeidsdag
push-when-date = På en dato
push-when-now-said = så snart det er i arbeidstiden til hver enkelt
push-when-tomorrow-said = neste arbeidsdag
push-date = Dato, hvis du valgte det
push-problem-when = Velg en dato fra i dag og to måneder fram.
push-problem-nobody = Ingen av dem er i området ditt, eller de har ikke åpnet Pådriver ennå. Velg noen andre.
push-preview = Se hva som skjer
push-who-title = Hvem skal få den?
push-who-text = Søk etter kollegene som skal få «{ $title }».
push-people = Kolleger
push-people-error = Velg minst én kollega.
push-again = Velg på nytt
push-preview-title = Stemmer dette?
push-about = **{ $title }** til { $whom }
push-named = { $count ->
    [1] én person
   *[other] { $count } personer
}
push-quote = «{ $words }»
push-when-said = Den kommer { $when }.
push-count-asked = Får den
push-count-completed = Har tatt den før
push-count-unreachable = Kan ikke nås nå
push-count-later = Har fått nok denne uka, får den innen en uke
push-count-sent = Har fått den
push-count-rest = På vei, eller ikke sendt
push-small = Når gruppa er liten, ser du bare hvor mange som blir spurt. Den som har tatt leksjonen eller ikke vil ha den, får den ikke.
push-rounded = Tallene er fra i natt og rundet ned, så de ikke sier noe om enkeltpersoner. De som har tatt leksjonen, får den ikke på nytt. De som mangler Pådriver, må legge til appen først.
push-outside = { $count ->
    [1] Én er utenfor området ditt eller har ikke åpnet Pådriver, og får den ikke.
   *[other] { $count } er utenfor området ditt eller har ikke åpnet Pådriver, og får den ikke.
}
push-needs-yes = Til så mange må en prosjektleder si ja først. Jeg spør for deg.
push-send = Send anbefalingen
push-ask = Spør prosjektlederen
push-state-asking-title = Jeg spør prosjektlederen
push-state-asking = Anbefalingen venter på et ja. Etterpå kommer den { $when }.
push-state-planning-title = Anbefalingen er på vei
push-state-planning = Jeg gjør den klar. Den kommer { $when }.
push-state-sending-title = Anbefalingen er på vei
push-state-sending = Den kommer { $when }.
push-state-done-title = Anbefalingen er framme
push-state-done = Takk for at du hjelper kollegene dine!
push-state-refused-title = Prosjektlederen sa nei
push-state-refused = Ingen har fått den. Prøv gjerne med en mindre gruppe.
push-state-lapsed-title = Ingen svarte i tide
push-state-lapsed = Prosjektlederen svarte ikke på en uke, så ingen får den. Prøv gjerne igjen, eller med en mindre gruppe.
push-state-undone-title = Anbefalingen er angret
push-state-undone = Ingen får den.
push-state-withdrawn-title = Anbefalingen er trukket tilbake
push-state-withdrawn = De som ikke har begynt på den, ser én linje om det.
push-small-progress = Når gruppa er liten, ser du bare hvor mange som er spurt.
push-look = Oppdater
push-undo = Angre
push-withdraw = Trekk tilbake
push-another = Anbefal en til
push-refused-title = Det gikk ikke
push-refused-role = Dette er for pådrivere og prosjektledere.
push-refused-lesson = Denne leksjonen kan ikke anbefales. Velg en annen.
push-refused-scope = Dette er utenfor området ditt, altså dem du er pådriver for.
push-refused-day = Du har anbefalt { $day } ganger det siste døgnet. Vent til i morgen, så blir det ikke for mye for noen.
push-refused-week = Du har anbefalt { $week } ganger den siste uka. Vent litt, så blir det ikke for mye for noen.
push-refused-nobody = Det er ingen å sende den til.
push-refused-alone = Til så mange må en prosjektleder si ja, og området ditt har ingen. Velg en mindre gruppe.
push-refused-gone = Dette utkastet er for gammelt. Begynn på nytt.
push-someone = En pådriver

## Hos den som får den

push-from = { $name } anbefaler deg denne
push-thanks = Si takk
push-enough = Ikke flere fra pådrivere
push-allow = Ja til anbefalinger igjen
push-thanked = Takken er sendt.
push-none-title = Greit, ikke flere fra pådrivere
push-none-text = Du får fortsatt leksjonene i kurset.
push-allowed-title = Pådrivere kan anbefale deg leksjoner igjen
push-allowed-text = Så fint! Du kan si nei når du vil.

## Prosjektlederens ja

approval-title = Kan denne sendes til mange?
approval-text = { $name } vil anbefale en leksjon til { $count } personer.
approval-yes = Ja, send
approval-no = Nei
approval-yes-said = Du eller en annen prosjektleder sa ja.
approval-no-said = Du eller en annen prosjektleder sa nei.
approval-gone = Dette spørsmålet gjelder ikke lenger.

## Slik ligger gruppa an

group-title = Slik ligger gruppa an
group-nobody = Området ditt har ingen å vise ennå.
group-as-of = Tall fra { $day }
group-people = Personer
group-small = Gruppa er for liten til at jeg viser mer.
group-started = Har begynt
group-completed = Har tatt et helt kurs
group-weekly = { $now } (for en uke siden: { $before })
group-lessons = Leksjoner
group-course = begynt: { $started }, hele kurset: { $completed }
group-lesson = begynt: { $started }, gjennomført: { $passed }
group-lesson-weekly = begynt: { $started }, gjennomført: { $passed } (for en uke siden: { $before })
group-chart = Gjennomført
group-stuck = Her stopper mange opp
group-rounded = Tall rundes ned, og vises ikke når de er små eller gjelder nesten alle. Slik sier de ingenting om én person.
group-milestone = Minst { $share } % har tatt et helt kurs!
group-thanks = { $count ->
    [1] Du har fått én takk.
   *[other] Du har fått { $count } takk.
}
group-thanks-least = Du har fått minst { $count } takk.
group-after = Leksjoner gjennomført etter at du anbefalte dem: { $count }
group-other = Et annet sted
group-show = Vis
group-help = Hvem vil gjerne ha hjelp?

## Jeg vil gjerne ha hjelp

wish-want = Jeg vil gjerne ha hjelp
wish-undo = Jeg trenger ikke hjelp likevel
wish-kept-title = Nå ser pådriverne det
wish-kept-text = Pådriverne på arbeidsplassen din er kolleger som hjelper andre i gang med Teams. De ser at du gjerne vil ha hjelp. De ser ikke svarene dine.
wish-undone-title = Greit, da ser ingen det lenger
wish-undone-text = Si fra igjen når du vil.
wish-title = Hvem vil gjerne ha hjelp?
wish-text = Disse har selv bedt om det.
wish-nobody = Ingen har bedt om hjelp nå.
wish-someone = En kollega
wish-chat = Start en chat
wish-helped = Har fått hjelp
wish-more = { $count ->
    [1] Og én til.
   *[other] Og { $count } til.
}
wish-more-yet = Og minst { $count } til.

## Mine data

data-thanks = Takk du har sendt
data-pushes = Anbefalinger du har sendt
data-named-in-pushes = Anbefalinger på vei til deg
data-counts-under-way = Tellinger som nettopp er kommet til deg
data-passed-after = Leksjoner bestått etter anbefalingene dine
