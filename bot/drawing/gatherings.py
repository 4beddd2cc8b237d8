"""Gatherings, for someone who is invited."""

from __future__ import annotations

from typing import Final

from bot.core.gatherings.views import Guest
from bot.drawing.request import CardRequest
from bot.locale import words
from cards.gatherings import gathering as cards
from cards.kit import Card


def guest(seen: Guest, lead: str, delivery: str) -> Card:
    """A gathering as it is now. `lead` is what the card began as, see `cards.gatherings`."""
    return cards.guest(words(seen.person.language), seen, lead, delivery)


def _invitation(request: CardRequest) -> Card | None:
    row = request.row
    return guest(row["guest"], "invitation", request.key) if "guest" in row else None


def _gathering(request: CardRequest) -> Card | None:
    """`slot` says what it is: a reminder, a notice, or the questions afterwards."""
    row = request.row
    lead = row["slot"].partition("/")[0]
    return guest(row["guest"], lead, request.key) if "guest" in row else None


DRAWERS: Final = {"invitation": _invitation, "gathering": _gathering}
