"""Draws what a plan sends, but lessons: the welcome, nudges, reminders, and that the bot rests."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.core.delivery.kinds import Kind
from bot.core.delivery.views import NudgeDetails
from bot.core.people.person import Person
from bot.core.people.places import municipality_on
from bot.drawing.learning import lesson_sent
from bot.drawing.request import CardRequest
from bot.locale import words
from bot.services import Services
from cards.delivery import reminders
from cards.kit import Card
from cards.people import welcome as welcomes


def welcome(services: Services, person: Person, day: date, *, back: bool = False) -> Card:
    """The welcome. It asks for the municipality, among those of `day`, unless a stronger source has
    it. `back` for somebody who has been here before."""
    known = municipality_on(services.municipalities, person.place, day)
    return welcomes.welcome(
        words(person.language),
        sender=services.sender,
        name=person.name,
        municipalities=() if known or back else services.choices(day),
        municipality=services.municipalities.name(known) if known else "",
        back=back,
        stopped=person.stopped,
        told=bool(person.may_tell),
        most=services.budget.week,
    )


def withdrawn(person: Person) -> Card:
    """The line that replaces a withdrawn card."""
    return reminders.withdrawn(words(person.language))


def _welcome(request: CardRequest[None]) -> Card:
    day = date.fromisoformat(request.row.due_at[:10])
    return welcome(request.services, request.person, day)


def _nudge(request: CardRequest[NudgeDetails]) -> Card | None:
    services, row = request.services, request.row
    lesson = services.library.lesson(row.subject)
    if lesson is None:
        return None
    return reminders.nudge(
        request.words,
        lesson,
        services.library.place(lesson),
        services.library.course_of(lesson).title.to(request.person.language),
        int(row.slot.split("/")[1]),
        request.details.started,
        request.key,
        services.sender,
    )


def _reminder(request: CardRequest[None]) -> Card | None:
    services = request.services
    lesson = services.library.lesson(request.row.subject)
    if lesson is None:
        return None
    return reminders.reminder(request.words, lesson, request.key, services.sender)


def _resting(request: CardRequest[None]) -> Card:
    return reminders.resting(request.words, request.key, request.services.sender)


DRAWERS: Final = {
    Kind.LATER: _reminder,
    Kind.WELCOME: _welcome,
    Kind.CORRECTION: lesson_sent,
    Kind.LESSON: lesson_sent,
    Kind.NUDGE: _nudge,
    Kind.RESTING: _resting,
}
