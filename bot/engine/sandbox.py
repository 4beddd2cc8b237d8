"""People taken from the real store into one of their own, and a messenger that reaches nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.actions.people.places import places_at, uses
from bot.core import documents
from bot.core.delivery.deliveries import EMPTY, salvaged
from bot.core.delivery.states import DeliveryState
from bot.core.people.places import place_of
from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message
from bot.core.values import Document, replace
from bot.ports import Doc, Tx
from bot.services import CardKind, Services

_PAGE: Final = 500
_NEVER: Final = "9999"
Copies = list[tuple[str, str, Doc | Document]]


def next_people(after: tuple[str, str], limit: int) -> Callable[[Tx], list[tuple[str, str]]]:
    """A page of everyone who is known, in the order of their `oldest`: (that, key), beyond
    `after`."""

    def change(tx: Tx) -> list[tuple[str, str]]:
        page = tx.due(documents.PEOPLE, _NEVER, after=after, limit=limit)
        return [(doc["oldest"], key) for key, doc in page]

    return change


def copied(kinds: Mapping[str, CardKind], keys: list[str]) -> Callable[[Tx], Copies]:
    """What planning and sending need of these people, as (kind, key, document)."""
    return lambda tx: [each for key in keys for each in _of_one(kinds, tx, key)]


def uses_of(services: Services, keys: list[str], until: datetime) -> Callable[[Tx], dict[str, int]]:
    """The counts that say which places are in use, of those where these people are or may be said
    to be by `until`: who is meant by a plan's unit depends on them."""

    def change(tx: Tx) -> dict[str, int]:
        places = places_at(services, tx, until)
        docs = (tx.get(documents.PEOPLE, key) or {} for key in keys)
        here = {(str(doc.get("municipality", "")), str(doc.get("unit", ""))) for doc in docs}
        written = {way for each in here if each[1] for way in places.written(place_of(*each))}
        return dict(item for each in sorted(written) for item in uses(tx, each))

    return change


def pasted(copies: Copies, counts: Mapping[str, int], anew: str = "") -> Callable[[Tx], None]:
    """`counts` are those of `uses_of`. `anew` is a moment when everyone is to be looked at, as when
    plans have changed; "" where each has their own."""

    def change(tx: Tx) -> None:
        for name, n in counts.items():
            tx.add(name, n)
        for kind, key, doc in copies:
            tx.put(kind, key, doc)
            if anew and kind == documents.JOURNEYS and isinstance(doc, dict):
                tx.put(kind, key, doc | {"next_at": anew})

    return change


def _of_one(kinds: Mapping[str, CardKind], tx: Tx, key: str) -> Copies:
    found: Copies = []
    for kind in (documents.PEOPLE, documents.JOURNEYS):
        doc = tx.get(kind, key)
        found += [(kind, key, doc)] if doc else []
    journey = tx.get(documents.JOURNEYS, key) or {}
    found += [(documents.PROGRESS, each, doc) for each, doc in _all(tx, documents.PROGRESS, key)]
    for each, doc in _all(tx, documents.DELIVERIES, key):
        found += _delivery(kinds, tx, each, doc, whole=each == journey.get("pending"))
    return found + [
        (documents.REPLIES, each, doc) for each, doc in _all(tx, documents.REPLIES, key)
    ]


def _delivery(kinds: Mapping[str, CardKind], tx: Tx, key: str, doc: Doc, *, whole: bool) -> Copies:
    """Of ended cards only that they were: their key is used up. Those on their way are planned."""
    row = salvaged(doc)
    if not row.is_waiting:
        used_up = replace(EMPTY, person=row.person, state=row.state)
        return [(documents.DELIVERIES, key, doc if whole else used_up)]
    reads = kinds[row.kind].reads(row) if row.kind in kinds else ()
    read = [(*each, tx.get(*each)) for each in reads]
    planned = doc | {"state": DeliveryState.PLANNED, "claimed_until": ""}
    return [(documents.DELIVERIES, key, planned), *((n, k, doc) for n, k, doc in read if doc)]


def _all(tx: Tx, kind: str, person: str) -> list[tuple[str, Doc]]:
    rows: list[tuple[str, Doc]] = []
    while page := tx.find(kind, person=person, after=rows[-1][0] if rows else "", limit=_PAGE):
        rows += page
    return rows


class NullMessenger:
    """The `Messenger` of a rehearsal: it sends nothing."""

    async def send(self, to: Address, message: Message) -> SendOutcome:
        return _nowhere(to, message)

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        return _nowhere(to, activity, message)

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        return _nowhere(to, activity)

    async def open(self, to: Address) -> SendOutcome:
        return _nowhere(to)

    async def member(self, to: Address) -> Member | None:
        _nowhere(to)
        return None

    async def members(self, to: Address) -> int | None:
        _nowhere(to)
        return None


def _nowhere(*_: object) -> SendOutcome:
    return SendOutcome(Ended.REFUSED, reason="rehearsal")
