## Suggesting a champion

button-suggest = Suggest a champion
button-champion = My role
button-newcomers = New colleagues
button-step-down = Step down
suggest-title = Who would make a good champion?
suggest-text = Suggest a colleague in your area. They get a question in their working hours, and answer it themselves.
suggest-people = Colleague
suggest-people-error = Choose a colleague first.
suggest-words = Why this colleague? (optional)
suggest-words-placeholder = For example: You explain things so everyone understands!
suggest-send = Ask them
suggest-asked-title = Thank you for the suggestion!
suggest-asked-text =
    I will ask { $name } in their working hours, if messages from me are welcome.

    Their answer is their own. You only see it if you become champions together.
suggest-another = Suggest another
suggest-scope = This colleague is outside your area, or has not opened Pådriver yet. Choose someone else.
suggest-already = { $name } is a champion or project manager already. Choose someone else.
suggest-again = You have suggested { $name } before. Choose someone else, and give it a little time.
suggest-day = You have suggested { $count } in the last 24 hours. Wait until tomorrow.
suggest-week = You have suggested { $count } in the last week. Wait a little.

## With the one who is suggested

suggestion-title = Would you like to be a champion?
suggestion-from = { $name } suggests you as a champion
suggestion-where = You would be a champion for { $place }.
suggestion-what = A champion helps colleagues get started with Teams, a few minutes a week:
suggestion-does-push = Recommend a lesson when it helps
suggestion-does-help = Help those who ask for it themselves
suggestion-does-gather = Meet other champions at gatherings
suggestion-free = You can step down with one tap. If you say no, nobody will know.
suggestion-yes = Yes, I would
suggestion-no = No, thank you
suggestion-because = You get this because { $name } has suggested you. Type “stop” if you do not want messages from me.
suggestion-declined-title = Thank you for your answer
suggestion-declined-text = Nobody will know. Your lessons go on as before.
suggestion-waiting-title = How nice that you want to!
suggestion-waiting-text = Now a project manager must say yes. You will hear from me when it is settled.
suggestion-refused-title = Thank you for offering
suggestion-refused-text = It came to nothing this time. The project manager can tell you why.
suggestion-gone-title = This question is no longer open
suggestion-gone-text = There is nothing you need to do.

## The champion’s role

champion-welcome = Welcome as a champion, { $name }!
champion-welcome-you = Welcome as a champion!
champion-title = You are a champion
champion-where = Your area: { $places }.
champion-places-more = And { $count } more.
champion-can = What you can do:
champion-can-push = Recommend lessons in your words
champion-can-group = See how your group is doing
champion-can-help = See who asks for help
champion-can-gather = Invite people to a gathering
champion-can-suggest = Suggest a new champion
champion-can-newcomers = Welcome new colleagues
champion-private = You never see what anyone answers.
champion-begin = Start the champion course
champion-because = You get this because you have become a champion. If that does not suit you, choose “Step down”.
stepped-down-title = Thank you for all you did!
stepped-down-text = You are no longer a champion. Your lessons go on as before. If you change your mind, tell the project manager.
stepped-already-title = You are not a champion
stepped-already-text = There is nothing to step down from.

## The project manager’s yes

appointing-title = Should { $name } be a champion?
appointing-text = { $by } has suggested { $name }, who has said yes. Their area would be { $place }.
appointing-yes = Yes, welcome

## New colleagues

newcomers-title = New colleagues
newcomers-text = They are new, and have agreed that you may know.
newcomers-nobody = There is nobody new to welcome now.
newcomers-because = You get this because you are a champion, at most once a day. Type “stop” if you do not want messages from me.
newcomer-since = { $place }, since { $day }
newcomer-greet = Welcome them
greet-title = Welcome { $name }
greet-text = Your words will arrive in their working hours, with your name.
greet-words = Your words
greet-words-placeholder = For example: So good that you are here! Just ask me.
greet-words-error = Write a few words first.
greet-send = Send the welcome
greet-sent-title = Thank you for the welcome!
greet-sent-text = Your words will arrive in their working hours, if they still want it.
greet-gone-text = This colleague is no longer on the list of newcomers.
greet-day-text = You have welcomed many in the last 24 hours. Wait until tomorrow.
greeting-title = Welcome from { $name }
greeting-from = { $name } is a champion here
greeting-because = You get this because you agreed that a champion may know that you are new. Type “stop” if you do not want more messages.

## The newcomer’s own choice

tell-label = Are you new here?
tell-toggle = A champion may know that I am new, and welcome me
tell-yes = Say that I’m new
tell-no = Don’t say so
tell-yes-title = A champion may know that you are new
tell-yes-text = The champion sees your name and where you work, and can welcome you. Only you see your answers.
tell-no-title = Nobody is told that you are new
tell-no-text = In your first month you can let a champion know, and be welcomed.

## My data

data-letters = Words between you and champions
data-role = Role
data-told = A champion may know that you are new
data-yes = Yes
data-help = You would like help from a champion
data-no-push = You want no recommendations from champions
data-no-recruit = You want no questions about places without a champion
data-thanks-received = Thanks you have received
data-champion-figures = Today's figures for your recommendations
