## Help and about

help-title = What can I help with?
help-text = Choose below, or write to me.
help-type = Type “{ $word }”
help-search = **Wondering about something?** Ask in your own words, for example “how do I share my screen?”
help-stop = Don’t want more lessons? Type “stop”.
help-local = Local trial: type “role employee”, “role champion” or “role operator” to change role.

about-title = About Pådriver
about-text =
    I’m a bot that teaches municipal employees to use Teams, in lessons of three minutes.

    Your answers are yours alone. The municipality sees how many have taken the course, never who.
about-version = Version
about-sender = Sender
about-privacy = Privacy

## Lessons, status, search

lessons-title = All lessons
lessons-text = Pick the one you like. You decide the order.
lessons-row = Lesson { $number } · { $state }
lessons-label = Lesson
lessons-placeholder = Choose one
lessons-error = Choose a lesson first.

status-title = This is where you are
status-next = Next: { $title }
status-done = The course is done. Well done!
status-nothing = You haven’t started yet. The first lesson takes a couple of minutes.
status-paused = You are on a break until you start again.
status-paused-until = You are on a break until { $day }.
status-stopped = You are not getting lessons now, because you asked me to stop.
status-resting = I’m not sending lessons now, because the latest ones were left. Choose “Start again”, and they will come.
status-coming = I’ll write to you on { $day } at the earliest, in your working hours ({ $hours }).
status-by-yourself = No lessons come by themselves now. You can take them whenever you like.
status-held = Sending is paused for everyone. No lessons come by themselves now, but you can take them whenever you like.

found-title = This is what I found
found-text = Lessons that fit “{ $query }”:
found-nothing-title = I didn’t find that
found-nothing-text = I have no lesson about “{ $query }”. Try other words, or look at all the lessons.

invite-title = Hi, I’m Pådriver
invite-text = I teach Teams in lessons of three minutes. That works best one to one: start a chat with me, and only you see your answers.
invite-open = Open the chat
