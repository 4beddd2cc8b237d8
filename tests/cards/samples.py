"""Every card there is, with short and with the longest content: for tests and the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.languages import LANGUAGES, Text
from bot.core.learning.lessons import Lesson
from bot.core.learning.quiz import Result
from bot.locale import Words, words
from cards import menu
from cards.kit import Card
from cards.learning import lesson, quiz, summary
from cards.people import choices, hours, welcome
from cards.personal_data import my_data
from tests.cards.sample_lessons import LONG, SHORT
from tests.cards.samples_champions import champions
from tests.cards.samples_gathering import gatherings
from tests.cards.samples_outreach import proactive
from tests.cards.samples_shared import shares

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
    sender = HOSTILE_NAME if length == "long" else ""
    course = COURSE.to(w.language)  # type: ignore[arg-type]
    sent = proactive(w, lesson_of(length), course, PICTURE, sender)
    name = HOSTILE_NAME if length == "long" else "Ola Nordmann"
    sent |= champions(w, lesson_of(length), course, PICTURE, name, length == "long")
    sent |= shares(w, lesson_of(length), course, PICTURE, name, length == "long")
    sent |= gatherings(w, length, HOSTILE_NAME)
    return _persons(w, length) | _learning(w, length) | _menus(w, length) | sent


def _persons(w: Words, length: str) -> dict[str, Card]:
    long = length == "long"
    name = HOSTILE_NAME if long else "Kari Nordmann"
    sender = "Romsdal IKT, det interkommunale samarbeidet for digitalisering" if long else "Molde"
    many = tuple((f"{each:04d}", f"Kommune nummer {each} – tjïelte") for each in range(1101, 1458))
    asked = {"sender": sender, "name": name, "back": False, "stopped": False}
    back = {**asked, "municipalities": (), "municipality": "", "back": True}
    facts = tuple((f"Opplysning {each}", "Et langt svar " * 20) for each in range(20))
    short_facts = (
        (w("data-name"), "Kari Nordmann"),
        (w("data-municipality"), "Molde"),
        (w("data-joined"), w("data-since", day=w.day(date(2026, 11, 23), year=True))),
        (w("data-told"), w("data-yes")),
    )
    counted = ("completions", "deliveries", "thanks", "opinions", "addresses")
    kept = tuple((w(f"data-{each}"), n) for n, each in enumerate(counted))
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
        "my-data": my_data.my_data(
            w, facts if long else short_facts, kept, "https://bot.example/my-data/9f2c"
        ),
        "erase": my_data.erase(w),
        "erased": my_data.erased(w),
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


def _coming(w: Words) -> str:
    return w("status-coming", day=w.day(date(2026, 11, 24)), hours=hours.said(w, ""))


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
        "help-leads": menu.help(w, long, True),
        "status-leads": menu.status(w, name, "Molde", courses, "", leads=True),
        "about": menu.about(w, "1.0.0", "Molde kommune", "https://bot.example/privacy"),
        "lessons": menu.lessons(w, few),
        "lessons-many": menu.lessons(w, ((course, many),)),
        "status": menu.status(w, name, "Molde", courses, "", coming=_coming(w)),
        "status-resting": menu.status(w, name, "Molde", courses, "resting"),
        "status-paused": menu.status(w, name, "Molde", courses, "paused", "2026-11-30"),
        "status-stopped": menu.status(w, name, "", (), "stopped"),
        "found": menu.found(w, query, hits),
        "found-nothing": menu.found(w, query, ()),
        "note": menu.note(
            w, title, w("stopped-text"), (("next", w("button-next")), ("help", w("button-help")))
        ),
        "invite": menu.invite(w, "https://teams.microsoft.com/l/chat/0/0?users=28:bot"),
        "invite-recommend": menu.invite(
            w, "https://teams.microsoft.com/l/chat/0/0?users=28:bot", True
        ),
    }
