"""Imports the roster: checks rows, applies them, and finds people who are missing from it.

A row is about a known person (found by Entra id, or by the keyed hash of an e-mail address or a UPN
that the connector has given), or it waits until they appear. Rows are applied in small
transactions, so that no turn waits for a large file; an import that was interrupted is simply run
again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Final

from bot.actions.people.email_index import mail_keys, owner, remember
from bot.actions.people.pending import keys_of, wait
from bot.actions.people.placement import Placement, foreseen, is_ambiguous, settle
from bot.actions.people.records import find
from bot.actions.people.rights import require
from bot.actions.people.roster_leavers import NotOnRoster, have_left, missing
from bot.actions.people.roster_matches import was_erased_before
from bot.actions.people.waiting_rows import forget
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import pseudonym, record_part
from bot.core import documents
from bot.core.actor import Actor
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.roster import Entry
from bot.core.people.roster_change import ManyChanges, RosterChange, many_changes
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

__all__ = ["NotOnRoster", "RosterChange", "apply", "have_left", "look", "missing"]

BATCH: Final = 20  # rows in one transaction


async def look(
    services: Services, entries: Iterable[Entry], day: date, at: datetime
) -> list[RosterChange]:
    """What these rows would do. Changes nothing."""
    return await _each(services, entries, lambda batch: _looking(services, batch, day, at))


async def apply(
    services: Services,
    actor: Actor,
    entries: Iterable[Entry],
    day: date,
    at: datetime,
    *,
    expect: int | None = None,
) -> list[RosterChange]:
    """Apply these rows, from `day` on. Idempotent. The audit gets the counts, and each change of a
    role.

    `expect` is how many people the command expects to move or to get another role, at most. Raises
    `Refused`, and changes nothing, if it is more, or if it is None and the rows turn most of a
    municipality upside down (`bot.core.people.roster_change.many_changes`). Raises `NotAllowed`
    unless the actor is an operator of everything.
    """
    entries = list(entries)
    await services.store.run(lambda tx: require(services, tx, actor, "import a roster", at))
    looked = await look(services, entries, day, at)
    many = many_changes(looked, services.municipalities, day)
    if refusal := changes_refusal(many, expect):
        raise Refused(why=f"{refusal} Nothing was changed.")
    return await _each(services, entries, lambda batch: _applying(services, actor, batch, day, at))


def changes_refusal(many: ManyChanges, expect: int | None) -> str:
    """Why the import would be refused, with the figures; "" if it would not be."""
    if expect is not None:
        more = many.people > expect
        return f"{expect} were expected to change, but {many.people} would." if more else ""
    if not many.why:
        return ""
    return (
        f"{'; '.join(many.why)}. That is done only if it is said how many are expected to move or"
        f" to get another role: {many.people}."
    )


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
        require(services, tx, actor, "import a roster", at)
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
        change = _change(services, tx, person, entry, day)
        if actor:
            where = Placement(entry.municipality, entry.unit, entry.role, entry.scope)
            settle(services, tx, actor, person, where, day, at)
            _learn(services, tx, person, entry, change)
        return change
    # Somebody who erased their data looks like somebody who has not used the bot: it is nobody
    # else's business.
    if actor and not was_erased_before(services, tx, entry, day):
        wait(services, tx, entry, at)
    wanted = place_of(entry.municipality, entry.unit or "")
    unclear = is_ambiguous(services, tx, wanted, "", day)
    return RosterChange(entry.row, ("waits", "ambiguous") if unclear else ("waits",))


def _change(services: Services, tx: Tx, person: Person, entry: Entry, day: date) -> RosterChange:
    where = Placement(entry.municipality, entry.unit, entry.role, entry.scope)
    same = municipality_on(services.municipalities, person.place, day) == entry.municipality
    unit = (person.unit if same else "") if entry.unit is None else entry.unit
    does = foreseen(services, tx, person, where, day)
    does += _address(services, tx, person, entry)
    return RosterChange(
        entry.row,
        does,
        pseudonym(services, person.key),
        person.place,
        place_of(entry.municipality, unit),
        leads=person.role.leads,
    )


def _address(services: Services, tx: Tx, person: Person, entry: Entry) -> tuple[str, ...]:
    """What the row's address is to a person who was found in another way. Nothing is said of one
    that somebody erased, whoever it was."""
    keys = [key for key in mail_keys(services, entry.mails) if not _was_erased(tx, key)]
    holders = {owner(tx, key) for key in keys} - {person.key}
    taken = ("address_taken",) if holders - {""} else ()
    return ("address", *taken) if "" in holders else taken


def _was_erased(tx: Tx, address: str) -> bool:
    return tx.get(documents.ERASED, address) is not None


def _learn(services: Services, tx: Tx, person: Person, entry: Entry, change: RosterChange) -> None:
    """From now on the person is known by the row's addresses too, and no row waits for them."""
    for key in mail_keys(services, entry.mails):
        if not owner(tx, key) and not _was_erased(tx, key):
            remember(tx, person.key, key)
    for key in (*keys_of(services, entry), entry.was):
        if "address_taken" not in change.does:
            forget(tx, key)


def _known(services: Services, tx: Tx, entry: Entry) -> Person | None:
    """By Entra id, else by UPN, else by e-mail address."""
    tenants = (entry.tenant,) if entry.tenant else sorted(services.tenants)
    keys = [f"{tenant}:{entry.entra}" for tenant in tenants] if entry.entra else []
    keys += [owner(tx, key) for key in mail_keys(services, (entry.upn, entry.mail))]
    found = (find(tx, key) for key in keys if key)
    return next((each for each in found if each), None)
