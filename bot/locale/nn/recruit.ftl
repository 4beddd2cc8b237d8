## Der ingen er pådrivar enno

recruit-title = Kjenner du nokon her?
recruit-text = I { $place } er det einingar som ikkje har ein pådrivar enno. Veit du om nokon som kunne passe?
recruit-more = { $count ->
    [1] Og éi eining til.
   *[other] Og { $count } einingar til.
}
recruit-how = Føreslå ein kollega, så spør eg. Kollegaen svarar sjølv.
recruit-because = Du får dette fordi du er pådrivar, høgst éin gong i månaden.
recruit-enough = Ikkje spør meg om dette
recruit-allow = Spør meg igjen
recruit-none-title = Då spør eg ikkje meir
recruit-none-text = Du får ikkje fleire spørsmål om einingar utan pådrivar. Du kan framleis føreslå nokon når du vil.
recruit-again-title = Takk, då spør eg igjen
recruit-again-text = Det blir høgst éin gong i månaden.
