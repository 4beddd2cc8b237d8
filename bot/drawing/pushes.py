"""Draws pushes for their recipients, for the champion and for an operator; and lessons that are
shared in group chats and channels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from bot.core.languages import as_language
from bot.core.learning.lessons import Lesson
from bot.core.people.person import Person
from bot.core.pushes import push as pushing
from bot.core.pushes.broadcast import text_for
from bot.core.pushes.push import Push, PushPreview
from bot.core.pushes.share import chat_link
from bot.core.pushes.views import ApprovalDetails, MessageDetails, PushDetails
from bot.drawing.learning import lesson, lesson_sent, picture_of
from bot.drawing.request import CardRequest
from bot.locale import Words, words
from bot.services import Services
from cards import outreach
from cards.kit import Card
from cards.pushes import push as cards
from cards.pushes import share as shared_cards
from cards.pushes.message import message


def said_of(services: Services, push: Push, person: Person) -> cards.Said:
    """The push in words, which every card about it needs."""
    title = title_of(services, push, person)
    place = services.label(push.place, _day_of(push)) if push.place else ""
    return cards.said_of(words(person.language), push, title, place)


def _day_of(push: Push) -> date:
    return date.fromisoformat((push.created or push.due)[:10])


def title_of(services: Services, push: Push, person: Person) -> str:
    found = services.library.lesson(push.lesson)
    return found.title.to(person.language) if found else push.lesson


def progress(
    services: Services,
    person: Person,
    push: Push,
    told: PushPreview,
    sent: int | None,
    at: datetime,
) -> Card:
    """The progress, for the champion. `sent` is how many have received it, as it may be shown."""
    return cards.progress(
        words(person.language),
        said_of(services, push, person),
        pushing.shown_state(push, sent),
        told,
        sent,
        undo=push.may_be_undone(at),
        withdraw=push.may_be_withdrawn(at),
    )


def approval(
    services: Services, operator: Person, push: Push, champion: str, state: str, delivery: str = ""
) -> Card:
    """Asks an operator whether it may be sent, or shows the answer."""
    said, spoken = said_of(services, push, operator), words(operator.language)
    return cards.approval(spoken, said, champion, push.asked, state, delivery)


def shared(
    services: Services,
    lesson: Lesson,
    spoken: Words,
    token: str,
    draw: Callable[..., Card] = shared_cards.shared,
    **facts: Any,
) -> Card:
    """The card that everybody in a chat sees, or a search result."""
    language = as_language(spoken.language) or "nb"
    course = services.library.course_of(lesson).title.to(language)
    link = chat_link(services.app_id, lesson.title.to(language))
    return draw(spoken, lesson, course, token, link, picture_of(services, lesson), **facts)


def started(services: Services, spoken: Words, told: int) -> str:
    """How many have started from such a card, in words."""
    return shared_cards.counted(spoken, told, exact=services.min_group_size <= 1)


def _push(request: CardRequest[PushDetails]) -> Card | None:
    """The lesson as the champion's recommendation, with their name and words above it."""
    row, services, push = request.row, request.services, request.details
    found = services.library.lesson(row.subject)
    if found is None:
        return None
    return lesson(
        services,
        found,
        request.person,
        request.state,
        because=outreach.because(request.words, row.kind, push.by),
        delivery=request.key,
        corrected=row.corrected,
        said=push.words,
        by=push.by,
        pushed=True,
    )


def _approval(request: CardRequest[ApprovalDetails | None]) -> Card | None:
    asked, services = request.details, request.services
    if asked is None or services.library.lesson(asked.push.lesson) is None:
        return None
    person, key = request.person, request.key
    return approval(services, person, asked.push, asked.champion, "asking", key)


def _message(request: CardRequest[MessageDetails]) -> Card | None:
    text = text_for(request.details.texts, request.words.language)
    if not text:
        return None
    sender, link = request.services.sender, request.details.link
    return message(request.words, sender, text, link, request.key)


DRAWERS: Final = {
    "push": _push,
    "approval": _approval,
    "shared": lesson_sent,
    "broadcast": lesson_sent,
    "message": _message,
}
