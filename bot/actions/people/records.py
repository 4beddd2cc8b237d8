"""Finding and saving people, recording where they belong, and removing the app."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256

from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.people import municipality_counts
from bot.core.people import person as people
from bot.core.people.events import PersonSeen
from bot.core.people.person import Person, Visitor
from bot.core.people.records import Membership, membership
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services


async def leave(services: Services, who: Visitor, at: datetime) -> None:
    """The app was removed: nothing can be sent, but everything is kept in case they return."""

    def change(tx: Tx) -> None:
        person = find(tx, who.key)
        if person and person.installed:
            save(tx, replace(person, installed=False, seen=f"{at:%Y-%m-%d}"))

    await services.store.run(change)


async def look_up(services: Services, key: str) -> Person | None:
    return await services.store.run(lambda tx: find(tx, key))


async def notice(services: Services, who: Visitor, at: datetime) -> Person | None:
    """The sender, updated with what is new in the turn; None if they are unknown."""

    def change(tx: Tx) -> Person | None:
        before = find(tx, who.key)
        if before is None:
            return None
        person = people.seen_again(before, who, at)
        if person != before:
            save(tx, person)
            announce(services, tx, PersonSeen(before, person, at))
        return person

    return await services.store.run(change)


async def has_erased(services: Services, key: str) -> bool:
    return await services.store.run(lambda tx: was_erased(services, tx, key))


def find(tx: Tx, key: str) -> Person | None:
    return tx.get(documents.PEOPLE, key, Person)


def save(tx: Tx, person: Person) -> None:
    tx.put(documents.PEOPLE, person.key, person)


def newcomer(tx: Tx, who: Visitor, at: datetime) -> Person:
    """A new person, counted without a municipality. The caller saves them."""
    person = people.newcomer(who, at)
    add_counts(tx, municipality_counts.joined(person, person.joined))
    _belongs(tx, person, person.joined)
    return person


def move(tx: Tx, before: Person, after: Person, day: str) -> None:
    """Record that the person belongs elsewhere from `day` (ISO date), in memberships and counts.
    The caller saves the person and announces the event."""
    if (before.municipality, before.unit) == (after.municipality, after.unit):
        return
    add_counts(tx, municipality_counts.moved(before, after, day))
    for key, doc in tx.find(documents.MEMBERSHIPS, person=before.key, limit=1000):
        earlier = from_doc(Membership, doc)
        if not earlier.until and earlier.since < day:
            tx.put(documents.MEMBERSHIPS, key, replace(earlier, until=day))
    _belongs(tx, after, day)


def add_counts(tx: Tx, changes: dict[str, int]) -> None:
    for counter, n in changes.items():
        tx.add(counter, n)


def erased_key(services: Services, key: str) -> str:
    """All that is kept of an erased person: a keyed hash, which can only be compared."""
    return hmac.new(services.secret, key.encode(), sha256).hexdigest()


def was_erased(services: Services, tx: Tx, key: str) -> bool:
    return tx.get(documents.ERASED, erased_key(services, key)) is not None


def forgive(services: Services, tx: Tx, key: str, address: str) -> None:
    """Delete the marks that somebody was erased, since they came back by themselves. `address` is
    the keyed hash of their e-mail address, or ""."""
    for each in (erased_key(services, key), address):
        if each and tx.get(documents.ERASED, each) is not None:
            tx.delete(documents.ERASED, each)


def _belongs(tx: Tx, person: Person, day: str) -> None:
    tx.put(documents.MEMBERSHIPS, f"{person.key}/{day}", membership(person, day))
