## Del ein leksjon i ein chat eller ein kanal

share-title = Del ein leksjon
share-text = Vel ein leksjon, og skriv gjerne nokre ord. Du ser kortet før det blir delt.
share-next = Sjå kortet
share-by = { $name } deler ein leksjon
share-where = { $course } · { $minutes }{"\u00A0"}min
share-start = Start i min chat
share-open = Opne Pådriver
share-alone = Leksjonen kjem i din eigen chat med meg. Berre du ser svara dine.
share-started = { $count ->
    [1] Éin har starta han herifrå.
   *[other] { $count } har starta han herifrå.
}
share-started-some = Minst { $count } har starta han herifrå.
share-coming = Leksjonen kjem i chatten din no.
share-already = Leksjonen ligg i chatten din.
share-stranger = **Så fint at du vil!** Eg får ikkje skrive til deg enno. Legg til Pådriver og send meg ei helsing, så tek vi leksjonen der.
share-gone = Denne leksjonen kan ikkje startast herifrå lenger. Skriv til meg, så finn vi ein som passar.
share-nothing = Eg fann ingen leksjon om det. Prøv med andre ord.
share-refused-unknown = Vi kjenner ikkje kvarandre enno. Opne Pådriver og send meg ei helsing først.
share-refused-role = Det er pådrivarar som deler leksjonar. Vil du ta ein sjølv, skriv du «neste» til meg.
share-refused-lesson = Denne leksjonen kan ikkje delast. Vel ein annan.
share-refused-day = Du har delt { $day } gonger det siste døgnet. Vent til i morgon, så blir det ikkje for mykje for nokon.
share-refused-week = Du har delt { $week } gonger den siste veka. Vent litt, så blir det ikkje for mykje for nokon.
share-refused-gone = Dette utkastet er for gammalt. Start på nytt.
share-refused-place = Eg fekk ikkje lagt kortet ut her. Søk fram leksjonen i staden, så sender du kortet sjølv.
share-refused-held = Utsendinga er sett på pause, så eg legg ikkje ut noko no. Prøv igjen seinare.

data-shares = Leksjonar du har delt
