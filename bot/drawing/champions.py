"""Becoming a champion, being one, and newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.core.champions.letter import Letter
from bot.core.champions.newcomer import Newcomer
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
    """A colleague is asked whether they would be a champion."""
    place = services.label(letter.place)
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
    """An operator is asked whether a colleague who said yes is to be a champion. `names` are the
    colleague's, and the one's who suggested them. Without a letter nothing is asked any more."""
    id, place, own = (letter.id, letter.place, letter.words) if letter else ("", "", "")
    spoken, where = words(operator.language), services.label(place)
    return suggestions.appointing(spoken, id, *names, where, own, state, delivery)


def role(services: Services, champion: Person, lesson: str, *, new: bool, unasked: bool) -> Card:
    """What a champion can do; a welcome for a `new` one. `lesson` is the next one of their course,
    "" for none."""
    places = tuple(services.label(each) for each in champion.scope)
    return suggestions.role(
        words(champion.language), champion.name, places, lesson, new=new, unasked=unasked
    )


def newcomers(
    services: Services,
    champion: Person,
    found: Sequence[Newcomer],
    more: int,
    *,
    unasked: bool = False,
    delivery: str = "",
) -> Card:
    """Who is new, for a champion near by."""
    rows = tuple(
        newcomer_cards.NewcomerRow(each.entra, each.name, services.label(each.place), each.since)
        for each in found
    )
    return newcomer_cards.listed(
        words(champion.language), rows, more, unasked=unasked, delivery=delivery
    )


def _suggestion(request: CardRequest) -> Card | None:
    row = request.row
    if "letter" not in row:
        return None
    return suggestion(request.services, request.person, row["letter"], row["by_name"], request.key)


def _greeting(request: CardRequest) -> Card | None:
    row = request.row
    if "letter" not in row:
        return None
    chat = _CHAT + row["by_entra"]
    own = row["letter"].words
    return newcomer_cards.greeting(request.words, row["by_name"], own, chat, request.key)


def _champion(request: CardRequest) -> Card:
    """Welcome, or that it came to nothing."""
    row = request.row
    if row["subject"] == "refused":
        return suggestions.answered(request.words, "refused")
    lesson, unasked = row.get("lesson", ""), bool(row.get("counts", True))
    return role(request.services, request.person, lesson, new=True, unasked=unasked)


def _appointing(request: CardRequest) -> Card | None:
    row = request.row
    if "letter" not in row:
        return None
    names = (row["name"], row["by_name"])
    return appointing(
        request.services, request.person, row["letter"], names, "waiting", request.key
    )


def _newcomers(request: CardRequest) -> Card | None:
    row = request.row
    if not row.get("new"):
        return None
    return newcomers(
        request.services,
        request.person,
        row["new"],
        row["more"],
        unasked=True,
        delivery=request.key,
    )


def _recruit(request: CardRequest) -> Card | None:
    """Where there is no champion yet, near this one."""
    row = request.row
    if not row.get("units"):
        return None
    place = request.services.label(row["place"])
    return recruitment.recruit(request.words, place, row["units"], row["more"], request.key)


DRAWERS: Final = {
    "appointing": _appointing,
    "suggestion": _suggestion,
    "greeting": _greeting,
    "champion": _champion,
    "newcomers": _newcomers,
    "recruit": _recruit,
}
