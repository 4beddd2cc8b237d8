"""All that is stored about one person: shown to them, taken out, and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from bot.actions.house import House
from bot.actions.people import add_counts, erased_key, find
from bot.core import kinds, tally
from bot.core.people import Person, moment
from bot.ports import Doc, Tx

# Every kind with rows of a person's own, found by the field `person`.
OWN: Final = (
    kinds.MEMBERSHIPS,
    kinds.PROGRESS,
    kinds.ATTEMPTS,
    kinds.COMPLETIONS,
    kinds.OPINIONS,
    kinds.RECALLS,
    kinds.DELIVERIES,
)
_PAGE: Final = 500


async def my_data(house: House, key: str) -> dict[str, Any] | None:
    """Everything stored about the person, by kind, as JSON values; None for someone not known."""

    def change(tx: Tx) -> dict[str, Any] | None:
        person = tx.get(kinds.PEOPLE, key)
        if person is None:
            return None
        rows = {kind: [doc for _, doc in _all(tx, kind, key)] for kind in OWN}
        journey = tx.get(kinds.JOURNEYS, key)
        return {kinds.PEOPLE: person, kinds.JOURNEYS: [journey] if journey else []} | rows

    return await house.store.run(change)


async def erase(house: House, key: str, at: datetime) -> Person | None:
    """Drop every personal row. Counts stay, deliveries stay counted without a person, and a keyed
    hash keeps the next roster from bringing the person back. None for someone not known."""

    def change(tx: Tx) -> Person | None:
        person = find(tx, key)
        if person is None:
            return None
        for kind in OWN:
            for row, doc in _all(tx, kind, key):
                if kind == kinds.DELIVERIES:
                    _count_delivery(tx, doc)
                tx.delete(kind, row)
        tx.delete(kinds.PEOPLE, key)
        tx.delete(kinds.JOURNEYS, key)
        add_counts(tx, tally.left(person, moment(at)[:10]))
        tx.put(kinds.ERASED, erased_key(house, key), {"at": moment(at)[:10]})
        return person

    return await house.store.run(change)


def _count_delivery(tx: Tx, doc: Doc) -> None:
    tx.add(f"deliveries|erased|{doc['kind']}|{doc['state']}")


def _all(tx: Tx, kind: str, key: str) -> list[tuple[str, Doc]]:
    rows: list[tuple[str, Doc]] = []
    while page := tx.find(kind, person=key, after=rows[-1][0] if rows else "", limit=_PAGE):
        rows += page
    return rows
