## Unnskyld, dager og måneder

apology = Beklager, noe gikk galt hos meg. Prøv en gang til om litt.
not-saved = Beklager, jeg får ikke lagret noe akkurat nå, så det du gjorde, er ikke registrert. Prøv en gang til om litt. Det du har gjort før, er trygt.

weekday-1 = mandag
weekday-2 = tirsdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lørdag
weekday-7 = søndag
month-1 = januar
month-2 = februar
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = desember
date-with-weekday = { $weekday } { $day }. { $month }
date-with-year = { $day }. { $month } { $year }

## Knapper: samme ord overalt

button-next = Neste leksjon
button-lessons = Alle leksjoner
button-another = En annen leksjon
button-later = Senere
button-status = Min status
button-language = Bytt språk
button-municipality = Bytt kommune
button-pause = Ta en pause
button-resume = Start igjen
button-my-data = Mine data
button-about = Om Pådriver
button-help = Hjelp
button-save = Lagre
button-open = Åpne leksjonen
button-retry = Prøv igjen
button-reread = Les leksjonen om igjen

## Fremgang og tilstand

progress = { $total ->
    [one] { $done } av én leksjon gjennomført
   *[other] { $done } av { $total } leksjoner gjennomført
}
state-new = Ikke begynt
state-started = I gang
state-passed = Gjennomført
