## The web pages: words they share. A line that begins with "-" becomes an item of a list.

page-languages = Language
page-others = Other pages
page-about = About Pådriver
page-privacy = Privacy
page-terms = Terms of use
page-behind = { $sender } stands behind Pådriver.
page-kept-years = { $years ->
    [1] one year
    [2] two years
    [3] three years
    [4] four years
    [5] five years
   *[other] { $years } years
}
page-kept-days = { $days } days
page-small-groups = Groups of fewer than { $minimum } people are not shown.

## About

page-about-intro =
    Pådriver is a bot in Teams. It teaches the municipality’s employees the most important things about Teams, in three-minute lessons.

    { $behind }
page-about-start = How to get started
page-about-start-text =
    Open Teams, search for “Pådriver” under Apps and start a chat. You get a welcome message and can take the first lesson.

    You can write this at any time:

    - “help” shows what the bot can do.
    - “next” gives you the next lesson.
    - “pause” gives you peace for a while.
    - “stop” means that you get no more lessons.
    - “my data” shows everything that is stored about you.
page-about-help = Do you need help?
page-about-help-text =
    Ask the champion at your workplace, or the municipality’s help desk. If there is a mistake in a lesson, choose “Something is wrong here” when you have finished it.

    The bot is a program. Nobody sits reading what you write.

## Privacy

page-privacy-intro = This says what Pådriver stores about you, why, for how long, and what is yours to decide.
page-privacy-responsible = Who is responsible?
page-privacy-responsible-text =
    Your employer has decided to use Pådriver, and is the data controller. { $behind }

    Your employer can tell you which legal basis the course rests on. You can also ask the data protection officer where you work.
page-privacy-what = What is stored?
page-privacy-what-text =
    - **Who you are:** your name, your role, and your ids in Teams.
    - **How the bot reaches you:** your chat with it in Teams, your time zone, and whether you have the app.
    - **Where you work:** the municipality, the workplace if the bot knows it, other workplaces if you have several jobs, since what date, and who said so. Also the date you leave, if your employer has given it.
    - **What you have chosen:** language, working hours, pause and stop, and whether you have declined recommendations, or questions about places without a champion.
    - **What you do:** which lessons you have opened, your answers, the results, and when. Also when you last used the bot.
    - **What you think:** whether a lesson was useful, whether you have said thanks for a recommendation, whether you have asked for help from a champion, whether a champion may know that you are new, and what you write when you report a mistake.
    - **Words between colleagues:** whether a champion has suggested you as a champion or welcomed you, in which words, and what you answered. It is deleted after 90 days.
    - **Gatherings:** what you answered to the invitation, whether you were there, and whether you answered the questions afterwards. Those answers themselves are only counted. The attendance report from Teams may say that you were there. If you gave the number of people who came, or noted what a gathering saved, it is stored that it was you.
    - **What you have been sent:** which messages the bot has sent you, when, whether they arrived, and what you chose on them. Also what is on its way to you.

    If you are a champion or lead the rollout, it also stores what you have recommended, shared and invited to, and in what words, the thanks you have received, and how many lessons others have passed after your recommendations. The bot keeps a journal of such actions too, and of who gets or loses a role or a leaving date, with a code in place of names.

    Your e-mail address, and the name that you sign in with, are used to find out where you work. They are not stored, only codes made from them. By those codes the bot recognises you when your employer sends a list of who works where. Addresses and names change, so the bot asks Teams for them again, usually once a week.

    If you are on such a list before you have begun to use the bot, your municipality, workplace and role wait under a code, without name or address. The bot stores nothing else that you write to it.
page-privacy-why = Why?
page-privacy-why-text =
    The bot uses this to give you the course, remember where you are, write to you within your working hours, and count how many have taken the course.

    It does not assess you, and it ranks nobody.
page-privacy-how-long = For how long?
page-privacy-how-long-text =
    - Answers, results, opinions, messages and the journal are deleted after { $kept }. A gathering that you called stays, but without you.
    - Drafts of recommendations and shares are deleted after two days, and lessons you have shared after two months.
    - Your name, your choices and how far you have come are kept as long as you use the bot. If it has seen nothing of you for { $kept }, everything about you is deleted.
    - What waits for you to begin using the bot is deleted at the latest a year after your employer last sent it.
    - You can erase everything yourself whenever you like.

    What is deleted may remain in backups for a time. Your employer decides how long those are kept.
page-privacy-who-sees = Who sees what?
page-privacy-who-sees-text =
    - **You** see everything about yourself, and about nobody else.
    - **The municipality and those who lead the rollout** see how many have started and completed, never who. { $small } Of you they can be told whether the bot can reach you, but not whether you have paused, said stop, stopped answering or finished.
    - **A champion who recommends something or invites you** sees only figures too. Thanks, and answers to the invitation, are rounded down. If you recommend or invite, the others see your name.
    - **A champion who suggests you** is not told what you answer. If you say yes, a project manager sees your name, and you become visible as a champion.
    - **The champion where you work** sees your name and that you are new, only if you say yes to it, and that you would like help, only if you ask for it.
    - **Those who make the lessons** can read what you write when you report a mistake.
    - **Those who run the server** can technically get at everything that is stored. They should only do so when it is needed to keep the server running.

    The log used for running it has no names, answers or anything you write.
page-privacy-microsoft = What does Microsoft see?
page-privacy-microsoft-text =
    The messages between you and the bot go through Teams and stay in the chat, like other messages at work. Microsoft processes them for your employer.

    The bot keeps your answers and progress in its own database. If you erase them there, the messages in the chat are still in Teams.
page-privacy-rights = What is yours to decide?
page-privacy-rights-text =
    Type “my data” to the bot in Teams. There you can

    - see everything that is stored about you
    - download it as a file
    - erase everything

    When you have erased everything, the figures in the statistics stay, but without you. What you have shared and recommended loses your name and your words. The journal stays until it is old enough, but without you: the code in place of your name is taken out of it. The bot also keeps a code that stops others from adding you again, also from a list. The code cannot be read back to your name or address, and it goes if you begin again yourself.

    If the municipality or language is wrong, type “municipality” or “language”. Your name comes from Teams. If you want no more lessons, type “stop”.

    If you think that something is wrong, you can complain to the Norwegian Data Protection Authority: https://www.datatilsynet.no/en/
page-privacy-web = These web pages
page-privacy-web-text = The pages here have no cookies, and they do not track you.

## Terms

page-terms-intro = This applies when you use Pådriver.
page-terms-offer = An offer to you
page-terms-offer-text =
    Pådriver is a course you get through work. You can take a break or stop whenever you like. { $behind }
page-terms-careful = Take care with information
page-terms-careful-text =
    Do not write anything to the bot about patients, pupils, residents or colleagues, nor anything confidential. The bot does not need it.
page-terms-right = If something is not right
page-terms-right-text =
    The lessons are checked against sources, but Teams changes. If you see something that is not right, choose “Something is wrong here”.

    The bot may be down for a while. Answers that have been confirmed to you are stored.
page-terms-not-microsoft = Not from Microsoft
page-terms-not-microsoft-text = Teams is made by Microsoft. Pådriver is not.
page-terms-data = Information about you
page-terms-data-text = The privacy page tells you what is stored and what is yours to decide.
