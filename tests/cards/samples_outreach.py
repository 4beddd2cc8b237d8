"""The cards that come by themselves, follow-ups and working hours, for tests and the gallery."""

from __future__ import annotations

from datetime import date

from bot.core.learning.lessons import Lesson, Question
from bot.locale import Words
from cards import outreach
from cards.delivery import reminders as delivery_reminders
from cards.kit import Card
from cards.learning import followup, lesson
from cards.people import hours
from cards.pushes.message import message

DELIVERY = "3f2a9c04b1d87e6655aa01fe23cd4589b0c1d2e3"
MESSAGE = """Fredag 4. desember flyttes alle filer i Molde til Teams.

Du trenger ikke å gjøre noe. Er noe borte på mandag, ring servicetorget:
- tlf. 71 11 10 00, kl. 8-15
- eller skriv til *servicetorget*

1. Husk å lagre. 2. Takk!"""
TIMES = ("10:00", "13:00", "tomorrow", "monday")


def proactive(w: Words, taught: Lesson, course: str, picture: str, sender: str) -> dict[str, Card]:
    """Name -> card."""
    return _outreach(w, taught, course, picture, sender) | _followups(w, taught, sender) | _hours(w)


def _outreach(w: Words, taught: Lesson, course: str, picture: str, sender: str) -> dict[str, Card]:
    times = tuple((each, delivery_reminders.later_label(w, each)) for each in TIMES)
    nudges = {
        f"nudge-{number}{'-started' if started else ''}": delivery_reminders.nudge(
            w, taught, (3, 9), course, number, started, DELIVERY, sender
        )
        for number in (1, 2)
        for started in (False, True)
    }
    fixed = lesson.lesson(
        w,
        taught,
        (3, 9),
        course,
        picture,
        "new",
        because=outreach.because(w, "correction", sender),
        delivery=DELIVERY,
        corrected="2026-11-23",
    )
    return nudges | {
        "lesson-corrected": fixed,
        "reminder": delivery_reminders.reminder(w, taught, DELIVERY, sender),
        "resting": delivery_reminders.resting(w, DELIVERY, sender),
        "later-ask": delivery_reminders.later(w, taught.id, times),
        "later-set": delivery_reminders.later_set(w, _tomorrow(w), taught.id),
        "withdrawn": delivery_reminders.withdrawn(w),
        "message": message(w, sender, MESSAGE, "https://teams.microsoft.com/", DELIVERY),
        "message-plain": message(w, sender, f"{sender} {MESSAGE}", "", DELIVERY),
    }


def _tomorrow(w: Words) -> str:
    return delivery_reminders.later_when(w, date(2026, 11, 24), date(2026, 11, 23), "08:00")


def _followups(w: Words, taught: Lesson, sender: str) -> dict[str, Card]:
    asked = tuple(
        followup.FollowupQuestion(
            taught, each, tuple(option.id for option in reversed(each.options))
        )
        for each in taught.questions
    )
    right = tuple((each, tuple(each.question.correct)) for each in asked)
    wrong = tuple((each, _wrong(each.question)) for each in asked)
    return {
        "followup": followup.ask(w, asked, DELIVERY, sender=sender),
        "followup-one": followup.ask(w, asked[:1], DELIVERY, "choose"),
        "followup-two-missing": followup.ask(w, asked[:2], DELIVERY, "choose"),
        "followup-all": followup.result(w, right),
        "followup-some": followup.result(w, (right[0], (asked[1], ("a",)), (asked[2], ("true",)))),
        "followup-none": followup.result(w, wrong),
    }


def _wrong(question: Question) -> tuple[str, ...]:
    """Everything that is wrong, where more than one may be chosen; else the first such option."""
    ids = tuple(each.id for each in question.options if each.id not in question.correct)
    return ids if question.kind == "multiple" else ids[:1]


def _hours(w: Words) -> dict[str, Card]:
    return {
        "hours": hours.hours(w, "", "Europe/Oslo"),
        "hours-own": hours.hours(w, "1367 22:00-07:00", "America/Argentina/Buenos_Aires", "choose"),
        "hours-saved": hours.saved(w, "12345 08:00-15:30"),
    }
