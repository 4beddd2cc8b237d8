"""Everything that is stored about a person: shown to them, exported, and erased. Each subject
declares in its `OWNS` what it keeps about people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.actions.people.email_index import member_keys
from bot.actions.people.identity.teams_facts import is_about
from bot.actions.people.pending import forget_person
from bot.actions.people.places import date_of
from bot.actions.people.records import find, forget
from bot.actions.shared.audit import erased_key
from bot.actions.shared.owned import keep
from bot.core import documents
from bot.core.figures.steps import whole_steps
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.records import ErasedMark
from bot.ports import Tx
from bot.services import Erasure, Fact, KeyedDocs, OwnedDocuments, Services

LASTS: Final = timedelta(minutes=5)  # how long the link to the file works
Found = list[tuple[OwnedDocuments, KeyedDocs]]


@dataclass(frozen=True, slots=True)
class StoredData:
    """What is kept about a person, for chat: facts, and the number of documents by name."""

    person: Person
    facts: tuple[Fact, ...]
    counts: dict[str, int]


async def my_data(services: Services, key: str) -> dict[str, Any] | None:
    """Everything stored about the person, by name, as JSON values: the file that they can download.
    None for an unknown person."""

    def change(tx: Tx) -> dict[str, Any] | None:
        if find(tx, key) is None:
            return None
        shown: dict[str, Any] = {each.name: [] for each in services.owns.documents}
        for each, docs in everything(services, tx, key):
            shown[each.name] += [each.show(doc) for _, doc in _told(services, each, docs)]
        (shown[documents.PEOPLE],) = shown[documents.PEOPLE]  # there is only one
        return shown | _counted(services, tx, key)

    return await services.store.read(change)


async def download(services: Services, key: str, at: datetime) -> dict[str, Any] | None:
    """The same, and the municipality that the recorded number stands for now: the file."""
    found = await my_data(services, key)
    if found is None:
        return None
    place = place_of(found["people"]["municipality"], found["people"]["unit"])
    number = municipality_on(services.municipalities, place, date_of(at))
    now = {"number": number, "name": services.municipalities.name(number) if number else ""}
    return found | {"people": found["people"] | {"municipality_now": now}}


async def look(services: Services, key: str, at: datetime) -> StoredData | None:
    """The same for chat, which shows some of it and counts the rest. None for an unknown person."""

    def change(tx: Tx) -> StoredData | None:
        person = find(tx, key)
        if person is None:
            return None
        facts: list[Fact] = []
        counts: Counter[str] = Counter()
        for each, docs in everything(services, tx, key):
            if each.facts:
                facts += [
                    fact for _, doc in docs for fact in each.facts(services, doc, date_of(at))
                ]
            else:
                counts[each.name] += len(_told(services, each, docs))
        return StoredData(person, tuple(facts), counts | _counted(services, tx, key))

    return await services.store.read(change)


async def erase(services: Services, key: str, at: datetime) -> Person | None:
    """Delete every personal document. Counts remain, deliveries are kept without a person, and
    keyed hashes keep the next roster from bringing the person back. None for an unknown person."""
    addresses = await _addresses(services, key)

    def change(tx: Tx) -> Person | None:
        person = find(tx, key)
        if person is None:
            return None
        forget_person(services, tx, person, addresses, at)
        drop(services, tx, key, at)
        tx.put(documents.ERASED, erased_key(services, key), ErasedMark(moment(at)[:10]))
        return person

    return await services.store.run(change)


def everything(services: Services, tx: Tx, key: str) -> Found:
    """All documents about this person, with their declarations."""
    return [(each, each.find(services, tx, key)) for each in services.owns.documents]


def drop(services: Services, tx: Tx, key: str, at: datetime) -> Counter[str]:
    """Erase everything about the person. Returns the number of documents that were deleted or made
    anonymous, by name. Dated counts of what they did remain."""
    gone: Counter[str] = Counter()
    if person := find(tx, key):
        forget(services, tx, person, at)
    for owned, docs in everything(services, tx, key):  # found before any of it is erased
        gone[owned.name] += sum(erase_document(tx, owned, key, row, at) for row, _ in docs)
    for each in services.owns.counts:
        counter = each.counter(services, key)
        tx.add(counter, -_count(tx, counter))
    return gone


def erase_document(tx: Tx, owned: OwnedDocuments, key: str, row: str, at: datetime) -> bool:
    """Erase one document, unless it was erased together with another; whether it was changed."""
    doc = tx.get(owned.collection, row)
    if doc is None or owned.erase is keep:
        return False
    owned.erase(tx, Erasure(key, at), row, doc)
    return True


def _told(services: Services, owned: OwnedDocuments, docs: KeyedDocs) -> KeyedDocs:
    """Those that the person may know of."""
    known = whole_steps(len(docs), services.min_group_size) if owned.in_steps else len(docs)
    return docs[:known]


def _counted(services: Services, tx: Tx, key: str) -> dict[str, int]:
    least, counts = services.min_group_size, services.owns.counts
    return {e.name: whole_steps(_count(tx, e.counter(services, key)), least) for e in counts}


def _count(tx: Tx, counter: str) -> int:
    return tx.count(counter)


async def _addresses(services: Services, key: str) -> tuple[str, ...]:
    """The keyed hashes of what Teams calls the person now, by which the next roster may know them;
    none if that can't be found out. What is stored may be out of date."""
    person = await services.store.run(lambda tx: find(tx, key))
    member = await services.messenger.member(person.address) if person else None
    known = member is not None and person is not None and is_about(member, person)
    return tuple(member_keys(services, member)) if member and known else ()
