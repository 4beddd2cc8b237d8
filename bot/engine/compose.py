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
from bot.services import House
from cards.champions import recruitment as recruit_cards
from cards.delivery import reminders as delivery_reminders
from cards.gatherings import gathering as gathering_cards
from cards.kit import Card
from cards.learning import followup
from cards.learning import lesson as lesson_cards
from cards.people import welcome
from cards.pushes import push as push_cards

Drawer = Callable[[House, Row, str, Person, Words], Card | None]


def compose(house: House, row: Row, key: str, person: Person) -> Message | None:
    """The message for this row; None where its content is no longer there."""
    drawer = _DRAWERS.get(row["kind"])
    card = drawer(house, row, key, person, words(person.language)) if drawer else None
    if card is None:
        return None
    return Message(card.json(house.whom(person.user)), card.summary, alert=True)


def _lesson(house: House, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    why = delivery_reminders.because(spoken, row["kind"], house.sender)
    return _taught(house, row, key, person, spoken, why, corrected=row.get("corrected", ""))


def _push(house: House, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    """As from the champion: their name, and their own words above the lesson."""
    by, said = row.get("by_name", ""), row.get("words", "")
    why = delivery_reminders.because(spoken, "push", by)
    more = {"said": said, "by": by, "corrected": row.get("corrected", ""), "pushed": True}
    return _taught(house, row, key, person, spoken, why, **more)


def _taught(
    house: House, row: Row, key: str, person: Person, spoken: Words, why: str, **more: Any
) -> Card | None:
    """The row's lesson as its card, for whoever has not begun it."""
    lesson = house.library.lesson(row["subject"])
    if lesson is None:
        return None
    picture = house.pictures.get(lesson.picture.file, "") if lesson.picture else ""
    place, title = house.library.place(lesson), _course_title(house, lesson, person)
    return lesson_cards.lesson(
        spoken, lesson, place, title, picture, "new", because=why, delivery=key, **more
    )


def _approval(house: House, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    """An operator is asked whether a push to many may go."""
    about = push.from_doc(row["about"]) if "about" in row else None
    lesson = house.library.lesson(about.lesson) if about else None
    if about is None or lesson is None:
        return None
    title = lesson.title.to(person.language)
    said = push_cards.said_of(spoken, about, title, label(house, about.place))
    return push_cards.approval(spoken, said, row["by_name"], about.asked, "asking", key)


def _nudge(house: House, row: Row, key: str, person: Person, spoken: Words) -> Card | None:
    lesson = house.library.lesson(row["subject"])
    if lesson is None:
        return None
    place, title = house.library.place(lesson), _course_title(house, lesson, person)
    number = int(row["slot"].split("/")[1])
    return delivery_reminders.nudge(
        spoken, lesson, place, title, number, row["started"], key, house.sender
    )


def _reminder(house: House, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    lesson = house.library.lesson(row["subject"])
    return delivery_reminders.reminder(spoken, lesson, key, house.sender) if lesson else None


def _resting(house: House, __: Row, key: str, ___: Person, spoken: Words) -> Card:
    return delivery_reminders.resting(spoken, key, house.sender)


def _welcome(house: House, row: Row, __: str, person: Person, spoken: Words) -> Card:
    known = person.municipality
    return welcome.welcome(
        spoken,
        sender=house.sender,
        name=person.name,
        municipalities=() if known else house.choices(date.fromisoformat(row["due_at"][:10])),
        municipality=house.municipalities.name(known) if known else "",
        back=False,
        stopped=person.stopped,
        told=bool(person.may_tell),
        most=house.budget.week,
    )


def _recall(house: House, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    asked = asked_of(house, row["recall"]) if "recall" in row else ()
    cards = tuple(followup.Asked(each.lesson, each.question, each.order) for each in asked)
    return followup.ask(spoken, cards, key, "", house.sender) if cards else None


def _course_title(house: House, lesson: Lesson, person: Person) -> str:
    return house.library.course_of(lesson).title.to(person.language)


def _gathering(_: House, row: Row, key: str, __: Person, spoken: Words) -> Card | None:
    """`slot` says what it is: an invitation, a reminder, a notice, or the questions afterwards."""
    lead = "invitation" if row["kind"] == "invitation" else row["slot"].partition("/")[0]
    return gathering_cards.guest(spoken, row["guest"], lead, key) if "guest" in row else None


def _recruit(house: House, row: Row, key: str, __: Person, spoken: Words) -> Card | None:
    """Where there is no champion yet, near this one."""
    if not row.get("units"):
        return None
    return recruit_cards.recruit(spoken, label(house, row["place"]), row["units"], row["more"], key)


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
