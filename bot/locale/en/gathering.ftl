## Gatherings: what everyone sees

button-gatherings = Gatherings
gathering-when = { $day }, { $from }–{ $to }
gathering-online = Online ({ $host })
gathering-host = Invitation from { $host }
gathering-someone = A champion
gathering-fact-when = When
gathering-fact-where = Where
gathering-agenda = What we will talk about
gathering-title-day = Remember “{ $title }”
gathering-title-hour = “{ $title }” begins soon
gathering-title-moved = Changed: “{ $title }”
gathering-title-cancelled = Cancelled: “{ $title }”
gathering-title-pulse = How was “{ $title }”?
gathering-yes = Coming
gathering-maybe = Maybe
gathering-no = Not coming
gathering-answered = Your answer: { $answer }
gathering-join = Join the meeting
gathering-calendar = Add to calendar
gathering-notes = Read the minutes
gathering-here = I’m here
gathering-here-hint = Choose “I’m here” when the gathering is under way.
gathering-came = You are registered as present
gathering-over = The gathering is over.
gathering-cancelled-text = The gathering is cancelled. There is nothing you need to do.
gathering-problem-late = The gathering has begun, so the answer can’t be changed now.
gathering-problem-early = You can choose “I’m here” from { $clock }.
gathering-problem-over = It is too late to choose “I’m here” now.
gathering-problem-choose = Answer both questions.
gathering-because-invitation = { $host } invites you and sees how many are coming. Type “stop” if you want no more messages.
gathering-because-reminder = You get this because you said that you are coming, or may be. Type “stop” to end it.
gathering-because-pulse = You get the questions because you were there. Answers are only counted. Type “stop” to end it.

## Two questions afterwards

gathering-pulse-text = Two short questions. Nobody gets to see what you in particular answer.
gathering-ask-useful = Was the gathering useful?
gathering-useful-much = Yes, very
gathering-useful-some = Yes, a little
gathering-useful-little = No, not really
gathering-ask-try = Will you try something new after this?
gathering-try-yes = Yes
gathering-try-no = No
gathering-ask-error = Choose one answer.
gathering-pulse-send = Send the answers
gathering-pulsed = Thank you for the answers!

## One’s own gatherings

gathering-list-title = Gatherings
gathering-list-none = You have no gatherings now.
gathering-list-own = You are hosting
gathering-list-invited = You are invited to
gathering-new = Plan a gathering
gathering-unknown-title = I can’t find the gathering
gathering-unknown-text = It may be deleted, or it is not for you.

## The form

gathering-form-new = Plan a gathering
gathering-form-change = Change the gathering
gathering-form-text = Fill in every field. You choose who to invite afterwards.
gathering-form-title = What is the gathering called?
gathering-hint-title = Gathering for champions
gathering-form-day = Date
gathering-hint-day = 2026-12-01
gathering-form-clock = Time
gathering-hint-clock = 09:00
gathering-form-minutes = How long?
gathering-minutes = { $minutes } minutes
gathering-form-where = Link to the meeting, or the place
gathering-hint-where = https://teams.microsoft.com/…
gathering-form-agenda = What will you talk about?
gathering-hint-agenda = One line for each point
gathering-form-reach = Who is it for?
gathering-reach-own = My municipality
gathering-reach-all = All municipalities I look after
gathering-form-venue = Where would you have met otherwise?
gathering-form-audience = Who will you invite?
gathering-form-link = Link to the minutes
gathering-hint-link = https://…
gathering-choose = Choose one
gathering-create = Create the gathering
gathering-save = Save the changes
gathering-wrong-title = Give the gathering a name of 3 to 80 characters.
gathering-wrong-when = Choose a date and a time, at most a year ahead.
gathering-wrong-past = That time is past. Choose another.
gathering-wrong-minutes = Choose how long the gathering lasts.
gathering-wrong-where = Write the link to the meeting, or the place in a few words.
gathering-wrong-link = The link must begin with https:// and lead to an ordinary site.
gathering-wrong-agenda = Write what you will talk about, in at most 1000 characters.
gathering-wrong-venue = Choose the municipality where you would have met otherwise.
gathering-wrong-quota = You have planned several gatherings this week. Wait a few days with the next.

## Whoever invites

gathering-yours = You are inviting
gathering-champions-in = The champions in { $place }
gathering-champions-many = The champions in { $count } municipalities
gathering-everyone-in = Everyone in { $place }
gathering-preview = See how many it will be
gathering-preview-title = Send the invitation?
gathering-preview-text = { $count ->
    [0] { $who }: Everyone is invited already.
    [1] { $who }: One person gets the invitation.
   *[other] { $who }: { $count } people get the invitation.
}
gathering-preview-wait = It goes out in three minutes, within each person’s working hours. If you cancel before that, nothing is sent.
gathering-too-many = You can invite at most { $most } at a time. Ask the project manager for help.
gathering-invite = Send the invitation
gathering-inviting = The invitations are being prepared. It can take a few minutes when there are many.
gathering-back = Back to the gathering
gathering-edit = Change
gathering-cancel = Cancel
gathering-cancel-title = Cancel the gathering?
gathering-cancel-text = Those who said they are coming will be told. This can’t be undone.
gathering-cancel-now = Yes, cancel it
gathering-keep-notes = Share the minutes
gathering-count-invited = Invited
gathering-count-yes = Coming
gathering-count-maybe = Maybe
gathering-count-no = Not coming
gathering-count-came = Were there
gathering-said = What those who came said

## What you saved

gathering-saved = Saved
gathering-saved-text = About { $likely } kroner, somewhere between { $low } and { $high }.
gathering-saved-line = { $place }: { $people } people, NOK { $amount }
gathering-saved-venue = Venue and food: NOK { $amount }
gathering-saved-how = Travel, travel time, venue and food, worked out as if you had met in { $place }. The assumptions hold from { $day }.
gathering-others = Others
gathering-others-with = { $name } and others

## How many came, and one’s own estimate

gathering-came-ask = How many were there?
gathering-came-text = Write how many came from each municipality. The numbers replace those that were counted ({ $counted }).
gathering-came-text-few = Write how many came from each municipality. The numbers replace those that were counted ({ $counted }). Fewer than { $least } from one municipality are not shown here, but are counted as long as the field is empty.
gathering-came-other = Elsewhere
gathering-came-keep = Save the numbers
gathering-came-clear = Use the numbers as counted
gathering-came-said = Given by { $who } { $day }. Counted: { $counted }.
gathering-came-someone = somebody who has left
gathering-came-office = the project office
gathering-form-estimate = Your own estimate of what you saved, in kroner
gathering-hint-estimate = 185,000
gathering-form-note = Where is the figure from?
gathering-hint-note = Accounts, an offer for a venue …
gathering-estimate-text = The estimate stands beside what is worked out, and is part of no sum. Leave the field empty to remove it.
gathering-estimate-keep = Save the estimate
gathering-estimate-said = Own estimate: NOK { $amount } ({ $who }, { $day })
gathering-wrong-came = Write whole numbers only, together at most 20,000.
gathering-wrong-estimate = Write a whole number of kroner, and at most 200 characters about where it is from.

## One’s own data

data-replies = Invitations to gatherings
data-gatherings = Gatherings of your own
data-attendances = Numbers you said came to a gathering
data-estimates = Estimates you noted
data-gathering-jobs = Invitations being prepared
