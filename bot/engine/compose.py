"""From a delivery's row to the card that goes out: pure, drawn at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from bot.actions.learning.followup import asked_of
from bot.actions.people.places import label
from bot.core.delivery.deliveries import Row
from bot.core.learning.lessons import Lesson
from bot.core.people.person import Person
from bot.core.pushes import push
from bot.core.turn import Message
from bot.engine import champion_cards
from bot.locale import Words, words
from bot.services import Services
from cards import outreach
from cards.champions import recruitment as recruit_cards
from cards.delivery import reminders as delivery_reminders
from cards.gatherings import gathering as gathering_cards
from cards.kit import Card
from cards.learning import followup
from cards.learning import lesson as lesson_cards
from cards.people import welcome
from cards.pushes import push as push_cards

Drawer = Callable[[Services, Row, str, Person, Words], Card | None]


def compose(services: Services, row: Row, key: str, person: Person) -> Message | None:
    """The message for this row; None where its content is no longer there."""
    drawer = _DRAWERS.get(row["kind"])
    card = drawer(services, row, key, person, words(person.language)) if drawer else None
    if card is None:
        return None
    return Message(card.json(services.whom(person.user)), card.summary, alert=True)


def _lesson(services: Services, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    why = outreach.because(spoken, row["kind"], services.sender)
    return _taught(services, row, key, person, spoken, why, corrected=row.get("corrected", ""))


def _push(services: Services, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    """As from the champion: their name, and their own words above the lesson."""
    by, said = row.get("by_name", ""), row.get("words", "")
    why = outreach.because(spoken, "push", by)
    more = {"said": said, "by": by, "corrected": row.get("corrected", ""), "pushed": True}
    return _taught(services, row, key, person, spoken, why, **more)


def _taught(
    services: Services, row: Row, key: str, person: Person, spoken: Words, why: str, **more: Any
) -> Card | None:
    """The row's lesson as its card, for whoever has not begun it."""
    lesson = services.library.lesson(row["subject"])
    if lesson is None:
        return None
    picture = services.pictures.get(lesson.picture.file, "") if lesson.picture else ""
    place, title = services.library.place(lesson), _course_title(services, lesson, person)
    return lesson_cards.lesson(
        spoken, lesson, place, title, picture, "new", because=why, delivery=key, **more
    )


def _approval(services: Services, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    """An operator is asked whether a push to many may go."""
    about = push.from_doc(row["about"]) if "about" in row else None
    lesson = services.library.lesson(about.lesson) if about else None
    if about is None or lesson is None:
        return None
    title = lesson.title.to(person.language)
    said = push_cards.said_of(spoken, about, title, label(services, about.place))
    return push_cards.approval(spoken, said, row["by_name"], about.asked, "asking", key)


def _nudge(services: Services, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    lesson = services.library.lesson(row["subject"])
    if lesson is None:
        return None
    place, title = services.library.place(lesson), _course_title(services, lesson, person)
    number = int(row["slot"].split("/")[1])
    return delivery_reminders.nudge(
        spoken, lesson, place, title, number, row["started"], key, services.sender
    )


def _reminder(services: Services, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    lesson = services.library.lesson(row["subject"])
    return delivery_reminders.reminder(spoken, lesson, key, services.sender) if lesson else None


def _resting(services: Services, __: Row, key: str, ___: Person, spoken: Words) -> Card:
    return delivery_reminders.resting(spoken, key, services.sender)


def _welcome(services: Services, row: Row, __: str, person: Person, spoken: Words) -> Card:
    known = person.municipality
    return welcome.welcome(
        spoken,
        sender=services.sender,
        name=person.name,
        municipalities=() if known else services.choices(date.fromisoformat(row["due_at"][:10])),
        municipality=services.municipalities.name(known) if known else "",
        back=False,
        stopped=person.stopped,
        told=bool(person.may_tell),
        most=services.budget.week,
    )


def _recall(services: Services, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    asked = asked_of(services, row["recall"]) if "recall" in row else ()
    cards = tuple(
        followup.FollowupQuestion(each.lesson, each.question, each.order) for each in asked
    )
    return followup.ask(spoken, cards, key, "", services.sender) if cards else None


def _course_title(services: Services, lesson: Lesson, person: Person) -> str:
    return services.library.course_of(lesson).title.to(person.language)


def _gathering(_: Services, row: Row, key: str, __: Person, spoken: Words) -> Card | None:
    """`slot` says what it is: an invitation, a reminder, a notice, or the questions afterwards."""
    lead = "invitation" if row["kind"] == "invitation" else row["slot"].partition("/")[0]
    return gathering_cards.guest(spoken, row["guest"], lead, key) if "guest" in row else None


def _recruit(services: Services, row: Row, key: str, __: Person, spoken: Words) -> Card | None:
    """Where there is no champion yet, near this one."""
    if not row.get("units"):
        return None
    return recruit_cards.recruit(
        spoken, label(services, row["place"]), row["units"], row["more"], key
    )


_DRAWERS: Final[dict[str, Drawer]] = {
    "lesson": _lesson,
    "correction": _lesson,
    "shared": _lesson,
    "nudge": _nudge,
    "later": _reminder,
    "resting": _resting,
    "welcome": _welcome,
    "recall": _recall,
    "recruit": _recruit,
    "invitation": _gathering,
    "gathering": _gathering,
    "push": _push,
    "approval": _approval,
    **champion_cards.DRAWERS,
}
