"""What a drawer is given: everything that a card of a delivery says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.delivery.deliveries import Row
from bot.core.people.person import Person
from bot.locale import Words, words
from bot.services import Services
from cards.kit import Card


@dataclass(frozen=True, slots=True)
class CardRequest:
    """The card of the delivery with this `key`. Its `row` is enriched, as its kind declares it.
    `state` is how far the person is in the lesson it is about: "new" when it goes out."""

    services: Services
    row: Row
    key: str
    person: Person
    state: str = "new"

    @property
    def words(self) -> Words:
        return words(self.person.language)


Drawer = Callable[[CardRequest], Card | None]
"""None where there is nothing to show any more."""
