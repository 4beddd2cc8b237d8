"""The cards of becoming a champion and of newcomers, from their rows."""

from __future__ import annotations

from typing import Final

from bot.actions.people.places import label
from bot.core.delivery.deliveries import Row
from bot.core.people.person import Person
from bot.locale import Words
from bot.services import Services
from cards.champions import newcomers, suggestions
from cards.kit import Card

_CHAT: Final = "https://teams.microsoft.com/l/chat/0/0?users=8:orgid:"


def suggestion(services: Services, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    if "words" not in row:
        return None
    place = label(services, row["place"])
    return suggestions.asked(spoken, row["subject"], row["by_name"], row["words"], place, key)


def greeting(_: Services, row: Row, key: str, __: Person, spoken: Words) -> Card | None:
    if "words" not in row:
        return None
    return newcomers.greeting(spoken, row["by_name"], row["words"], _CHAT + row["by_entra"], key)


def champion(services: Services, row: Row, _: str, person: Person, spoken: Words) -> Card:
    """Welcome, or that it came to nothing."""
    if row["subject"] == "refused":
        return suggestions.answered(spoken, "refused")
    places = tuple(label(services, each) for each in person.scope)
    unasked = bool(row.get("counts", True))
    lesson = row.get("lesson", "")
    return suggestions.role(spoken, person.name, places, lesson, new=True, unasked=unasked)


def appointing(services: Services, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    """An operator is asked whether a colleague who said yes is to be a champion."""
    if "words" not in row:
        return None
    place, names = label(services, row["place"]), (row["name"], row["by_name"])
    return suggestions.appointing(
        spoken, row["subject"], *names, place, row["words"], "waiting", key
    )


def new(services: Services, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    if not row.get("new"):
        return None
    found = tuple(
        newcomers.NewcomerRow(each.entra, each.name, label(services, each.place), each.since)
        for each in row["new"]
    )
    return newcomers.listed(spoken, found, row["more"], unasked=True, delivery=key)


DRAWERS: Final = {
    "suggestion": suggestion,
    "greeting": greeting,
    "champion": champion,
    "appointing": appointing,
    "newcomers": new,
}
