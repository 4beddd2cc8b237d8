## Sorry, days and months

apology = Sorry, something went wrong at my end. Please try again in a little while.
not-saved = Sorry, I can’t save anything just now, so what you did has not been recorded. Try again in a little while. What you did before is safe.

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-with-weekday = { $weekday } { $day } { $month }
date-with-year = { $day } { $month } { $year }

## Buttons: the same words everywhere

button-next = Next lesson
button-lessons = All lessons
button-another = Another lesson
button-later = Later
button-status = My status
button-language = Change language
button-municipality = Change municipality
button-pause = Take a break
button-resume = Start again
button-my-data = My data
button-about = About Pådriver
button-help = Help
button-save = Save
button-open = Open the lesson
button-retry = Try again
button-reread = Read the lesson again

## Progress and state

progress = { $total ->
    [one] { $done } of one lesson done
   *[other] { $done } of { $total } lessons done
}
state-new = Not started
state-started = Started
state-passed = Done
