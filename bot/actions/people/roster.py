"""Imports the roster: checks rows, applies them, and finds people who are missing from it.

A row is about a known person (found by Entra id, or by the keyed hash of an e-mail address that the
connector gave earlier), or it waits until they appear. Rows are applied in small transactions, so
that no turn waits for a large file; an import that was interrupted is simply run again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.actions.people.email_index import mail_key, owner
from bot.actions.people.leaving_date import leaves
from bot.actions.people.pending import is_erased, keys_of, wait
from bot.actions.people.placement import Placement, foreseen, settle
from bot.actions.people.places import numbers_of
from bot.actions.people.records import find
from bot.actions.people.rights import require_operator
from bot.actions.people.waiting_rows import forget
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import pseudonym, record_part
from bot.core import documents
from bot.core.actor import Actor
from bot.core.people.person import Person
from bot.core.people.records import PendingRow
from bot.core.people.roster import Entry
from bot.core.values import from_doc
from bot.ports import Doc, Tx
from bot.services import Services

BATCH: Final = 20  # rows in one transaction
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What a row does, or would do: the words of `bot.actions.people.placement.foreseen`, or
    "waits"; nothing if everything is as it says. "waits" does not say whether the row was waiting
    before, which would reveal who has erased their data. `who` identifies a known person, and is ""
    for others."""

    row: int
    does: tuple[str, ...] = ()
    who: str = ""


@dataclass(frozen=True, slots=True)
class NotOnRoster:
    """People whom the roster has placed in these municipalities but who are not in the file, and
    waiting rows by key."""

    people: tuple[Person, ...]
    waiting: tuple[tuple[str, PendingRow], ...]


async def look(
    services: Services, entries: Iterable[Entry], day: date, at: datetime
) -> list[RosterChange]:
    """What these rows would do. Changes nothing."""
    return await _each(services, entries, lambda batch: _looking(services, batch, day, at))


async def apply(
    services: Services, actor: Actor, entries: Iterable[Entry], day: date, at: datetime
) -> list[RosterChange]:
    """Apply these rows, from `day` on. Idempotent. The audit gets the counts, and each change of a
    role. Raises `NotAllowed` unless the actor is an operator of everything."""
    return await _each(services, entries, lambda batch: _applying(services, actor, batch, day, at))


async def missing(
    services: Services, entries: Sequence[Entry], known: Collection[str], at: datetime
) -> NotOnRoster:
    """People whom an earlier roster placed in the file's municipalities, but who are not in the
    file. `known` has the `who` of its rows. Changes nothing."""
    numbers = sorted({n for each in entries for n in numbers_of(services, each.municipality, at)})
    expected = {key for each in entries for key in keys_of(services, each)}
    gone, waiting = [], []
    for number in numbers:
        async for _, doc in _all(services, documents.PEOPLE, number):
            person = from_doc(Person, doc)
            placed = person.municipality_by == "roster" and not person.left_on
            if placed and pseudonym(services, person.key) not in known:
                gone.append(person)
        async for key, doc in _all(services, documents.PENDING, number):
            if key not in expected:
                waiting.append((key, from_doc(PendingRow, doc)))
    return NotOnRoster(tuple(gone), tuple(waiting))


async def have_left(
    services: Services,
    actor: Actor,
    persons: Iterable[str],
    waiting: Iterable[str],
    day: date,
    at: datetime,
) -> int:
    """Mark these people (keys) as leaving on `day`, and delete these waiting rows. Returns how many
    there were. Raises `NotAllowed` unless the actor is an operator of everything."""
    left = 0
    for key in persons:
        left += await leaves(services, actor, key, str(day), at) is not None
    for key in waiting:
        left += await services.store.run(_dropping(services, actor, key, at))
    return left


def _dropping(services: Services, actor: Actor, key: str, at: datetime) -> Callable[[Tx], bool]:
    def change(tx: Tx) -> bool:
        require_operator(tx, actor, "change the roster", at)
        waited = forget(tx, key)
        if waited:
            record_part(services, tx, actor, Act.ROSTER_ROWS_DROPPED, at, {"rows": 1})
        return waited

    return change


async def _each(
    services: Services,
    entries: Iterable[Entry],
    do: Callable[[Sequence[Entry]], Callable[[Tx], list[RosterChange]]],
) -> list[RosterChange]:
    waiting, done = list(entries), []
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        done += await services.store.run(do(batch))
        await asyncio.sleep(0)  # if nothing was written, the store has not yielded to the loop
    return done


def _looking(
    services: Services, batch: Sequence[Entry], day: date, at: datetime
) -> Callable[[Tx], list[RosterChange]]:
    return lambda tx: [_one(services, tx, None, each, day, at) for each in batch]


def _applying(
    services: Services, actor: Actor, batch: Sequence[Entry], day: date, at: datetime
) -> Callable[[Tx], list[RosterChange]]:
    def change(tx: Tx) -> list[RosterChange]:
        require_operator(tx, actor, "import a roster", at)
        done = [_one(services, tx, actor, each, day, at) for each in batch]
        counts = {"rows": len(batch)} | Counter(word for each in done for word in each.does)
        record_part(services, tx, actor, Act.ROSTER_IMPORTED, at, counts)
        return done

    return change


def _one(
    services: Services, tx: Tx, actor: Actor | None, entry: Entry, day: date, at: datetime
) -> RosterChange:
    """What this row does; it is done only if there is an actor."""
    person = _known(services, tx, entry)
    if person is not None:
        where = Placement(entry.municipality, entry.unit, entry.role)
        does = foreseen(services, person, where, day)
        if actor:
            settle(services, tx, actor, person, where, day, at)
        return RosterChange(entry.row, does, pseudonym(services, person.key))
    # Somebody who erased their data looks like somebody who has not used the bot: it is nobody
    # else's business.
    if actor and not is_erased(services, tx, entry):
        wait(services, tx, entry, at)
    return RosterChange(entry.row, ("waits",))


def _known(services: Services, tx: Tx, entry: Entry) -> Person | None:
    tenants = (entry.tenant,) if entry.tenant else sorted(services.tenants)
    keys = [f"{tenant}:{entry.entra}" for tenant in tenants] if entry.entra else []
    if entry.mail:
        keys.append(owner(tx, mail_key(services, entry.mail)))
    found = (find(tx, key) for key in keys if key)
    return next((each for each in found if each), None)


async def _all(services: Services, kind: str, number: str) -> AsyncIterator[tuple[str, Doc]]:
    """Every document of this kind in that municipality, a page at a time."""
    after = ""
    while page := await services.store.run(_page(kind, number, after)):
        for each in page:
            yield each
        after = page[-1][0]
        await asyncio.sleep(0)


def _page(kind: str, number: str, after: str) -> Callable[[Tx], list[tuple[str, Doc]]]:
    return lambda tx: tx.find(kind, municipality=number, after=after, limit=_PAGE)
