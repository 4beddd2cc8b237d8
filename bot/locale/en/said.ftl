# Words for days and times, as people type them. The number after a word is what it means.
said-numbers = a 1, an 1, one 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10
said-units = day 1, days 1, week 7, weeks 7, month 30, months 30
said-tomorrow = tomorrow
said-until = until, till, til, to, back
said-through = through, including, to and including
said-lasting = for
