## Der ingen er pådriver ennå

recruit-title = Kjenner du noen her?
recruit-text = I { $place } er det enheter som ikke har en pådriver ennå. Vet du om noen som kunne passe?
recruit-more = { $count ->
    [1] Og én enhet til.
   *[other] Og { $count } enheter til.
}
recruit-how = Foreslå en kollega, så spør jeg. Kollegaen svarer selv.
recruit-because = Du får dette fordi du er pådriver, høyst én gang i måneden.
recruit-enough = Ikke spør meg om dette
recruit-allow = Spør meg igjen
recruit-none-title = Da spør jeg ikke mer
recruit-none-text = Du får ikke flere spørsmål om enheter uten pådriver. Du kan fortsatt foreslå noen når du vil.
recruit-again-title = Takk, da spør jeg igjen
recruit-again-text = Det blir høyst én gang i måneden.
