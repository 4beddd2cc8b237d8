"""What a drawer gets: everything that it needs to draw the card of a delivery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.core.delivery.deliveries import Delivery
from bot.core.people.person import Person
from bot.locale import Words, words
from bot.services import Services
from cards.kit import Card

D = TypeVar("D", covariant=True)


@dataclass(frozen=True, slots=True)
class CardRequest(Generic[D]):
    """The card of the delivery with this `key`. `details` is what its kind's `enrich` gave: each
    drawer says of what type that is. `state` is how far the person is in the lesson it is about:
    "new" when it goes out."""

    services: Services
    row: Delivery
    key: str
    person: Person
    details: D
    state: str = "new"

    @property
    def words(self) -> Words:
        return words(self.person.language)


Drawer = Callable[[CardRequest[Any]], Card | None]
"""Draws a card; None if its content no longer exists."""
