# Ord for dager og tider, slik folk skriver dem. Tallet etter et ord er hva det betyr.
said-numbers = én 1, en 1, ei 1, et 1, ett 1, to 2, tre 3, fire 4, fem 5, seks 6, sju 7, syv 7, åtte 8, ni 9, ti 10
said-units = dag 1, dager 1, dagers 1, uke 7, uker 7, ukers 7, uka 7, måned 30, måneder 30
said-tomorrow = i morgen, imorgen, morgen
said-until = til, fram til, frem til, tilbake
said-through = til og med, tom, t o m
said-lasting = i
