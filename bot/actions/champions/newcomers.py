"""Newcomers: champions are told about those who consent, and can welcome them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.actions.champions.letters import written_by
from bot.actions.delivery.plan_row import plan_row
from bot.actions.people.places import calendar_of, of_tenant, places_at, steps_of
from bot.actions.people.records import find, save
from bot.actions.people.rights import reaches
from bot.actions.shared.delivery_rows import deliveries_among
from bot.core import documents
from bot.core.champions.letter import NEW_FOR, LetterKind, is_new, may_be_told_of
from bot.core.champions.newcomer import Newcomer
from bot.core.champions.views import NewcomersDetails
from bot.core.delivery.deliveries import Delivery, PlannedCard
from bot.core.delivery.states import Reason
from bot.core.people.events import PersonPlaced
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.people.roles import Role
from bot.core.pushes import push
from bot.core.pushes.share import reachable
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import DueCard, Services

MOST_SHOWN: Final = 8
# In all places of a champion: newcomers are few, and a first wave is not read name by name.
_MOST_READ: Final = 300
_PAGE: Final = 500
KIND: Final = "newcomers"
_SUBJECT: Final = "newcomers"


@dataclass(frozen=True, slots=True)
class Newcomers:
    """For a champion: the newcomers, newest first, without those that this champion has greeted;
    `more` is how many others there are. For others: whether champions may be told about them, and
    whether they are `new`."""

    person: Person
    leads: bool
    found: tuple[Newcomer, ...] = ()
    more: int = 0
    new: bool = False


async def choose(services: Services, key: str, at: datetime, *, told: bool) -> Person | None:
    """A champion may be told that this person is new, or may not; None for someone not known.
    Either may be chosen again: it is looked at anew when anything is sent or shown."""

    def change(tx: Tx) -> Person | None:
        before = find(tx, key)
        if before is None:
            return None
        after = replace(before, may_tell="yes" if told else None)
        if after != before:
            save(tx, after)
            if may_be_told_of(after, at):
                _tell(services, tx, after, at)
        return after

    return await services.store.run(change)


def person_placed(services: Services, tx: Tx, event: PersonPlaced) -> None:
    """The workplace of a newcomer became known, or changed: its champions are told, if the newcomer
    consents."""
    places = places_at(services, tx, event.at)
    elsewhere = places.home(event.before.place) != places.home(event.person.place)
    if event.moved and elsewhere and may_be_told_of(event.person, event.at):
        _tell(services, tx, event.person, event.at)


async def look(services: Services, key: str, at: datetime) -> Newcomers | None:
    def change(tx: Tx) -> Newcomers | None:
        person = find(tx, key)
        if person is None:
            return None
        if not standing_of(person, at).holds(Right.LEAD):
            return Newcomers(person, leads=False, new=is_new(person, at))
        return Newcomers(person, True, *told_of(services, tx, person, at))

    return await services.store.run(change)


def told_of(
    services: Services, tx: Tx, champion: Person, at: datetime
) -> tuple[tuple[Newcomer, ...], int]:
    """The newcomers that this champion may know about, and how many more there are. Operators of
    everything are told about nobody, as this is for champions nearby."""
    if not standing_of(champion, at).holds(Right.LEAD):
        return (), 0
    written = written_by(tx, champion.key, at - timedelta(days=NEW_FOR + 2))
    greeted = {each.person for each in written if each.what == LetterKind.GREETING}
    found: dict[str, Newcomer] = {}
    for each in champion.scope:
        most = max(MOST_SHOWN + 1, _MOST_READ // len(champion.scope))
        for person in _willing(services, tx, champion.tenant, each, at, most):
            if person.key not in {*greeted, champion.key}:
                new = Newcomer(person.key, person.entra, person.name, person.place, person.joined)
                found[person.key] = new
    newest = sorted(found.values(), key=lambda each: each.key)
    newest.sort(key=lambda each: each.since, reverse=True)
    return tuple(newest[:MOST_SHOWN]), max(0, len(newest) - MOST_SHOWN)


def skip_reason(services: Services, tx: Tx, due: DueCard) -> Reason:
    """Why the card is not to be sent, or "": nobody is new any more, or another card listed
    them."""
    nobody = not told_of(services, tx, due.person, due.at)[0]
    told = nobody or _was_told_since(tx, due.person.key, due.row)
    return Reason.DONE if told else Reason.NONE


def enriched(services: Services, tx: Tx, due: DueCard) -> NewcomersDetails:
    return NewcomersDetails(*told_of(services, tx, due.person, due.at))


def _was_told_since(tx: Tx, key: str, row: Delivery) -> bool:
    """Whether another card of this kind was sent after this row was planned: it listed
    everybody."""
    rows = tx.find(documents.DELIVERIES, person=key, subject=_SUBJECT, limit=100)
    sent = (each.sent_at for _, each in deliveries_among(rows))
    return any(at >= row.planned_at for at in sent if at)


def _willing(
    services: Services, tx: Tx, tenant: str, where: str, at: datetime, most: int = _MOST_READ
) -> Iterator[Person]:
    places = places_at(services, tx, at)
    for _, fields in steps_of(tx, places, where):
        for _, doc in of_tenant(tx, tenant, "", most, may_tell="yes", **fields):
            person = from_doc(Person, doc)
            if may_be_told_of(person, at) and places.within(person.place, where):
                yield person


def _tell(services: Services, tx: Tx, person: Person, at: datetime) -> None:
    """Plan one card on the next working morning for each champion nearby, however many newcomers it
    will list. These are the champions of the unit, or of the municipality if the unit has none,
    without those who have left or removed the app."""
    places, where = places_at(services, tx, at), person.place
    able = (each for each in _champions(tx, person.tenant) if reachable(each, at))
    near = [each for each in able if reaches(services, tx, each, person, at, places)]
    exact = [each for each in near if places.covers((e for e in each.scope if "/" in e), where)]
    calendar = calendar_of(services, where, at)
    for each in exact or near:
        due = push.due_at("tomorrow", each, at, calendar)
        if due and each.key != person.key:
            day = f"{due.astimezone(zone_of(each.time_zone)):%Y-%m-%d}"
            plan_row(services, tx, PlannedCard(each.key, KIND, _SUBJECT, due, day), at)


def _champions(tx: Tx, tenant: str) -> Iterator[Person]:
    after = ""
    while rows := of_tenant(tx, tenant, after, _PAGE, role=Role.CHAMPION):
        yield from (from_doc(Person, doc) for _, doc in rows)
        after = rows[-1][0]
