## What comes by itself: shared words

clock = { $hour }:{ $minute }
minutes = { $minutes ->
    [1] one minute
    [2] two minutes
    [3] three minutes
    [4] four minutes
    [5] five minutes
   *[other] { $minutes } minutes
}
outreach-employer = your employer
outreach-now = Take the lesson now
outreach-tomorrow = Tomorrow
outreach-pause = Pause one week
outreach-stop = Stop messages

## Why it comes, who it is from, and how to stop

because-lesson = This lesson is part of the course from { $sender }. Type “stop” if you want to stop.
because-nudge = This is a reminder about the course from { $sender }. You get two at most for each lesson. Type “stop” if you want to stop.
because-later = You asked for this reminder yourself. The course is from { $sender }. Type “stop” if you want to stop.
because-recall = The questions belong to the course from { $sender }, and come once a week at most. Type “stop” if you want to stop.
because-resting = You get this message once, because you are on the course from { $sender }. Type “stop” if you want to stop altogether.
because-push = { $sender } recommends this lesson to you. Type “stop” if you want nothing more from me.
because-push-someone = A champion recommends this lesson to you. Type “stop” if you want nothing more from me.
because-correction = You get the lesson again because it has been corrected. The course is from { $sender }. Type “stop” if you want to stop.
because-shared = You started this one yourself, from a card that was shared. Type “stop” if you don’t want lessons from { $sender }.
because-broadcast = You get this lesson from { $sender }. Write “stop” if you want nothing more from me.
because-message = The message is from { $sender }, who runs the course. Write “stop” if you want nothing more from me.
message-title = Message from { $sender }
message-link = Open the link

lesson-corrected = Corrected { $day }: There was a mistake in the lesson. Here is the right one.
withdrawn = This message has been withdrawn. There is nothing you need to do.

## Nudges and reminders

nudge-new-1-title = “{ $title }” is waiting for you
nudge-new-1-text = The lesson takes { $minutes }.
nudge-new-2-title = “{ $title }” is still waiting
nudge-new-2-text = The lesson takes { $minutes }, whenever it suits you. I won’t remind you of it again.
nudge-started-1-title = You have begun “{ $title }”
nudge-started-1-text = You have started the quiz. Only a few questions are left, and you carry on where you left off.
nudge-started-2-title = The quiz in “{ $title }” is still waiting
nudge-started-2-text = You carry on where you left off, whenever it suits you. I won’t remind you of it again.

reminder-title = You asked me to remind you of “{ $title }”
reminder-text = The lesson takes { $minutes }. Is now a good time?

resting-title = I’m taking a break now
resting-text =
    The latest lessons are still unopened or unfinished. That is quite all right. Sometimes other things come first.

    I won’t send more until you say so. Choose “Start again”, or type “next” when you have three minutes.

## Later

later-ask-title = When would suit you better?
later-ask-text = I’ll remind you then.
later-today = Today at { $clock }
later-tomorrow = Tomorrow
later-monday = On Monday
later-until-asked = Pause until I say so
later-set-text = I’ll remind you { $when }.
later-at-today = today at { $clock }
later-at-tomorrow = tomorrow, { $day }, at { $clock }
later-at-day = on { $day } at { $clock }

## Follow-up

followup-title = Do you remember this?
followup-text = { $count ->
    [1] Here is one question from a lesson you have taken. It takes less than a minute.
   *[other] Here are { $words } questions from lessons you have taken. They take about a minute.
}
followup-two = two
followup-three = three
followup-choose-single = Question { $number }: choose one answer
followup-choose-multiple = Question { $number }: choose all the answers that are right
followup-missing = { $count ->
    [1] Answer the question first.
   *[other] Answer all the questions first.
}
followup-all = You still know this!
followup-some = You remembered { $right } of { $total }
followup-none = This is worth reading once more
followup-where = From “{ $title }”
followup-still = Right. You remember it!
followup-also = This is right as well: { $option }
followup-reread = Read “{ $title }” again

## Working hours

button-hours = Set working hours
hours-title = When may I write to you?
hours-text = Lessons and reminders only come in your working hours. Set now: { $hours }, { $zone }.
hours-zone-norway = Norwegian time
hours-zone = { $place } time
hours-usual = Choose usual working hours
hours-day = Day shift
hours-evening = Evening shift
hours-night = Night shift
hours-week = Day shift all week
hours-own = Or choose days and times yourself
hours-days = Days
hours-days-error = Choose at least one day.
hours-from = From
hours-from-error = Choose when you start.
hours-to = To
hours-to-error = Choose when you finish.
hours-typed = 08:00
hours-problem = Choose at least one day and two different times.
hours-all-days = every day
hours-run = { $first }–{ $last }
hours-and = { $first } and { $last }
hours-said = { $days } { $from }–{ $to }
hours-saved-title = Your working hours are saved
hours-saved-text = I only write to you { $hours }.
hours-change = Change working hours
