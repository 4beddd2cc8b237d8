"""Finding and saving people, recording where they belong, and removing the app."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot.actions.shared.audit import erased_key
from bot.actions.shared.batches import readable
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.moments import moment
from bot.core.people import municipality_counts
from bot.core.people import person as people
from bot.core.people.events import MembershipChanged, PersonSeen
from bot.core.people.person import Leaving, Person, Visitor
from bot.core.people.records import Membership, membership
from bot.core.values import replace
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


def move(services: Services, tx: Tx, before: Person, after: Person, day: str) -> Person:
    """Record that the person belongs elsewhere from `day` (ISO date), has left, or is back: in
    memberships, and in the counts of everything that they have done. The past is not rewritten: if
    an earlier change is from a later day, this one counts from that day too.

    Returns `after` as it is to be saved. The caller saves it and announces the event.
    """
    if _counted_facts(before) == _counted_facts(after):
        return after
    after = replace(after, counted_as=_counted_as(services, before, after, day))
    latest = memberships(tx, before.key)
    day = max([day, *(max(each.since, each.until) for each in latest.values())])
    if _membership_facts(before) != _membership_facts(after):
        _write_membership(tx, latest, after, day)
    add_counts(
        tx, municipality_counts.carried(before, after, day, own_facts(before), own_facts(after))
    )
    announce(services, tx, MembershipChanged(before, after, day))
    return after


def depart(services: Services, tx: Tx, person: Person, at: datetime) -> Person:
    """Take somebody whose leaving date has come out of the figures, from that date. Returns them
    as they are to be saved; unchanged if it has not come, or was counted already."""
    if not person.is_member or not people.has_left(person, at):
        return person
    gone = replace(person, leaving=Leaving.COUNTED)
    return move(services, tx, person, gone, min(person.left_on, moment(at)[:10]))


def forget(services: Services, tx: Tx, person: Person, at: datetime) -> None:
    """The person is about to be erased: current figures are without them from now on; dated ones
    keep what happened."""
    person = depart(services, tx, person, at)
    add_counts(tx, municipality_counts.erased(person, moment(at)[:10], own_facts(person)))
    announce(services, tx, MembershipChanged(person, None, moment(at)[:10]))


def add_counts(tx: Tx, changes: dict[str, int]) -> None:
    for counter, n in changes.items():
        tx.add(counter, n)


def was_erased(services: Services, tx: Tx, key: str) -> bool:
    return tx.get(documents.ERASED, erased_key(services, key)) is not None


def forgive(services: Services, tx: Tx, key: str, addresses: Iterable[str]) -> None:
    """Delete the marks that somebody was erased, since they came back by themselves. `addresses`
    are the keyed hashes of their addresses."""
    for each in (erased_key(services, key), *addresses):
        if tx.get(documents.ERASED, each) is not None:
            tx.delete(documents.ERASED, each)


def own_facts(person: Person) -> dict[str, str]:
    """The facts about a person that are known here, for the counts."""
    facts = {municipality_counts.PEOPLE: ""}
    if person.is_rostered:
        facts[municipality_counts.ROSTERED] = ""
    return facts


def _membership_facts(person: Person) -> tuple[object, ...]:
    return person.municipality, person.unit, person.is_member


def _counted_facts(person: Person) -> tuple[object, ...]:
    """All that the counts know of a person besides what they have done."""
    return *_membership_facts(person), person.is_rostered


def _counted_as(services: Services, before: Person, after: Person, day: str) -> str:
    """A new number of the same municipality is no move: dated counts stay under the former one, so
    that they are right on the map of any day."""
    if not before.is_member or not before.municipality:
        return ""
    if before.municipality == after.municipality:
        return before.counted_as
    today = services.municipalities.resolve(before.municipality, date.fromisoformat(day))
    return before.dated_place if today == after.municipality and after.is_member else ""


def memberships(tx: Tx, key: str) -> dict[str, Membership]:
    found = tx.find(documents.MEMBERSHIPS, person=key, limit=1000)
    return dict(readable(found, Membership))


def _write_membership(tx: Tx, known: dict[str, Membership], after: Person, day: str) -> None:
    """End those that last, and begin a new one unless the person has left."""
    for key, earlier in known.items():
        if not earlier.until and (earlier.since < day or not after.is_member):
            tx.put(documents.MEMBERSHIPS, key, replace(earlier, until=day))
    if after.is_member:
        _belongs(tx, after, day)


def _belongs(tx: Tx, person: Person, day: str) -> None:
    tx.put(documents.MEMBERSHIPS, f"{person.key}/{day}", membership(person, day))
