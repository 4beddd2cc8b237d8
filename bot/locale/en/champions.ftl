## Counts that may be shown

count-hidden = not shown
count-at-least = at least { $n }
count-at-most = at most { $n }
count-fewer-than = fewer than { $n }

## Recommend a lesson

button-push = Recommend a lesson
button-group = My group
push-title = Recommend a lesson
push-text = Choose a lesson and who it suits. You see what will happen before anything is sent.
push-lesson = Lesson
push-lesson-error = Choose a lesson first.
push-whom = Who is it for?
push-whom-error = Choose who it is for.
push-whom-named = Certain people
push-place = { $name } ({ $count })
push-place-least = { $name } (at least { $count })
push-words = A few words from you (optional)
push-words-placeholder = For example: This one helped me in my first meeting!
push-when = When should it come?
push-when-error = Choose when it should come.
push-when-now = Now, in their working hours
push-when-tomorrow = Next working day
push-when-date = On a date
push-when-now-said = as soon as it is within their working hours
push-when-tomorrow-said = next working day
push-date = The date, if you chose that
push-problem-when = Choose a date from today and up to two months ahead.
push-problem-nobody = None of them are in your area, or they have not opened Pådriver yet. Choose others.
push-preview = See what will happen
push-who-title = Who should get it?
push-who-text = Search for the colleagues who should get “{ $title }”.
push-people = Colleagues
push-people-error = Choose at least one colleague.
push-again = Choose again
push-preview-title = Is this right?
push-about = **{ $title }** to { $whom }
push-named = { $count ->
    [1] one person
   *[other] { $count } people
}
push-quote = “{ $words }”
push-when-said = It comes { $when }.
push-count-asked = Will get it
push-count-completed = Have taken it before
push-count-unreachable = Can’t be reached now
push-count-later = Have had enough this week, get it within a week
push-count-sent = Have got it
push-count-rest = On its way, or not sent
push-small = When the group is small, you only see how many are asked. Those who have taken the lesson, or don’t want it, don’t get it.
push-rounded = The figures are from last night and rounded down, so that they say nothing of one person. Those who have taken the lesson don’t get it again. Those without Pådriver must add the app first.
push-outside = { $count ->
    [1] One is outside your area or has not opened Pådriver, and doesn’t get it.
   *[other] { $count } are outside your area or have not opened Pådriver, and don’t get it.
}
push-needs-yes = For this many people, a project manager must say yes first. I will ask for you.
push-send = Send the recommendation
push-ask = Ask the project manager
push-state-asking-title = I am asking the project manager
push-state-asking = The recommendation waits for a yes. After that it comes { $when }.
push-state-planning-title = The recommendation is on its way
push-state-planning = I am getting it ready. It comes { $when }.
push-state-sending-title = The recommendation is on its way
push-state-sending = It comes { $when }.
push-state-done-title = The recommendation has arrived
push-state-done = Thank you for helping your colleagues!
push-state-refused-title = The project manager said no
push-state-refused = Nobody has got it. Try a smaller group.
push-state-lapsed-title = Nobody answered in time
push-state-lapsed = The project manager did not answer for a week, so nobody gets it. Do try again, or with a smaller group.
push-state-undone-title = The recommendation is undone
push-state-undone = Nobody gets it.
push-state-withdrawn-title = The recommendation is withdrawn
push-state-withdrawn = Those who have not begun it see one line about that.
push-small-progress = When the group is small, you only see how many are asked.
push-look = Update
push-undo = Undo
push-withdraw = Withdraw
push-another = Recommend another
push-refused-title = That didn’t work
push-refused-role = This is for champions and project managers.
push-refused-lesson = This lesson can’t be recommended. Choose another.
push-refused-scope = This is outside your area, that is, those you are a champion for.
push-refused-day = You have recommended { $day } times in the last 24 hours. Wait until tomorrow, so that it isn’t too much for anyone.
push-refused-week = You have recommended { $week } times in the last week. Wait a little, so that it isn’t too much for anyone.
push-refused-nobody = There is nobody to send it to.
push-refused-alone = For this many people, a project manager must say yes, and your area has none. Choose a smaller group.
push-refused-gone = This draft is too old. Start again.
push-someone = A champion

## With whoever gets it

push-from = { $name } recommends this to you
push-thanks = Say thanks
push-enough = No more from champions
push-allow = Yes to recommendations again
push-thanked = Your thanks are sent.
push-none-title = All right, no more from champions
push-none-text = You still get the lessons of the course.
push-allowed-title = Champions can recommend lessons to you again
push-allowed-text = Great! You can say no whenever you like.

## The project manager’s yes

approval-title = May this go to many people?
approval-text = { $name } would like to recommend a lesson to { $count } people.
approval-yes = Yes, send
approval-no = No
approval-yes-said = You or another project manager said yes.
approval-no-said = You or another project manager said no.
approval-gone = This question no longer applies.

## How the group is doing

group-title = How the group is doing
group-nobody = There is nobody to show in your area yet.
group-as-of = Figures from { $day }
group-people = People
group-small = The group is too small for me to show more.
group-started = Have begun
group-completed = Have taken a whole course
group-weekly = { $now } (a week ago: { $before })
group-lessons = Lessons
group-course = begun: { $started }, the whole course: { $completed }
group-lesson = begun: { $started }, passed: { $passed }
group-lesson-weekly = begun: { $started }, passed: { $passed } (a week ago: { $before })
group-chart = Passed
group-stuck = Many stop here
group-rounded = Figures are rounded down, and not shown when they are small or are about nearly everyone. That way they say nothing of one person.
group-milestone = At least { $share }% have taken a whole course!
group-thanks = { $count ->
    [1] You have been thanked once.
   *[other] You have been thanked { $count } times.
}
group-thanks-least = You have been thanked at least { $count } times.
group-after = Lessons passed after you recommended them: { $count }
group-other = Another place
group-show = Show
group-help = Who would like help?

## I’d like help

wish-want = I’d like help
wish-undo = I don’t need help after all
wish-kept-title = The champions can see it now
wish-kept-text = The champions where you work are colleagues who help others get started with Teams. They see that you would like help. They don’t see your answers.
wish-undone-title = All right, nobody sees it any more
wish-undone-text = Tell me again whenever you like.
wish-title = Who would like help?
wish-text = These people have asked for it themselves.
wish-nobody = Nobody has asked for help now.
wish-someone = A colleague
wish-chat = Start a chat
wish-helped = Has had help
wish-more = { $count ->
    [1] And one more.
   *[other] And { $count } more.
}
wish-more-yet = And at least { $count } more.

## Mine data

data-thanks = Thanks you have sent
data-pushes = Recommendations you have sent
data-named-in-pushes = Recommendations on their way to you
data-counts-under-way = Counts that have just come to you
data-passed-after = Lessons passed after your recommendations
