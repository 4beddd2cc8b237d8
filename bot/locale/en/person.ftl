## Welcome

welcome-hello = Hi, { $name }! I’m Pådriver
welcome-hello-you = Hi! I’m Pådriver
welcome-summary = Hi! I’m Pådriver, and I have short lessons for you.
welcome-who =
    I’m a bot, a program you can write to, not a colleague. I teach you what matters most in Teams, in lessons of three minutes.

    After each lesson you get a few questions. You can try as many times as you like.
welcome-sender = Who is this from?
welcome-employer = Your employer
welcome-why = Why you?
welcome-because = Everyone who has been given Teams at work is offered the course.
welcome-often = How often?
welcome-how-often = As a rule one lesson a week, never more than { $most ->
    [1] one message
    [2] two messages
    [3] three messages
   *[other] { $most } messages
} in a week.
welcome-private = Who sees the answers?
welcome-how-private = Only you. The municipality sees figures for groups, never names.
welcome-stop = Want to stop?
welcome-how-to-stop = Type “stop” whenever you like.
welcome-place = Your municipality:
welcome-begin = Start the first lesson
welcome-later = Not now

back-hello = Welcome back, { $name }!
back-hello-you = Welcome back!
back-summary = Welcome back! Everything you have done is kept.
back-kept = Everything you have done is kept. You carry on where you left off.
back-stopped = You asked me to stop sending lessons, and that still stands. If you want them again, choose “Start again”.

## Language and municipality

language-title = Choose a language
language-label = Language
language-error = Choose a language first.
language-nb = Bokmål
language-nn = Nynorsk
language-en = English

municipality-title = Choose a municipality
municipality-label = The municipality you work in
municipality-why = I use it to count how many in each municipality have taken the course. Your name is not shown.
municipality-placeholder = Choose one
municipality-error = First choose the municipality you work in.

## Break, stop, later

pause-title = Take a break
pause-how-long = How long shall I be quiet? You can take lessons yourself whenever you like.
pause-1 = One day
pause-7 = One week
pause-30 = One month
pause-0 = Until I say so
pause-until = Or be quiet until this day
pause-until-error = Choose a day to come, a year ahead at most.
pause-until-save = Pause until that day
paused-title = Enjoy your break!
paused-until = You won’t hear from me before { $day }. You can start again whenever you like.
paused-open = You won’t hear from me until you start again.
stopped-title = All right, I’ll stop
stopped-text = I won’t send you any more lessons or reminders. What you have done is kept, and you can start again whenever you like.
resumed-title = And we’re back
resumed-text = You carry on where you left off.
later-title = That’s fine
later-text = The lesson will wait until it suits you. Type “next” when you are ready.

## My data

my-data-title = This is stored about you
my-data-text = Everything I know about you is here. You can download it or erase it.
my-data-kept = How much is stored
my-data-who-sees = Nobody else sees your answers. The municipality only sees figures for groups.
my-data-download = Download everything
my-data-erase = Erase everything about me
erase-title = Erase everything about you?
erase-text =
    Your progress, your answers and your choices will be gone for good. It can’t be undone.

    Figures without names in the municipality’s statistics remain.
erase-cancel = No, keep it
erase-now = Yes, erase everything
erased-title = Everything about you is erased
erased-text = Thank you for your company. If you want to start again one day, type “start”.
