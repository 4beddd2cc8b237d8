"""Draws lessons and follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.core.learning.lessons import Lesson
from bot.core.learning.recall import KIND
from bot.core.learning.views import Again, FollowupDetails, RecallView
from bot.core.people.person import Person
from bot.drawing.request import CardRequest
from bot.locale import words
from bot.services import Services
from cards import outreach
from cards.kit import Card
from cards.learning import followup
from cards.learning import lesson as cards


def lesson(services: Services, lesson: Lesson, person: Person, state: str, **sent: Any) -> Card:
    """A lesson for somebody who has come so far in it (`state`). `sent` is for lessons that the bot
    sends by itself, see `cards.learning.lesson.lesson`."""
    return cards.lesson(
        words(person.language),
        lesson,
        services.library.place(lesson),
        services.library.course_of(lesson).title.to(person.language),
        picture_of(services, lesson),
        state,
        **sent,
    )


def picture_of(services: Services, lesson: Lesson) -> str:
    """The address of the lesson's picture; "" if it has none, or Teams can't fetch it."""
    return services.pictures.get(lesson.picture.file, "") if lesson.picture else ""


def lesson_sent(request: CardRequest[None]) -> Card | None:
    """A lesson that the bot sends by itself: with why, how to stop, and any correction."""
    row, services = request.row, request.services
    found = services.library.lesson(row.subject)
    if found is None:
        return None
    return lesson(
        services,
        found,
        request.person,
        request.state,
        because=outreach.because(request.words, row.kind, services.sender),
        delivery=request.key,
        corrected=row.corrected,
    )


def recall(request: CardRequest[FollowupDetails]) -> Card | None:
    asked = request.details.asked
    return _ask(request.services, request.person, request.key, asked) if asked else None


def follow_up(services: Services, view: RecallView) -> Card:
    """A follow-up card, with its answers once there are any."""
    if not view.is_answered:
        return _ask(services, view.person, view.delivery, view.asked, view.problem)
    answers = (each.answer for each in view.asked)
    return followup.result(
        words(view.person.language), tuple(zip(_questions(view.asked), answers, strict=True))
    )


def _ask(
    services: Services, person: Person, delivery: str, asked: Sequence[Again], problem: str = ""
) -> Card:
    spoken = words(person.language)
    return followup.ask(spoken, tuple(_questions(asked)), delivery, problem, services.sender)


def _questions(asked: Sequence[Again]) -> list[followup.FollowupQuestion]:
    return [followup.FollowupQuestion(each.lesson, each.question, each.order) for each in asked]


DRAWERS: Final = {KIND: recall}
