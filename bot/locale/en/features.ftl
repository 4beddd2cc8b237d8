## Answers to choices

missing-title = That lesson is no longer here
missing-text = It has been taken away or replaced. Here are the others.
language-chosen-title = English it is
language-chosen-text = Everything I send from now on is in English.
municipality-chosen-title = Your municipality
municipality-chosen-text = You belong to { $name }.
municipality-stands-text = You are registered in { $name }. Your employer has set this, so it must be corrected there.
municipality-unknown-text = I don’t know that municipality. Type “municipality” to choose from the list.
role-title = Your role
role-text = You are trying the bot as { $role }.
role-employee = employee
role-champion = champion
role-operator = project manager
role-reader = reader of the figures

## My data: what is stored

data-name = Name
data-municipality = Municipality
data-unit = Workplace
data-also-in = Other workplaces
data-language = Language
data-joined = On the course
data-since = since { $day }
data-progress = Courses
data-attempts = Quiz attempts
data-completions = Lessons passed
data-opinions = Opinions on lessons
data-addresses = Codes of your e-mail address
data-memberships = Places you have belonged to
data-deliveries = Messages from me
data-recalls = Follow-up questions
data-journeys = Plan for you
data-until = until { $day }
data-on = on { $day }
data-until-said = until you say so
data-placed-by = Who said where you work
data-by-roster = your employer
data-by-rule = a rule
data-by-self = you
data-seen = You last used the bot
data-started = You have started
data-completed = You have completed a course
data-rostered = Role on your employer's list
data-hours = Working hours
data-time-zone = Time zone
data-paused = Pause
data-stopped = You want no more lessons
data-leaves = Leaving date
data-blocked = You have blocked the bot
data-removed = You have removed the app
data-pending = Rows waiting for you, from your employer's list
data-erased = Codes from when you erased everything
data-audit = Entries about you in the journal
