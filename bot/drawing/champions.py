"""Draws the cards about becoming and being a champion, and about newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from bot.core.champions.letter import Letter
from bot.core.champions.newcomer import Newcomer
from bot.core.champions.views import (
    LetterDetails,
    NewcomersDetails,
    RecruitmentDetails,
    RoleDetails,
)
from bot.core.people.person import Person
from bot.drawing.request import CardRequest
from bot.locale import words
from bot.services import Services
from cards.champions import newcomers as newcomer_cards
from cards.champions import recruitment, suggestions
from cards.kit import Card

_CHAT: Final = "https://teams.microsoft.com/l/chat/0/0?users=8:orgid:"


def suggestion(
    services: Services, person: Person, letter: Letter, by_name: str, delivery: str
) -> Card:
    """Asks a colleague whether they want to be a champion."""
    place = services.label(letter.place, _day_of(letter))
    return suggestions.asked(
        words(person.language), letter.id, by_name, letter.words, place, delivery
    )


def appointing(
    services: Services,
    operator: Person,
    letter: Letter | None,
    names: tuple[str, str],
    state: str,
    delivery: str,
) -> Card:
    """Asks an operator whether a colleague who said yes should become a champion. `names` are the
    colleague's and that of the person who suggested them. Without a letter the question is void."""
    id, place, own = (letter.id, letter.place, letter.words) if letter else ("", "", "")
    spoken = words(operator.language)
    where = services.label(place, _day_of(letter)) if letter else ""
    return suggestions.appointing(spoken, id, *names, where, own, state, delivery)


def role(
    services: Services, champion: Person, lesson: str, day: date, *, new: bool, unasked: bool
) -> Card:
    """What a champion can do, with a welcome for a `new` one. `lesson` is the next in their course,
    "" for none."""
    places = services.labels(champion.scope, day)
    return suggestions.role(
        words(champion.language), champion.name, places, lesson, new=new, unasked=unasked
    )


def newcomers(
    services: Services,
    champion: Person,
    found: Sequence[Newcomer],
    more: int,
    day: date,
    *,
    unasked: bool = False,
    delivery: str = "",
) -> Card:
    """Who is new, for a champion nearby."""
    rows = tuple(
        newcomer_cards.NewcomerRow(
            each.entra, each.name, services.label(each.place, day), each.since
        )
        for each in found
    )
    return newcomer_cards.listed(
        words(champion.language), rows, more, unasked=unasked, delivery=delivery
    )


def _day_of(letter: Letter) -> date:
    return date.fromisoformat(letter.at[:10])


def _due(request: CardRequest[Any]) -> date:
    return date.fromisoformat(request.row.due_at[:10])


def _suggestion(request: CardRequest[LetterDetails | None]) -> Card | None:
    found = request.details
    if found is None:
        return None
    return suggestion(request.services, request.person, found.letter, found.by, request.key)


def _greeting(request: CardRequest[LetterDetails | None]) -> Card | None:
    found = request.details
    if found is None:
        return None
    chat = _CHAT + found.by_entra
    return newcomer_cards.greeting(request.words, found.by, found.letter.words, chat, request.key)


def _champion(request: CardRequest[RoleDetails]) -> Card:
    """The welcome for a new champion, or the news that an operator said no."""
    row = request.row
    if row.subject == "refused":
        return suggestions.answered(request.words, "refused")
    lesson = request.details.lesson
    return role(
        request.services, request.person, lesson, _due(request), new=True, unasked=row.takes_room
    )


def _appointing(request: CardRequest[LetterDetails | None]) -> Card | None:
    found = request.details
    if found is None:
        return None
    names = (found.about, found.by)
    return appointing(request.services, request.person, found.letter, names, "waiting", request.key)


def _newcomers(request: CardRequest[NewcomersDetails]) -> Card | None:
    found = request.details
    if not found.new:
        return None
    return newcomers(
        request.services,
        request.person,
        found.new,
        found.more,
        _due(request),
        unasked=True,
        delivery=request.key,
    )


def _recruit(request: CardRequest[RecruitmentDetails]) -> Card | None:
    """Nearby units that have no champion yet."""
    found = request.details
    if not found.units:
        return None
    place = request.services.label(found.municipality, _due(request))
    return recruitment.recruit(request.words, place, found.units, found.more, request.key)


DRAWERS: Final = {
    "appointing": _appointing,
    "suggestion": _suggestion,
    "greeting": _greeting,
    "champion": _champion,
    "newcomers": _newcomers,
    "recruit": _recruit,
}
