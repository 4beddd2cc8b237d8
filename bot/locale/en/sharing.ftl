## Share a lesson in a chat or a channel

share-title = Share a lesson
share-text = Choose a lesson, and add a few words if you like. You see the card before it is shared.
share-next = See the card
share-by = { $name } shares a lesson
share-where = { $course } · { $minutes }{"\u00A0"}min
share-start = Start in my chat
share-open = Open Pådriver
share-alone = The lesson comes to your own chat with me. Only you see your answers.
share-started = { $count ->
    [1] One has started it from here.
   *[other] { $count } have started it from here.
}
share-started-some = At least { $count } have started it from here.
share-coming = The lesson is on its way to your chat.
share-already = The lesson is in your chat.
share-stranger = **How nice that you want to!** I can’t write to you yet. Add Pådriver and say hello, and we’ll take the lesson there.
share-gone = This lesson can’t be started from here any more. Write to me, and we’ll find one that fits.
share-nothing = I found no lesson about that. Try other words.
share-refused-unknown = We haven’t met yet. Open Pådriver and say hello first.
share-refused-role = Sharing lessons is for champions. To take one yourself, type “next” to me.
share-refused-lesson = This lesson can’t be shared. Choose another one.
share-refused-day = You have shared { $day } times in the last 24 hours. Wait until tomorrow, so that it isn’t too much for anyone.
share-refused-week = You have shared { $week } times in the last week. Wait a little, so that it isn’t too much for anyone.
share-refused-gone = This draft is too old. Start again.
share-refused-place = I couldn’t post the card here. Search for the lesson instead, and send the card yourself.
share-refused-held = Sending is paused, so I am not posting anything now. Try again later.

data-shares = Lessons you have shared
