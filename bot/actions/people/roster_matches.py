"""Rows of the roster about people who are known, or awaited, under a former address.

A name at a former domain is a guess, and so is put to the operator: nothing is joined here. What
Teams says of a known person is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.actions.people.email_index import mail_key, mail_keys, member_keys, owner
from bot.actions.people.identity.address_round import can_be_asked_about
from bot.actions.people.identity.teams_facts import is_about
from bot.actions.people.pending import is_erased, keys_of
from bot.actions.people.records import find
from bot.actions.people.rights import require
from bot.actions.shared.audit import pseudonym
from bot.core import documents
from bot.core.actor import Actor
from bot.core.people.former_addresses import former_addresses
from bot.core.people.person import Person, has_left
from bot.core.people.places import municipality_on, place_of
from bot.core.people.records import PendingRow
from bot.core.people.roster import Entry
from bot.core.people.roster_change import RosterChange
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_PAGE: Final = 200  # rows in one transaction
_PATIENCE: Final = 3  # questions in a row that Teams lets wait; then it is left alone
_WITHIN: Final = 3.0  # seconds for each question


@dataclass(frozen=True, slots=True)
class Match:
    """The row is about somebody known or awaited: `person` is their key, and `waiting` the key of a
    waiting row; one of them may be "". `old` is the domain of the address by which they were found,
    or "" if Teams named them; `new` is the row's."""

    row: int
    person: str
    waiting: str
    old: str
    new: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.person, self.waiting)))


@dataclass(frozen=True, slots=True)
class Doubt:
    """The row may be about somebody under a former address, but is not to be joined: it could be
    several people (`rows` is empty), or other rows of the file are, or could be, about them. `keys`
    are theirs."""

    row: int
    keys: tuple[str, ...]
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    sure: tuple[Match, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of everybody in it, doubts and all."""
        return self.sure_keys.union(*(each.keys for each in self.doubts))

    @property
    def sure_keys(self) -> frozenset[str]:
        return frozenset(key for each in self.sure for key in each.keys)


@dataclass(frozen=True, slots=True)
class TeamsAnswers:
    """The keyed hashes of each person's UPN and e-mail address in Teams now, by the person's key;
    and the people who could not be asked, or of whom it said nothing. `gave_up`: it lets us
    wait."""

    addresses: Mapping[str, tuple[str, ...]]
    unanswered: tuple[str, ...]
    gave_up: bool = False


async def matches(
    services: Services,
    entries: Sequence[Entry],
    looked: Iterable[RosterChange],
    day: date,
    at: datetime,
    teams: Mapping[str, tuple[str, ...]] | None = None,
) -> Matches:
    """Whom the file's rows may be about under a former address, `looked` being what the rows would
    do. `teams` is what Teams has answered, which counts for more. Changes nothing."""
    known = {each.row: each.who for each in looked if each.who}
    unknown = [each for each in entries if each.mails and each.row not in known]
    found: list[Match | Doubt] = []
    for n in range(0, len(unknown), _PAGE):
        found += await services.store.run(_finding(services, unknown[n : n + _PAGE], day, at))
        await asyncio.sleep(0)
    said = _by_teams(services, unknown, teams or {})
    rows, people = {each.row for each in said}, {each.person for each in said}
    found = [e for e in found if e.row not in rows and getattr(e, "person", None) not in people]
    return _without_doubtful(services, entries, known, [*said, *found])


def named_by_teams(found: Matches) -> Matches:
    """Those of the matches that are no guess."""
    return Matches(tuple(each for each in found.sure if each.person and not each.old))


def joined(entries: Iterable[Entry], found: Matches) -> list[Entry]:
    """The rows, which now say whom they are about: known people by Entra id, others by the waiting
    row that they replace."""
    by_row = {each.row: each for each in found.sure}
    return [_joined(each, by_row.get(each.row)) for each in entries]


async def ask_teams(
    services: Services, actor: Actor, persons: Sequence[str], at: datetime
) -> TeamsAnswers:
    """Ask Teams for the current e-mail addresses of these known people (keys), one at a time. It is
    left alone when it lets a few questions in a row wait. Keeps nothing, and gives away no address.

    Raises `NotAllowed` unless the actor is an operator of everything.
    """

    def change(tx: Tx) -> list[Person]:
        require(services, tx, actor, "ask for addresses", at)
        found = (find(tx, key) for key in persons)
        return [each for each in found if each and can_be_asked_about(each)]

    addresses: dict[str, tuple[str, ...]] = {}
    late = 0
    for person in await services.store.run(change):
        try:
            async with asyncio.timeout(_WITHIN):
                member = await services.messenger.member(person.address)
            late = 0
        except TimeoutError:
            member, late = None, late + 1
        if member and is_about(member, person) and (keys := member_keys(services, member)):
            addresses[person.key] = tuple(keys)
        if late == _PATIENCE:
            break
    unanswered = tuple(key for key in persons if key not in addresses)
    return TeamsAnswers(addresses, unanswered, late == _PATIENCE)


def was_erased_before(services: Services, tx: Tx, entry: Entry, day: date) -> bool:
    """Whether the row is about somebody who erased their data, now or under a former address: it
    must not be kept."""
    formers = _formers(services, entry, day)
    rows = (replace(entry, entra="", mail=address, upn="") for address, _ in formers)
    return is_erased(services, tx, entry) or any(is_erased(services, tx, row) for row in rows)


def _joined(entry: Entry, match: Match | None) -> Entry:
    if match is None:
        return entry
    if match.person:
        tenant, _, entra = match.person.partition(":")
        entry = replace(entry, tenant=tenant, entra=entra)
    return replace(entry, was=match.waiting)


def _finding(
    services: Services, entries: Sequence[Entry], day: date, at: datetime
) -> Callable[[Tx], list[Match | Doubt]]:
    def change(tx: Tx) -> list[Match | Doubt]:
        found = (_candidates(services, tx, each, day, at) for each in entries)
        return [_one_of(several) for several in found if several]

    return change


def _one_of(several: Sequence[Match]) -> Match | Doubt:
    if len(several) == 1:
        return several[0]
    return Doubt(several[0].row, tuple(key for each in several for key in each.keys))


def _candidates(services: Services, tx: Tx, entry: Entry, day: date, at: datetime) -> list[Match]:
    if was_erased_before(services, tx, entry, day):
        return []  # like anybody who has not appeared yet
    new = _domain(entry)
    found: dict[str, Match] = {}
    for address, old in _formers(services, entry, day):
        key = mail_key(services, address)
        person = owner(tx, key) if _is_person(services, tx, key, entry, day, at) else ""
        waiting = key if _waits(services, tx, key, entry, day) else ""
        if person or waiting:
            found.setdefault(person or waiting, Match(entry.row, person, waiting, old, new))
    return [*found.values()]


def _formers(services: Services, entry: Entry, day: date) -> tuple[tuple[str, str], ...]:
    place = place_of(entry.municipality, entry.unit or "")
    map_ = services.municipalities
    found = (former_addresses(each, place, map_, day) for each in entry.mails)
    return tuple(dict.fromkeys(pair for several in found for pair in several))


def _domain(entry: Entry) -> str:
    return entry.mails[0].partition("@")[2]


def _is_person(services: Services, tx: Tx, key: str, entry: Entry, day: date, at: datetime) -> bool:
    """Whether somebody who works there, or whose place is unknown, has this address. A row with
    another Entra id is about somebody else, and so may be the namesake of somebody who left."""
    person = find(tx, owner(tx, key))
    if person is None or has_left(person, at) or (entry.entra and entry.entra != person.entra):
        return False
    number = municipality_on(services.municipalities, person.place, day)
    return number in ("", entry.municipality)


def _waits(services: Services, tx: Tx, key: str, entry: Entry, day: date) -> bool:
    row = tx.get(documents.PENDING, key, PendingRow)
    if row is None or row.of:
        return False
    place = place_of(row.municipality, row.unit)
    return municipality_on(services.municipalities, place, day) == entry.municipality


def _by_teams(
    services: Services, unknown: Sequence[Entry], teams: Mapping[str, tuple[str, ...]]
) -> list[Match]:
    people = {address: person for person, several in teams.items() for address in several}
    return [
        Match(each.row, person, "", "", _domain(each))
        for each in unknown
        if (person := _one_of_them(people, mail_keys(services, each.mails)))
        and each.entra in ("", person.partition(":")[2])
    ]


def _one_of_them(people: Mapping[str, str], addresses: Sequence[str]) -> str:
    """The only person with any of these addresses, "" for nobody or for several."""
    found = {people[each] for each in addresses if each in people}
    return found.pop() if len(found) == 1 else ""


def _without_doubtful(
    services: Services,
    entries: Sequence[Entry],
    known: Mapping[int, str],
    found: Sequence[Match | Doubt],
) -> Matches:
    """What is sure, apart from what more than one row could be about."""
    named: dict[str, set[int]] = {}
    for row, who in known.items():
        named.setdefault(who, set()).add(row)
    for entry in entries:
        for key in keys_of(services, entry):
            named.setdefault(key, set()).add(entry.row)
    sure = [each for each in found if isinstance(each, Match)]
    for match in sure:
        for name in _names(services, match):
            named.setdefault(name, set()).add(match.row)
    others = {e.row: {r for n in _names(services, e) for r in named[n]} - {e.row} for e in sure}
    doubts = [each for each in found if isinstance(each, Doubt)]
    doubts += [Doubt(e.row, e.keys, tuple(sorted(others[e.row]))) for e in sure if others[e.row]]
    doubts.sort(key=lambda each: each.row)
    return Matches(tuple(each for each in sure if not others[each.row]), tuple(doubts))


def _names(services: Services, match: Match) -> list[str]:
    """How known rows and waiting rows name the same people."""
    return [pseudonym(services, key) if ":" in key else key for key in match.keys]
