"""What the bot sends by itself: nudges, reminders, the message that it is resting; and "later".

Each card says why it comes, who it is from and how to stop. `delivery` is the id of the card's own
delivery: every button carries it as "d", so that a tap proves that the card arrived.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from bot.core.delivery.reminder_times import ReminderWish
from bot.core.languages import as_language
from bot.core.learning.lessons import Lesson
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import drawn, kept
from cards.kit import Card
from cards.learning.lesson import place_line
from cards.outreach import because, stop_button, with_delivery

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAYS: Final = ("tomorrow", "monday")


def read_later(data: Mapping[str, Any]) -> ReminderWish | None:
    """The wish in a tap; None if it is not one."""
    lesson = payload.identifier(data, "lesson") if "lesson" in data else ""
    when = payload.text(data, "when", 10) if "when" in data else ""
    known = when in ("", *_DAYS) or bool(when and _CLOCK.fullmatch(when))
    return ReminderWish(lesson, when) if lesson is not None and when is not None and known else None


def later_label(words: Words, when: str, days: int = 1, day: date | None = None) -> str:
    """The label of a choice in `later`: "10:00" -> "I dag kl. 10.00", "monday" -> "På mandag". If
    "tomorrow" or "monday" became another day, `days` from today, the label names `day`."""
    if when not in _DAYS:
        return words("later-today", clock=parts.clock(words, when))
    if day is None or days == 1 or (when == "monday" and days <= 7):
        return words(f"later-{when}")
    said = words.day(day)
    return said[:1].upper() + said[1:]


def later_when(words: Words, day: date, today: date, at: str) -> str:
    """For `later_set`: "i dag kl. 10.00", "i morgen, tirsdag 24. november, kl. 10.00", "mandag 30.
    november kl. 10.00"."""
    said = parts.clock(words, at)
    if day == today:
        return words("later-at-today", clock=said)
    if day == today + timedelta(days=1):
        return words("later-at-tomorrow", day=words.day(day), clock=said)
    return words("later-at-day", day=words.day(day), clock=said)


def nudge(
    words: Words,
    lesson: Lesson,
    place: tuple[int, int],
    course_title: str,
    number: int,
    started: bool,
    delivery: str,
    sender: str = "",
) -> Card:
    """Nudge `number` (1 or 2) about a lesson that waits. `started` if the person is in the middle
    of its quiz. `place` is as for the lesson's own card."""
    key = f"nudge-{'started' if started else 'new'}-{1 if number <= 1 else 2}"
    title = words(f"{key}-title", title=_title(words, lesson))
    body = [
        _nudged(words, lesson, place, course_title, key, title),
        *_nudge_buttons(words, lesson, started, delivery),
    ]
    again = parts.refresh(lesson.id, lesson.version, delivery, "sent")
    return _sent(words, body, title, because(words, "nudge", sender), again)


@kept
def _nudged(
    words: Words, lesson: Lesson, place: tuple[int, int], course_title: str, key: str, title: str
) -> list[kit.TextBlock]:
    return [
        parts.quiet(place_line(words, place, course_title)),
        parts.heading(title, "Medium"),
        parts.line(words(f"{key}-text", minutes=_minutes(words, lesson))),
    ]


def _nudge_buttons(
    words: Words, lesson: Lesson, started: bool, delivery: str
) -> list[kit.ActionSet]:
    this: dict[str, Any] = with_delivery({"lesson": lesson.id}, delivery)
    if started:
        quiz = {**this, "version": lesson.version}
        now = parts.button(words("lesson-quiz-started"), "quiz", quiz, primary=True)
    else:
        now = parts.button(words("outreach-now"), "lesson", this, primary=True)
    tomorrow = {**this, "when": "tomorrow"}
    week = with_delivery({"days": 7}, delivery)
    return parts.buttons(
        now,
        parts.button(words("outreach-tomorrow"), "later", tomorrow),
        parts.button(words("outreach-pause"), "pause", week),
        stop_button(words, delivery),
    )


def reminder(words: Words, lesson: Lesson, delivery: str, sender: str = "") -> Card:
    """The reminder that a person asked for, at the time they chose."""
    this = with_delivery({"lesson": lesson.id}, delivery)
    title = words("reminder-title", title=_title(words, lesson))
    body = [
        parts.heading(title, "Medium"),
        parts.line(words("reminder-text", minutes=_minutes(words, lesson))),
        *parts.buttons(
            parts.button(words("outreach-now"), "lesson", this, primary=True),
            parts.button(words("button-later"), "later", this),
            stop_button(words, delivery),
        ),
    ]
    again = parts.refresh(lesson.id, lesson.version, delivery, "sent")
    return _sent(words, body, title, because(words, "later", sender), again)


def resting(words: Words, delivery: str, sender: str = "") -> Card:
    """Sent once: the bot will be quiet from now on, and how to start it again. No button is
    primary."""
    this = with_delivery({}, delivery)
    body = [
        parts.heading(words("resting-title")),
        *parts.bites(words("resting-text")),
        *parts.buttons(
            parts.button(words("button-resume"), "resume", this),
            parts.button(words("button-next"), "next", this),
            stop_button(words, delivery),
        ),
    ]
    again = parts.refresh_menu("sent", delivery)
    return _sent(words, body, words("resting-title"), because(words, "resting", sender), again)


@drawn
def later(words: Words, lesson_id: str, times: tuple[tuple[str, str], ...]) -> Card:
    """Asks when to remind. `times` are (value, label), see `later_label`. `lesson_id` is "" if it
    is not about a lesson."""
    this = {"lesson": lesson_id} if lesson_id else {}
    body = [
        parts.heading(words("later-ask-title")),
        parts.line(words("later-ask-text")),
        *parts.buttons(
            *(parts.button(label, "later", {**this, "when": value}) for value, label in times),
            parts.button(words("later-until-asked"), "pause", {"days": 0}),
        ),
    ]
    return kit.card(words.language, body, summary=words("later-ask-title"))


@drawn
def later_set(words: Words, when: str, lesson_id: str = "") -> Card:
    """Confirms a reminder. `when` goes into the sentence as it is, see `later_when`. If it is about
    a lesson, a button lets the person take it now after all."""
    now = parts.button(words("outreach-now"), "lesson", {"lesson": lesson_id})
    others = [parts.button(words(f"button-{each}"), each) for each in ("lessons", "help")]
    body = [
        parts.heading(words("later-title")),
        parts.line(words("later-set-text", when=when)),
        *parts.buttons(*([now] if lesson_id else []), *others),
    ]
    return kit.card(words.language, body, summary=words("later-set-text", when=when))


@drawn
def withdrawn(words: Words) -> Card:
    """The line that replaces a withdrawn card."""
    said = words("withdrawn")
    return kit.card(
        words.language, [parts.line(said, style="heading", size="Default")], summary=said
    )


def _sent(words: Words, body: list[Any], summary: str, why: str, again: kit.Execute) -> Card:
    """Not cached: each delivery has its own card, which refreshes by the delivery's id."""
    told = [*body, parts.quiet(why, spacing="Medium")]
    return kit.card(words.language, told, summary=summary, refresh=again)


def _title(words: Words, lesson: Lesson) -> str:
    return lesson.title.to(as_language(words.language) or "nb")


def _minutes(words: Words, lesson: Lesson) -> str:
    return words("minutes", minutes=lesson.minutes)
