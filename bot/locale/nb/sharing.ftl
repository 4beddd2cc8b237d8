## Del en leksjon i en chat eller en kanal

share-title = Del en leksjon
share-text = Velg en leksjon, og skriv gjerne noen ord. Du ser kortet før det blir delt.
share-next = Se kortet
share-by = { $name } deler en leksjon
share-where = { $course } · { $minutes }{"\u00A0"}min
share-start = Start i min chat
share-open = Åpne Pådriver
share-alone = Leksjonen kommer i din egen chat med meg. Bare du ser svarene dine.
share-started = { $count ->
    [1] Én har startet den herfra.
   *[other] { $count } har startet den herfra.
}
share-started-some = Minst { $count } har startet den herfra.
share-coming = Leksjonen kommer i chatten din nå.
share-already = Leksjonen ligger i chatten din.
share-stranger = **Så fint at du vil!** Jeg får ikke skrevet til deg ennå. Legg til Pådriver og send meg en hilsen, så tar vi leksjonen der.
share-gone = Denne leksjonen kan ikke startes herfra lenger. Skriv til meg, så finner vi en som passer.
share-nothing = Jeg fant ingen leksjon om det. Prøv med andre ord.
share-refused-unknown = Vi kjenner ikke hverandre ennå. Åpne Pådriver og send meg en hilsen først.
share-refused-role = Det er pådrivere som deler leksjoner. Vil du ta en selv, skriver du «neste» til meg.
share-refused-lesson = Denne leksjonen kan ikke deles. Velg en annen.
share-refused-day = Du har delt { $day } ganger det siste døgnet. Vent til i morgen, så blir det ikke for mye for noen.
share-refused-week = Du har delt { $week } ganger den siste uka. Vent litt, så blir det ikke for mye for noen.
share-refused-gone = Dette utkastet er for gammelt. Begynn på nytt.
share-refused-place = Jeg fikk ikke lagt kortet ut her. Søk fram leksjonen i stedet, så sender du kortet selv.
share-refused-held = Utsendingen er satt på pause, så jeg legger ikke ut noe nå. Prøv igjen senere.

data-shares = Leksjoner du har delt
