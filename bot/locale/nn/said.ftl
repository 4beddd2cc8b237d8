# Ord for dagar og tider, slik folk skriv dei. Talet etter eit ord er kva det tyder.
said-numbers = éin 1, ein 1, ei 1, eit 1, eitt 1, to 2, tre 3, fire 4, fem 5, seks 6, sju 7, åtte 8, ni 9, ti 10
said-units = dag 1, dagar 1, dagars 1, veke 7, veker 7, vekers 7, veka 7, månad 30, månader 30
said-tomorrow = i morgon, imorgon, morgon
said-until = til, fram til, tilbake
said-through = til og med, tom, t o m
said-lasting = i
