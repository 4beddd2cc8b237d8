"""All that is stored about one person: shown to them, taken out, and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from bot.actions.champions.letters import forget_writer
from bot.actions.people.email_index import mail_key, of_person
from bot.actions.people.pending import forget_person
from bot.actions.people.records import add_counts, erased_key, find
from bot.actions.pushes import share_rows
from bot.actions.pushes.rows import forget_champion
from bot.actions.shared.delivery_counts import count
from bot.core import documents
from bot.core.champions import letter as champion_letter
from bot.core.delivery.deliveries import WAITING
from bot.core.people import municipality_counts
from bot.core.people.person import Person, moment
from bot.ports import Doc, Tx
from bot.services import Services

# Every kind with rows of a person's own, found by the field `person`.
OWN: Final = (
    documents.MEMBERSHIPS,
    documents.PROGRESS,
    documents.ATTEMPTS,
    documents.COMPLETIONS,
    documents.OPINIONS,
    documents.RECALLS,
    documents.DELIVERIES,
    documents.REPLIES,
    documents.THANKS,
    documents.LETTERS,
    documents.ADDRESSES,
)
_PAGE: Final = 500


async def my_data(services: Services, key: str) -> dict[str, Any] | None:
    """Everything stored about the person, by kind, as JSON values; None for someone not known."""

    def change(tx: Tx) -> dict[str, Any] | None:
        person = tx.get(documents.PEOPLE, key)
        if person is None:
            return None
        rows = {kind: [doc for _, doc in rows_of(tx, kind, key)] for kind in OWN}
        called = tx.find(documents.GATHERINGS, by=key, limit=1000)
        rows[documents.GATHERINGS] = [doc for _, doc in called]
        rows[documents.SHARES] = [doc for _, doc in tx.find(documents.SHARES, by=key, limit=1000)]
        rows[documents.PUSHES] = [doc for _, doc in tx.find(documents.PUSHES, by=key, limit=1000)]
        written = tx.find(documents.LETTERS, by=key, limit=1000)
        rows[documents.LETTERS] += [champion_letter.as_written(doc) for _, doc in written]
        journey = tx.get(documents.JOURNEYS, key)
        return {documents.PEOPLE: person, documents.JOURNEYS: [journey] if journey else []} | rows

    return await services.store.run(change)


async def erase(services: Services, key: str, at: datetime) -> Person | None:
    """Drop every personal row. Counts stay, deliveries stay counted without a person, and keyed
    hashes keep the next roster from bringing the person back. None for someone not known."""
    address = await _address(services, key)

    def change(tx: Tx) -> Person | None:
        person = find(tx, key)
        if person is None:
            return None
        forget_person(services, tx, person, address, at)
        drop(tx, person, at)
        tx.put(documents.ERASED, erased_key(services, key), {"at": moment(at)[:10]})
        return person

    return await services.store.run(change)


async def _address(services: Services, key: str) -> str:
    """The keyed hash of the person's address where none is kept: the roster may know them by it.
    "" where it can't be known, or is."""
    person = await services.store.run(lambda tx: None if of_person(tx, key) else find(tx, key))
    member = await services.messenger.member(person.address) if person else None
    return mail_key(services, member.email) if member else ""


def drop(tx: Tx, person: Person, at: datetime) -> dict[str, int]:
    """Delete the person and every row of theirs; how many rows of each kind there were. Counts of
    what they did stay, deliveries stay counted without them."""
    gone = {}
    for kind in OWN:
        rows = rows_of(tx, kind, person.key)
        for row, doc in rows:
            drop_row(tx, kind, row, doc)
        gone[kind] = len(rows)
    for row, doc in tx.find(documents.GATHERINGS, by=person.key, limit=1000):
        tx.put(documents.GATHERINGS, row, doc | {"by": ""})  # others were there: it stays, unnamed
    forget_champion(tx, person.key)
    share_rows.forget(tx, person.key)
    forget_writer(tx, person.key)
    gone[documents.PEOPLE] = int(tx.delete(documents.PEOPLE, person.key))
    tx.delete(documents.JOURNEYS, person.key)
    add_counts(tx, municipality_counts.left(person, moment(at)[:10]))
    return gone


def drop_row(tx: Tx, kind: str, row: str, doc: Doc) -> None:
    if kind == documents.DELIVERIES:
        state = _settled(tx, doc)
        tx.add(f"deliveries|erased|{doc['kind']}|{state}")
    tx.delete(kind, row)


def _settled(tx: Tx, row: Doc) -> str:
    """The state in which a row goes. One that still waits waits no longer; one that a crash left
    open was not yet counted as uncertain."""
    if row["state"] in WAITING:
        count(tx, row, "waiting", "skipped")
        return "skipped"
    if row["fix"] == "interrupted":
        count(tx, row, "waiting", row["state"])
    return str(row["state"])


def rows_of(tx: Tx, kind: str, key: str) -> list[tuple[str, Doc]]:
    """Every document of that kind (one of `OWN`) that is the person's."""
    rows: list[tuple[str, Doc]] = []
    while page := tx.find(kind, person=key, after=rows[-1][0] if rows else "", limit=_PAGE):
        rows += page
    return rows
