# The words people may type, with commas between. The first one is shown in the help.
command-help = help, help me, menu, ?
command-start = start, begin, hi, hello, get started
command-next = next, continue, go on, next lesson
command-status = status, progress, where am i, my status
command-lessons = lessons, lesson, all lessons, courses, contents
command-language = language, change language, english
command-municipality = municipality, change municipality, my municipality
command-pause = pause, take a break, holiday
command-hours = working hours, work hours, hours, when, shifts
command-resume = resume, start again, back
command-stop = stop, quit, unsubscribe
command-my-data = my data, my information, delete me, privacy
command-about = about, about padriver, who are you, about you
command-gatherings = gathering, gatherings, new gathering, my gatherings
command-role = role
command-recommend = recommend, recommend a lesson, push
command-group = group, my group, group status
