"""A unit that is transferred to another municipality: its people are moved there on the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from bot.actions.people.places import places_at
from bot.actions.people.records import move, save
from bot.actions.shared.batches import readable
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.actor import BOT
from bot.core.people.events import PersonPlaced
from bot.core.people.municipalities import Transfer
from bot.core.people.person import Person
from bot.core.people.places import split
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

PAGE: Final = 50  # people in one transaction


async def move_transferred(services: Services, at: datetime) -> int:
    """Move the people of every unit that has been transferred by now, from the day of its transfer
    on. Idempotent: whoever is moved is not found again. Returns how many were moved."""
    moved = 0
    for transfer, place in await services.store.run(lambda tx: list(_due(services, tx, at))):
        while n := await services.store.run(_moving(services, transfer, place, at)):
            moved += n
    return moved


def _due(services: Services, tx: Tx, at: datetime) -> Iterator[tuple[Transfer, str]]:
    places = places_at(services, tx, at)
    for each in services.municipalities.transfers:
        if each.day <= places.day:
            yield from ((each, place) for place in places.written_before(each))


def _moving(
    services: Services, transfer: Transfer, place: str, at: datetime
) -> Callable[[Tx], int]:
    number, unit = split(place)

    def change(tx: Tx) -> int:
        rows = tx.find(documents.PEOPLE, municipality=number, unit=unit, limit=PAGE)
        found = [person for _, person in readable(rows, Person)]
        for each in found:
            _move(services, tx, transfer, each, at)
        return len(found)

    return change


def _move(services: Services, tx: Tx, transfer: Transfer, before: Person, at: datetime) -> None:
    after = replace(before, municipality=transfer.joins)
    after = move(services, tx, before, after, str(transfer.day))
    save(tx, after)
    announce(services, tx, PersonPlaced(before, after, at, BOT))
