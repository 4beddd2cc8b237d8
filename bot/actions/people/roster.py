"""Imports the roster: checks rows, applies them, and finds people who are missing from it.

A row is about a known person (found by Entra id, or by the keyed hash of an e-mail address or a UPN
that the connector has given), or it waits until they appear. Rows are applied in small
transactions, so that no turn waits for a large file; an import that was interrupted is simply run
again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.actions.people.email_index import mail_keys, owner, remember
from bot.actions.people.identity.jobs import Known, recorded, weighed
from bot.actions.people.pending import keys_of, wait
from bot.actions.people.placement import Placement, foreseen, is_ambiguous, recorded_as, settle
from bot.actions.people.records import find
from bot.actions.people.rights import require
from bot.actions.people.roster_leavers import NotOnRoster, have_left, missing
from bot.actions.people.roster_matches import was_erased_before
from bot.actions.people.waiting_rows import forget
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import pseudonym, record_part
from bot.core import documents
from bot.core.actor import Actor
from bot.core.people.jobs import Rows, by_person
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.roster import Entry
from bot.core.people.roster_change import ManyChanges, RosterChange, many_changes
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

__all__ = ["NotOnRoster", "RosterChange", "apply", "have_left", "look", "missing"]

BATCH: Final = 20  # rows in one transaction


@dataclass(frozen=True, slots=True)
class Import:
    """`actor` is None for a dry run; `covers` are the municipalities of which the file says who
    works there, None for all."""

    actor: Actor | None
    day: date
    at: datetime
    covers: Collection[str] | None = None


async def look(
    services: Services,
    entries: Iterable[Entry],
    day: date,
    at: datetime,
    covers: Collection[str] | None = None,
) -> list[RosterChange]:
    """What these rows would do, each about one person. `covers` is as in `apply`. Changes
    nothing."""
    return await _each(services, entries, Import(None, day, at, covers))


async def apply(
    services: Services,
    actor: Actor,
    entries: Iterable[Entry],
    day: date,
    at: datetime,
    *,
    expect: int | None = None,
    covers: Collection[str] | None = None,
) -> list[RosterChange]:
    """Apply these rows, from `day` on. Idempotent. The audit gets the counts, and each change of a
    role. Several rows about one person are taken together (`bot.core.people.jobs`).

    `covers` are the municipalities of which the rows, with those of other requests, say who works
    there; all if it is None. `expect` is how many people the command expects to move or to get
    another role, at most. Raises `Refused`, and changes nothing, if it is more, or if it is None
    and the rows turn most of a municipality upside down
    (`bot.core.people.roster_change.many_changes`); and if rows about one person contradict each
    other. Raises `NotAllowed` unless the actor is an operator of everything.
    """
    await services.store.run(lambda tx: require(services, tx, actor, "import a roster", at))
    entries = list(entries)
    looked = await look(services, _consistent(by_person(entries)), day, at, covers)
    numbered = len({each.row for each in entries}) == len(entries)
    rows = by_person(entries, {each.row: each.who for each in looked} if numbered else None)
    people = _consistent(rows)
    looked = await look(services, people, day, at, covers)
    many = many_changes(looked, services.municipalities, day)
    if refusal := changes_refusal(many, expect):
        raise Refused(why=f"{refusal} Nothing was changed.")
    done = await _each(services, people, Import(actor, day, at, covers))
    does = {each.row: each for each in done}
    return [replace(does[rows.counted[each.row]], row=each.row) for each in entries]


def _consistent(rows: Rows) -> list[Entry]:
    if rows.faults:
        row, why = rows.faults[0]
        raise Refused(why=f"row {row}: {why} Nothing was changed.")
    return rows.people


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


async def _each(services: Services, entries: Iterable[Entry], of: Import) -> list[RosterChange]:
    waiting, done = list(entries), []
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        done += await services.store.run(_batch(services, batch, of))
        await asyncio.sleep(0)  # if nothing was written, the store has not yielded to the loop
    return done


def _batch(
    services: Services, batch: Sequence[Entry], of: Import
) -> Callable[[Tx], list[RosterChange]]:
    def change(tx: Tx) -> list[RosterChange]:
        if of.actor is None:
            return [_one(services, tx, of, each) for each in batch]
        require(services, tx, of.actor, "import a roster", of.at)
        done = [_one(services, tx, of, each) for each in batch]
        counts = {"rows": len(batch)} | Counter(word for each in done for word in each.does)
        record_part(services, tx, of.actor, Act.ROSTER_IMPORTED, of.at, counts)
        return done

    return change


def _one(services: Services, tx: Tx, of: Import, entry: Entry) -> RosterChange:
    """What this row does; it is done only if there is an actor."""
    person = _known(services, tx, entry)
    if person is not None:
        by_roster = person.municipality_by == "roster"
        known = Known(person.place if by_roster else "", person.also_in)
        entry = weighed(services, tx, entry, known, of.covers, of.day)
        where = _placement(services, tx, person, entry, of.day)
        change = _change(services, tx, person, entry, where, of.day)
        if of.actor:
            settle(services, tx, of.actor, person, where, of.day, of.at)
            _learn(services, tx, person, entry, change)
        return change
    # Somebody who erased their data looks like somebody who has not used the bot: it is nobody
    # else's business.
    if of.actor and not was_erased_before(services, tx, entry, of.day):
        wait(services, tx, entry, of.at, of.covers)
    wanted = place_of(entry.municipality, entry.unit or "")
    facts = {
        "waits": True,
        "ambiguous": is_ambiguous(services, tx, wanted, "", of.day),
        "other_account": not entry.former
        and any(owner(tx, key) for key in mail_keys(services, entry.mails)),
    }
    return RosterChange(entry.row, tuple(word for word, applies in facts.items() if applies))


def _placement(services: Services, tx: Tx, person: Person, entry: Entry, day: date) -> Placement:
    wanted = place_of(entry.municipality, entry.unit or "")
    main = place_of(*recorded_as(services, tx, wanted, person.place, day))
    also = recorded(services, tx, entry.also, main, day)
    return Placement(entry.municipality, entry.unit, entry.role, entry.scope, also)


def _change(
    services: Services, tx: Tx, person: Person, entry: Entry, where: Placement, day: date
) -> RosterChange:
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
    """By Entra id, else by UPN, else by e-mail address. Whoever has another Entra id than the row
    may be the same person with a new account, or a namesake: nothing here can tell."""
    tenants = (entry.tenant,) if entry.tenant else sorted(services.tenants)
    keys = [f"{tenant}:{entry.entra}" for tenant in tenants] if entry.entra else []
    keys += [owner(tx, key) for key in mail_keys(services, (entry.upn, entry.mail))]
    found = (find(tx, key) for key in keys if key)
    known = next((each for each in found if each), None)
    return known if known and entry.entra in ("", known.entra) else None
