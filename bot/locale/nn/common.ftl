## Orsak, dagar og månader

apology = Orsak, noko gjekk gale hos meg. Prøv ein gong til om litt.
not-saved = Orsak, eg får ikkje lagra noko akkurat no, så det du gjorde, er ikkje registrert. Prøv ein gong til om litt. Det du har gjort før, er trygt.

weekday-1 = måndag
weekday-2 = tysdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = laurdag
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

## Knappar: same ord overalt

button-next = Neste leksjon
button-lessons = Alle leksjonar
button-another = Ein annan leksjon
button-later = Seinare
button-status = Statusen min
button-language = Byt språk
button-municipality = Byt kommune
button-pause = Ta ein pause
button-resume = Start igjen
button-my-data = Mine data
button-about = Om Pådriver
button-help = Hjelp
button-save = Lagre
button-open = Opne leksjonen
button-retry = Prøv igjen
button-reread = Les leksjonen om igjen

## Framgang og tilstand

progress = { $total ->
    [one] { $done } av éin leksjon gjennomført
   *[other] { $done } av { $total } leksjonar gjennomførte
}
state-new = Ikkje byrja
state-started = I gang
state-passed = Gjennomført
