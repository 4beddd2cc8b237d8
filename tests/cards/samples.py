"""Every card there is, with short and with the longest content: for tests and the gallery."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.languages import LANGUAGES, Text
from bot.core.lessons import Lesson, Link, Option, Picture, Question
from bot.core.quiz import Result
from bot.locale import Words, words
from cards import choices, lesson, menu, personal, quiz, summary, welcome
from cards.kit import Card

PICTURE = "https://bot.example/pictures/first-meeting.3f2a.png"
MUNICIPALITIES = (
    ("1506", "Molde"),
    ("1535", "Vestnes"),
    ("1539", "Rauma"),
    ("1547", "Aukra"),
    ("1579", "Hustadvika"),
)
COURSE = Text("Teams fra første dag", "Teams frå første dag", "Teams from day one")
HOSTILE_NAME = "**Kari** [Nordmann](https://evil.example) _Åse-Marie_ <b>Ø</b> # 1. `x`" + "ø" * 300


def lesson_of(length: str) -> Lesson:
    return SHORT if length == "short" else LONG


def all_cards(length: str) -> Iterator[tuple[str, str, Card]]:
    """(name, language, card) of every card; `length` is "short" or "long"."""
    for language in LANGUAGES:
        for name, card in _drawn(words(language), length).items():
            yield name, language, card


def _drawn(w: Words, length: str) -> dict[str, Card]:
    return _persons(w, length) | _learning(w, length) | _menus(w, length)


def _persons(w: Words, length: str) -> dict[str, Card]:
    long = length == "long"
    name = HOSTILE_NAME if long else "Kari Nordmann"
    sender = "Romsdal IKT, det interkommunale samarbeidet for digitalisering" if long else "Molde"
    many = tuple((f"{each:04d}", f"Kommune nummer {each} – tjïelte") for each in range(1101, 1458))
    asked = {"sender": sender, "name": name, "back": False, "stopped": False}
    back = {**asked, "municipalities": (), "municipality": "", "back": True}
    facts = tuple((f"Opplysning {each}", "Et langt svar " * 20) for each in range(20))
    short_facts = (("Navn", "Kari Nordmann"), ("Kommune", "Molde"), ("Språk", "Bokmål"))
    return {
        "welcome-asking": welcome.welcome(
            w, **asked, municipalities=many if long else MUNICIPALITIES, municipality=""
        ),
        "welcome-known": welcome.welcome(w, **asked, municipalities=(), municipality="Molde"),
        "welcome-back": welcome.welcome(w, **back),
        "welcome-back-stopped": welcome.welcome(w, **(back | {"stopped": True})),
        "language": choices.language(w),
        "municipality": choices.municipality(w, many if long else MUNICIPALITIES, "1506"),
        "pause": choices.pause(w, ""),
        "paused": choices.pause(w, "9999-12-31" if long else "2026-11-30"),
        "stopped": choices.stopped(w),
        "resumed": choices.resumed(w),
        "later": choices.later(w),
        "my-data": personal.my_data(
            w, facts if long else short_facts, "https://bot.example/my-data/9f2c"
        ),
        "erase": personal.erase(w),
        "erased": personal.erased(w),
    }


def _learning(w: Words, length: str) -> dict[str, Card]:
    long = length == "long"
    taught = lesson_of(length)
    single, multiple, claim = taught.questions
    course = COURSE.to(w.language)  # type: ignore[arg-type]
    order = tuple(each.id for each in reversed(single.options))
    picked = tuple(each.id for each in multiple.options)
    title = taught.title.to(w.language)  # type: ignore[arg-type]
    passed = Result(3, 3, True, ())
    failed = Result(0, 3, False, tuple(each.id for each in taught.questions))
    place = (3, 9)
    return {
        "lesson": lesson.lesson(w, taught, place, course, PICTURE, "new"),
        "lesson-started": lesson.lesson(w, taught, (0, 9), course, "", "started"),
        "lesson-passed": lesson.lesson(w, taught, place, course, PICTURE, "passed"),
        "question-single": quiz.question(w, taught, single, order, 1, 1, 3),
        "question-multiple": quiz.question(w, taught, multiple, picked, 1, 2, 3, "choose"),
        "question-true-false": quiz.question(w, taught, claim, ("true", "false"), 1, 3, 3),
        "verdict-right": quiz.verdict(w, taught, single, ("a",), 1, 1, 3),
        "verdict-wrong": quiz.verdict(w, taught, single, ("b",), 1, 1, 3),
        "verdict-partly": quiz.verdict(w, taught, multiple, ("a", "c"), 1, 2, 3),
        "verdict-last": quiz.verdict(w, taught, claim, ("true",), 1, 3, 3),
        "summary-passed": summary.summary(w, taught, passed, place, 3, 9, title, "", 1),
        "summary-all-done": summary.summary(w, taught, passed, (9, 9), 9, 9, "", "yes reported", 2),
        "summary-failed": summary.summary(w, taught, failed, (0, 9), 2, 9, title, "no", 1),
        "diploma": summary.diploma(
            w, HOSTILE_NAME if long else "Kari Nordmann", course, "2026-11-23", 9
        ),
    }


def _menus(w: Words, length: str) -> dict[str, Card]:
    long = length == "long"
    title = lesson_of(length).title.to(w.language)  # type: ignore[arg-type]
    course = COURSE.to(w.language)  # type: ignore[arg-type]
    states = ("passed", "started", "new")
    rows = tuple(
        (f"lesson-with-a-long-name-{n}" if long else f"lesson-{n}", title, states[min(n // 2, 2)])
        for n in range(60 if long else 9)
    )
    many = rows if long else tuple((f"lesson-{n}", title, "new") for n in range(17))
    few = ((course, rows[:8]), (course, rows[8:16])) if long else ((course, rows),)
    courses = tuple(
        menu.CourseRow(course if not long else title, n, 9, title if n < 9 else "")
        for n in ((0, 3, 9) if long else (3,))
    )
    query = HOSTILE_NAME * 60 if long else "hvordan deler jeg skjerm?"
    hits = tuple((id, each) for id, each, _ in rows[:3])
    name = HOSTILE_NAME if long else "Kari Nordmann"
    return {
        "help": menu.help(w, long),
        "about": menu.about(w, "1.0.0", "Molde kommune", "https://bot.example/privacy"),
        "lessons": menu.lessons(w, few),
        "lessons-many": menu.lessons(w, ((course, many),)),
        "status": menu.status(w, name, "Molde", courses, ""),
        "status-paused": menu.status(w, name, "Molde", courses, "paused", "2026-11-30"),
        "status-stopped": menu.status(w, name, "", (), "stopped"),
        "found": menu.found(w, query, hits),
        "found-nothing": menu.found(w, query, ()),
        "note": menu.note(
            w, title, w("stopped-text"), (("next", w("button-next")), ("help", w("button-help")))
        ),
        "invite": menu.invite(w, "https://teams.microsoft.com/l/chat/0/0?users=28:bot"),
    }


def _same(text: str) -> Text:
    return Text(text, text, text)


SHORT = Lesson(
    id="first-meeting",
    version=1,
    course="teams",
    minutes=3,
    title=Text("Ditt første videomøte", "Det første videomøtet ditt", "Your first video meeting"),
    body=Text(
        "Et møte i Teams er som et møte i et rom. Du går inn, hilser, og går ut igjen.\n\n"
        "**Slik kommer du inn:**\n\n- Åpne kalenderen i Teams\n- Trykk på møtet\n"
        "- Trykk **Bli med**\n\n"
        "Er du usikker på lyden? Da prøver du den før du blir med.",
        "Eit møte i Teams er som eit møte i eit rom. Du går inn, helsar, og går ut igjen.\n\n"
        "**Slik kjem du inn:**\n\n- Opne kalenderen i Teams\n- Trykk på møtet\n"
        "- Trykk **Bli med**\n\n"
        "Er du usikker på lyden? Då prøver du han før du blir med.",
        "A meeting in Teams is like a meeting in a room. You go in, say hello, and leave.\n\n"
        "**How to get in:**\n\n- Open the calendar in Teams\n- Press the meeting\n"
        "- Press **Join**\n\n"
        "Not sure about the sound? Then try it before you join.",
    ),
    try_it=Text(
        "Åpne kalenderen og finn ditt neste møte. Ser du knappen **Bli med**?",
        "Opne kalenderen og finn det neste møtet ditt. Ser du knappen **Bli med**?",
        "Open the calendar and find your next meeting. Do you see the **Join** button?",
    ),
    learned=Text(
        "Du finner møtet i kalenderen og blir med med ett trykk.",
        "Du finn møtet i kalenderen og blir med med eitt trykk.",
        "You find the meeting in the calendar and join with one press.",
    ),
    link=Link(
        _same("https://support.microsoft.com/nb-no/office/bli-med_(teams)"),
        Text("Bli med på et møte", "Bli med på eit møte", "Join a meeting"),
    ),
    passing=2,
    picture=Picture(
        "first-meeting.png",
        Text(
            "En kollega vinker fra en skjerm.",
            "Ein kollega vinkar frå ein skjerm.",
            "A colleague waves from a screen.",
        ),
    ),
    questions=(
        Question(
            "mute",
            "single",
            Text(
                "En kollega kommer sent inn og hører ingenting. Hva prøver du først?",
                "Ein kollega kjem seint inn og høyrer ingenting. Kva prøver du først?",
                "A colleague joins late and hears nothing. What do you try first?",
            ),
            (
                Option(
                    "a",
                    Text(
                        "Be kollegaen sjekke hvilken høyttaler som er valgt",
                        "Be kollegaen sjekke kva høgtalar som er vald",
                        "Ask the colleague to check which speaker is chosen",
                    ),
                    Text(
                        "Oftest er lyden sendt til feil sted.",
                        "Oftast er lyden send til feil stad.",
                        "Most often the sound goes to the wrong place.",
                    ),
                ),
                Option(
                    "b",
                    Text("Starte møtet på nytt", "Starte møtet på nytt", "Start the meeting again"),
                    Text(
                        "Da må alle ut og inn. Prøv lyden først.",
                        "Då må alle ut og inn. Prøv lyden først.",
                        "Then everyone must leave and join. Try the sound first.",
                    ),
                ),
                Option(
                    "c",
                    Text("Snakke høyere", "Snakke høgare", "Speak louder"),
                    Text(
                        "Det hjelper ikke når lyden ikke er på.",
                        "Det hjelper ikkje når lyden ikkje er på.",
                        "That does not help when the sound is off.",
                    ),
                ),
            ),
            frozenset({"a"}),
            Text("Lyd: velg høyttaler", "Lyd: vel høgtalar", "Sound: choose a speaker"),
        ),
        Question(
            "before",
            "multiple",
            Text(
                "Hva gjør du før et møte?",
                "Kva gjer du før eit møte?",
                "What do you do before a meeting?",
            ),
            (
                Option(
                    "a",
                    Text("Prøver lyden", "Prøver lyden", "Try the sound"),
                    Text("Ja, det sparer tid.", "Ja, det sparer tid.", "Yes, it saves time."),
                ),
                Option(
                    "b",
                    Text("Ser hva møtet gjelder", "Ser kva møtet gjeld", "See what it is about"),
                    Text("Ja, da er du klar.", "Ja, då er du klar.", "Yes, then you are ready."),
                ),
                Option(
                    "c",
                    Text("Ringer alle deltakerne", "Ringjer alle deltakarane", "Phone everyone"),
                    Text("Det trengs ikke.", "Det trengst ikkje.", "There is no need."),
                ),
            ),
            frozenset({"a", "b"}),
            Text("Før møtet", "Før møtet", "Before the meeting"),
        ),
        Question(
            "leave",
            "true_false",
            Text(
                "Møtet slutter for alle når du går ut.",
                "Møtet sluttar for alle når du går ut.",
                "The meeting ends for everyone when you leave.",
            ),
            (
                Option(
                    "true",
                    Text("Sant", "Sant", "True"),
                    Text(
                        "Nei, de andre blir værende.",
                        "Nei, dei andre blir verande.",
                        "No, the others stay.",
                    ),
                ),
                Option(
                    "false",
                    Text("Usant", "Usant", "False"),
                    Text(
                        "Du kan gå uten å forstyrre.",
                        "Du kan gå utan å uroe nokon.",
                        "You can leave without disturbing.",
                    ),
                ),
            ),
            frozenset({"false"}),
            Text("Gå ut av møtet", "Gå ut av møtet", "Leave the meeting"),
        ),
    ),
)

_WORD = "menneskerettighetsorganisasjonskoordinatoren"
_SENTENCE = f"Når {_WORD} deler skjermen, ser alle «Vedlikeholdsoversikt_2026 (siste).xlsx». "


def _longest(question: Question) -> Question:
    options = tuple(
        Option(each.id, _same(_SENTENCE * 2), _same(_SENTENCE * 4)) for each in question.options
    )
    if question.kind == "multiple":
        options += tuple(
            Option(f"x{n}", _same(_SENTENCE * 2), _same(_SENTENCE * 4)) for n in range(3)
        )
    return Question(
        question.id,
        question.kind,
        _same(_SENTENCE * 3),
        options,
        question.correct,
        _same(_SENTENCE * 2),
    )


LONG = Lesson(
    id="a-lesson-with-an-id-as-long-as-ids-may-be-in-the-content-files-",
    version=12,
    course="teams",
    minutes=3,
    title=_same(f"Når {_WORD} skal ha det aller første videomøtet sitt med hele etaten"),
    body=_same("\n\n".join([_SENTENCE * 4] * 5 + ["\n".join([f"- {_SENTENCE}"] * 6)])),
    try_it=_same(_SENTENCE * 4),
    learned=_same(_SENTENCE * 4),
    link=Link(_same("https://support.microsoft.com/" + "a-long-path/" * 15), _same(_SENTENCE)),
    passing=2,
    picture=Picture("first-meeting.png", _same(_SENTENCE * 2)),
    questions=tuple(_longest(each) for each in SHORT.questions),
)
