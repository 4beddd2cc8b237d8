"""The cards of becoming a champion and of newcomers, from their rows."""

from __future__ import annotations

from typing import Final

from bot.actions.people.places import label
from bot.core.delivery.deliveries import Row
from bot.core.people.person import Person
from bot.locale import Words
from bot.services import House
from cards.champions import newcomers, suggestions
from cards.kit import Card

_CHAT: Final = "https://teams.microsoft.com/l/chat/0/0?users=8:orgid:"


def suggestion(house: House, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    if "words" not in row:
        return None
    place = label(house, row["place"])
    return suggestions.asked(spoken, row["subject"], row["by_name"], row["words"], place, key)


def greeting(_: House, row: Row, key: str, __: Person, spoken: Words) -> Card | None:
    if "words" not in row:
        return None
    return newcomers.greeting(spoken, row["by_name"], row["words"], _CHAT + row["by_entra"], key)


def champion(house: House, row: Row, _: str, person: Person, spoken: Words) -> Card:
    """Welcome, or that it came to nothing."""
    if row["subject"] == "refused":
        return suggestions.answered(spoken, "refused")
    places = tuple(label(house, each) for each in person.scope)
    unasked = bool(row.get("counts", True))
    lesson = row.get("lesson", "")
    return suggestions.role(spoken, person.name, places, lesson, new=True, unasked=unasked)


def appointing(house: House, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    """An operator is asked whether a colleague who said yes is to be a champion."""
    if "words" not in row:
        return None
    place, names = label(house, row["place"]), (row["name"], row["by_name"])
    return suggestions.appointing(
        spoken, row["subject"], *names, place, row["words"], "waiting", key
    )


def new(house: House, row: Row, key: str, _: Person, spoken: Words) -> Card | None:
    if not row.get("new"):
        return None
    found = tuple(
        newcomers.New(each.entra, each.name, label(house, each.place), each.since)
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
