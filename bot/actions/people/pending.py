"""Rows of the roster for people who have not used the bot yet, waiting under a keyed hash."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.email_index import entra_key, mail_key, of_person
from bot.actions.people.placement import Placement, recorded_as, settle
from bot.actions.people.places import date_of
from bot.actions.people.records import was_erased
from bot.actions.people.waiting_rows import forget, keep_row
from bot.core import documents
from bot.core.actor import BOT
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.records import ErasedMark, PendingRow
from bot.core.people.roster import Entry
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_FRESH: Final = timedelta(days=30)  # an unchanged row is written again at most this often


def keys_of(services: Services, entry: Entry) -> list[str]:
    """The keys under which this row may wait, the most reliable first."""
    found = [entra_key(services, entry.entra)] if entry.entra else []
    return found + ([mail_key(services, entry.mail)] if entry.mail else [])


def wait(services: Services, tx: Tx, entry: Entry, at: datetime) -> None:
    """Let the row wait for its person, in the place of one that waited under another of its keys.
    What it does not say stays as it was. Idempotent."""
    keys = keys_of(services, entry)
    found = {
        each: tx.get(documents.PENDING, each, PendingRow) for each in [*keys, entry.was] if each
    }
    earlier = {key: each for key, each in found.items() if each}
    before = next(iter(earlier.values()), None)
    row = _row(services, tx, entry, before, at)
    same = before is not None and row == replace(before, at=row.at)
    if before and same and [*earlier] == keys[:1] and before.at > moment(at - _FRESH)[:10]:
        return
    for key in earlier:
        forget(tx, key)
    keep_row(tx, keys[0], row)


def _row(
    services: Services, tx: Tx, entry: Entry, before: PendingRow | None, at: datetime
) -> PendingRow:
    """Where it waited before decides as it does for a known person: a new number is no move."""
    role, day = entry.role or (before.role if before else ""), date_of(at)
    own = place_of(before.municipality, before.unit) if before else ""
    wanted = place_of(entry.municipality, entry.unit or "")
    number, unit = recorded_as(services, tx, wanted, own, day)
    same = municipality_on(services.municipalities, own, day) == entry.municipality
    if before and entry.unit is None and same:
        number, unit = before.municipality, before.unit
    return PendingRow(number, unit, role, moment(at)[:10])


def claim(services: Services, tx: Tx, person: Person, address: str, at: datetime) -> Person:
    """Somebody appeared (and is saved already): apply their waiting row, from today. `address` is
    the keyed hash of their e-mail address, "" if it is unknown."""
    found = None
    for key in (entra_key(services, person.entra), address):
        found = found or (tx.get(documents.PENDING, key, PendingRow) if key else None)
        forget(tx, key)
    if found is None:
        return person
    where = Placement(found.municipality, found.unit, found.role)
    return settle(services, tx, BOT, person, where, date_of(at), at)


def is_erased(services: Services, tx: Tx, entry: Entry) -> bool:
    """Whether this row is about somebody who erased their data, and must not be kept."""
    tenants = (entry.tenant,) if entry.tenant else sorted(services.tenants)
    keys = [f"{tenant}:{entry.entra}" for tenant in tenants] if entry.entra else []
    if any(was_erased(services, tx, key) for key in keys):
        return True
    return bool(entry.mail) and tx.get(documents.ERASED, mail_key(services, entry.mail)) is not None


def forget_person(services: Services, tx: Tx, person: Person, also: str, at: datetime) -> None:
    """Somebody erases their data: delete their waiting rows, and keep the keyed hash of their
    address so that the next roster does not bring them back. `also` is another such hash, or ""."""
    known = {*of_person(tx, person.key), also} - {""}
    for key in sorted(known | {entra_key(services, person.entra)}):
        forget(tx, key)
    for key in sorted(known):
        tx.put(documents.ERASED, key, ErasedMark(moment(at)[:10]))
