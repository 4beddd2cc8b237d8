## The app as Teams shows it. Name: at most 30 characters, short description: at most 80.

manifest-name = Pådriver
manifest-from = Pådriver from { $sender }
manifest-short = Learn Teams in three-minute lessons, right in the chat
manifest-full =
    Pådriver is a bot that teaches you the most important things about Teams. You get one short lesson at a time, try it yourself and answer a few questions.

    The lessons come within your working hours, usually one a week. You can pause or stop whenever you like: type “pause” or “stop”.

    Your answers are yours alone. The municipality sees figures for groups, never names.

    You choose between bokmål, nynorsk and English.

manifest-command-help = See what I can help with
manifest-command-next = Take the next lesson
manifest-command-status = See how far you have come
manifest-command-lessons = Choose among all the lessons
manifest-command-language = Choose bokmål, nynorsk or English
manifest-command-municipality = Choose the municipality you work in
manifest-command-pause = Take a break from the lessons
manifest-command-stop = Stop getting lessons
manifest-command-my-data = See, download or erase what is stored about you
manifest-command-about = Who I am, and who is behind me
manifest-room-help = Get a link to start a chat of your own with me

manifest-search = Find a lesson to share
manifest-search-about = Search for a lesson, and put it in your message
manifest-search-query = Lesson
manifest-search-query-about = Write what it should be about
manifest-share = Share a lesson
manifest-share-about = Choose a lesson, add a few words, and share it in the chat or channel
manifest-recommend = Recommend a lesson
manifest-recommend-about = Send a lesson to colleagues, in their own chat with me
