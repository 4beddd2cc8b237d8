"""Undoes what earlier versions recorded when a roster came with the number of a merged
municipality: everybody moved, though only the number was new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.actions.people.places import date_of
from bot.actions.people.records import add_counts, own_facts, save
from bot.actions.shared.batches import readable
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.actor import BOT
from bot.core.people import municipality_counts
from bot.core.people.events import MembershipChanged, PersonPlaced
from bot.core.people.person import Person
from bot.core.people.places import path
from bot.core.people.records import Membership
from bot.core.store_facts import Renumbering
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services

PAGE: Final = 100  # people in one transaction
_DONE: Final = "renumbering-undone"


async def undo_renumbering(services: Services, at: datetime) -> int:
    """Put back whoever was moved from a former municipality to the one it merged into, without
    leaving their unit. Once for each store, and idempotent until it is done. Returns how many."""
    if await services.store.run(lambda tx: tx.get(documents.STORE_FACTS, _DONE) is not None):
        return 0
    back = 0
    for number in services.municipalities.merged:
        after = ""
        while True:
            found, n, after = await services.store.run(_page(services, number, after, at))
            back += n
            if found < PAGE:
                break
    done = Renumbering(str(date_of(at)))
    await services.store.run(lambda tx: tx.put(documents.STORE_FACTS, _DONE, done))
    return back


def _page(
    services: Services, number: str, after: str, at: datetime
) -> Callable[[Tx], tuple[int, int, str]]:
    """How many people were read and put back, and the key of the last one."""

    def change(tx: Tx) -> tuple[int, int, str]:
        rows = tx.find(documents.PEOPLE, municipality=number, after=after, limit=PAGE)
        people = [person for _, person in readable(rows, Person)]
        n = sum(_put_back(services, tx, each, at) for each in people)
        return len(rows), n, rows[-1][0] if rows else ""

    return change


def _put_back(services: Services, tx: Tx, before: Person, at: datetime) -> bool:
    rows = tx.find(documents.MEMBERSHIPS, person=before.key, limit=1000)
    found = sorted((from_doc(Membership, doc).since, key, doc) for key, doc in rows)
    if len(found) < 2:
        return False
    (_, _, was), (_, last, doc) = found[-2:]
    earlier, now = from_doc(Membership, was), from_doc(Membership, doc)
    if not _is_renumbered(services, earlier, now, before, at):
        return False
    tx.delete(documents.MEMBERSHIPS, last)
    tx.put(documents.MEMBERSHIPS, found[-2][1], replace(earlier, until=""))
    number = earlier.municipality
    counted_as = "" if before.counted_as == number else before.counted_as
    after = replace(before, municipality=number, counted_as=counted_as)
    add_counts(tx, municipality_counts.carried(before, after, now.since, own_facts(before)))
    announce(services, tx, MembershipChanged(before, after, now.since))
    save(tx, after)
    announce(services, tx, PersonPlaced(before, after, at, BOT))
    return True


def _is_renumbered(
    services: Services, earlier: Membership, now: Membership, person: Person, at: datetime
) -> bool:
    """Whether all that differs is the number, and the one has replaced the other."""
    here = (now.municipality, now.unit) == (person.municipality, person.unit)
    same = here and earlier.unit == now.unit and earlier.until == now.since and not now.until
    if not same or earlier.municipality == now.municipality:
        return False
    return now.municipality in path(services.municipalities, earlier.municipality, date_of(at))
