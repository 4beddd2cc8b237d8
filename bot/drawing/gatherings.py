"""Draws gatherings for people who are invited."""

from __future__ import annotations

from typing import Final

from bot.core.gatherings.gathering import GATHERING, INVITATION
from bot.core.gatherings.views import Guest
from bot.drawing.request import CardRequest
from bot.locale import words
from cards.gatherings import gathering as cards
from cards.kit import Card


def guest(seen: Guest, lead: str, delivery: str) -> Card:
    """A gathering as it is now. `lead` is what the card was sent as, see
    `cards.gatherings.gathering.guest`."""
    return cards.guest(words(seen.person.language), seen, lead, delivery)


def _invitation(request: CardRequest[Guest | None]) -> Card | None:
    return guest(request.details, INVITATION, request.key) if request.details else None


def _gathering(request: CardRequest[Guest | None]) -> Card | None:
    """A reminder, a notice, or the questions afterwards, as the row's `slot` says."""
    lead = request.row.slot.partition("/")[0]
    return guest(request.details, lead, request.key) if request.details else None


DRAWERS: Final = {INVITATION: _invitation, GATHERING: _gathering}
