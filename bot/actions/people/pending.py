"""Rows of the roster for people who have not used the bot yet, waiting under keyed hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.email_index import entra_key, mail_keys, of_person
from bot.actions.people.identity.jobs import Known, recorded, weighed
from bot.actions.people.placement import Placement, recorded_as, settle
from bot.actions.people.places import date_of
from bot.actions.people.records import was_erased
from bot.actions.people.waiting_rows import forget, keep_row, waiting
from bot.core import documents
from bot.core.actor import BOT
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.records import ErasedMark, PendingRow
from bot.core.people.roster import Entry
from bot.core.store_facts import WaitingNews
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_FRESH: Final = timedelta(days=30)  # an unchanged row is written again at most this often
NEWS: Final = "waiting-news"  # among the store's own facts


def keys_of(services: Services, entry: Entry) -> list[str]:
    """The keys under which this row may wait, the most reliable first."""
    found = [entra_key(services, entry.entra)] if entry.entra else []
    return [*found, *mail_keys(services, (entry.upn, entry.mail))]


def wait(
    services: Services,
    tx: Tx,
    entry: Entry,
    at: datetime,
    covers: Collection[str] | None = None,
) -> None:
    """Let the row wait for its person, in the place of one that waited under any of its keys. What
    it does not say stays as it was; `covers` is as in `weighed`. Idempotent."""
    keys = keys_of(services, entry)
    earlier = dict(_earlier(tx, entry, keys))
    before = next(iter(earlier.values()), None)
    by_id = bool(entry.entra) or any(each.by_id for each in earlier.values())
    said = {*mail_keys(services, entry.mails)}
    for first, each in earlier.items():
        keys = _names(first, each, keys, said)
    own = place_of(before.municipality, before.unit) if before else ""
    known = Known(own, before.also_in if before else ())
    entry = weighed(services, tx, entry, known, covers, date_of(at))
    row = _row(services, tx, entry, before, at, by_id=by_id)
    row = replace(row, also=tuple(keys[1:]))
    same = before is not None and row == replace(before, at=row.at)
    if before and same and [*earlier] == keys[:1] and before.at > moment(at - _FRESH)[:10]:
        return
    for key in earlier:
        forget(tx, key)
    keep_row(tx, keys, row)
    if before is None and entry.mails:
        tx.put(documents.STORE_FACTS, NEWS, WaitingNews(moment(at)))


def _earlier(tx: Tx, entry: Entry, keys: Sequence[str]) -> Iterator[tuple[str, PendingRow]]:
    """The rows that wait for the same person, by key. One with another Entra id, or with one of
    two addresses another, is somebody else's."""
    own = keys[0] if entry.entra else ""
    addresses = {*keys} - {own}
    for each in (*keys, entry.was):
        found = waiting(tx, each)
        if found is None or (own and found[1].by_id and found[0] != own):
            continue
        if found[0] == own or each == entry.was or not _shares_one(found, addresses):
            yield found


def _shares_one(found: tuple[str, PendingRow], addresses: Collection[str]) -> bool:
    """Whether the row has two addresses, of which just one is among these, which are two as well:
    then it is a mailbox that two people share."""
    first, row = found
    names = {*row.also, *(() if row.by_id else (first,))}
    return len(names) > 1 < len(addresses) and len(names.intersection(addresses)) == 1


def _names(first: str, row: PendingRow, keys: list[str], said: set[str]) -> list[str]:
    """The keys of a row that stands under `first`, and is said again with `keys`, of which `said`
    are addresses. An Entra id stands for good; an address, unless the file has another."""
    own = [first] if row.by_id else []
    addresses = dict.fromkeys((first, *row.also)).keys() - own
    kept = sorted(addresses) if said <= addresses else []
    return [*dict.fromkeys([*own, *keys, *kept])]


def _row(
    services: Services,
    tx: Tx,
    entry: Entry,
    before: PendingRow | None,
    at: datetime,
    *,
    by_id: bool,
) -> PendingRow:
    """Where it waited before decides as it does for a known person: a new number is no move."""
    said = entry if entry.role or before is None else before  # with its scope
    day = date_of(at)
    own = place_of(before.municipality, before.unit) if before else ""
    wanted = place_of(entry.municipality, entry.unit or "")
    number, unit = recorded_as(services, tx, wanted, own, day)
    same = municipality_on(services.municipalities, own, day) == entry.municipality
    if before and entry.unit is None and same:
        number, unit = before.municipality, before.unit
    also = recorded(services, tx, entry.also, place_of(number, unit), day)
    kept = PendingRow(number, unit, said.role, moment(at)[:10], by_id=by_id, scope=said.scope)
    return replace(kept, also_in=also)


def claim(
    services: Services, tx: Tx, person: Person, addresses: Iterable[str], at: datetime
) -> Person | None:
    """Apply the row that waits for somebody who appeared, or of whom Teams says a new address (and
    who is saved already), from today. `addresses` are keyed hashes. A row with another Entra id is
    not theirs, though it has their address. None if no row waited."""
    own, addresses, row = entra_key(services, person.entra), tuple(addresses), None
    for key in (own, *addresses):
        found = waiting(tx, key)
        if found is None or (found[1].by_id and found[0] != own):
            continue
        if row is None or not _shares_one(found, addresses):
            row = row or found[1]
            forget(tx, key)
    if row is None:
        return None
    where = Placement(row.municipality, row.unit, row.role, row.scope, row.also_in)
    return settle(services, tx, BOT, person, where, date_of(at), at)


def former_keys(services: Services, entry: Entry) -> list[str]:
    """The keys of people that the row's former account may be."""
    tenant, _, entra = entry.former.rpartition("/")
    tenants = (tenant,) if tenant else sorted({entry.tenant or "", *services.tenants} - {""})
    return [f"{each}:{entra}" for each in tenants] if entra else []


def is_erased(services: Services, tx: Tx, entry: Entry) -> bool:
    """Whether this row is about somebody who erased their data, and must not be kept."""
    tenants = (entry.tenant,) if entry.tenant else sorted(services.tenants)
    keys = [f"{tenant}:{entry.entra}" for tenant in tenants] if entry.entra else []
    if any(was_erased(services, tx, key) for key in keys):
        return True
    addresses = mail_keys(services, entry.mails)
    return any(tx.get(documents.ERASED, each) is not None for each in addresses)


def forget_person(
    services: Services, tx: Tx, person: Person, also: Iterable[str], at: datetime
) -> None:
    """Somebody erases their data: delete their waiting rows, and keep the keyed hashes of their
    addresses so that the next roster does not bring them back. `also` are other such hashes."""
    known = {*of_person(tx, person.key), *also}
    for key in sorted(known | {entra_key(services, person.entra)}):
        forget(tx, key)
    for key in sorted(known):
        tx.put(documents.ERASED, key, ErasedMark(moment(at)[:10]))
