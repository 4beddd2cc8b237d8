"""Draws cards of enriched deliveries, both to send them and to show them again: one drawer for each
kind of card.

The list of subjects is the table of contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from bot.core.people.person import Person
from bot.core.turn import Message
from bot.drawing import champions, delivery, gatherings, learning, pushes
from bot.drawing.request import CardRequest, Drawer
from bot.services import Services
from cards.kit import Card

SUBJECTS: Final = (learning, delivery, pushes, gatherings, champions)


def drawers() -> Iterator[tuple[str, Drawer]]:
    """Each kind of card with its drawer."""
    return chain.from_iterable(each.DRAWERS.items() for each in SUBJECTS)


_DRAWERS: Final = dict(drawers())


def card(request: CardRequest[Any]) -> Card | None:
    """The card of this delivery; None if its content no longer exists. Raises `KeyError` for a kind
    without a drawer."""
    return _DRAWERS[request.row.kind](request)


def message(services: Services, person: Person, card: Card, *, alert: bool = False) -> Message:
    """The card as a message to this person; `alert` makes Teams notify them."""
    return Message(card.json(services.whom(person.user)), card.summary, alert=alert)


def delivered(request: CardRequest[Any]) -> Message | None:
    """The message of this delivery, with a notification; None if its content no longer exists.
    Raises `KeyError` for a kind without a drawer."""
    drawn = card(request)
    return message(request.services, request.person, drawn, alert=True) if drawn else None
