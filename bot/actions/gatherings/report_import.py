"""Imports Teams' attendance report: who came to a gathering without saying so themselves.

What a file says takes the place of what an earlier file said about the same gathering, so that the
same file twice changes nothing, and a corrected one corrects. Taps stand whatever a file says:
several people may have sat around one screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from bot.actions.gatherings import attendance_records as records
from bot.actions.gatherings.guest_cards import plan_card
from bot.actions.gatherings.guests import gathering_of, reply_of
from bot.actions.gatherings.report_matching import Matched, by_pages, match, replies
from bot.actions.people.places import date_of
from bot.actions.people.records import find
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.core import documents
from bot.core.actor import Actor
from bot.core.gatherings.attendance import Attendance, counted
from bot.core.gatherings.gathering import UNDO, Gathering, invited
from bot.core.gatherings.reply import Reply, reply_key
from bot.core.gatherings.teams_report import Participant
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.records import Membership
from bot.core.values import from_doc, replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

LEAST: Final = timedelta(minutes=5)  # whoever was there for less only looked in


@dataclass(frozen=True, slots=True)
class ReportImport:
    """What a report says, in counts. Of the `participants` in it, `short` stayed too briefly to
    count; the others are `known` or `unknown` here. Of the known, `tapped` have said themselves
    that they came, and `new` are not counted from a report yet; `gone` were counted from an earlier
    report and are not in this one. `before` and `after` are how many came, as counted."""

    participants: int
    short: int
    known: int
    unknown: int
    tapped: int
    new: int
    gone: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A report and the gathering that it is of."""

    gathering: Gathering
    matched: Matched
    earlier: frozenset[str]  # the people who are counted from an earlier report


async def look(
    services: Services, id: str, people: Sequence[Participant], least: timedelta, at: datetime
) -> ReportImport | None:
    """What an import would change; None if there is no such gathering. Raises `Refused` for one
    that was cancelled or is to come."""
    reading = await _reading(services, id, people, least, at)
    return await _told(services, reading) if reading else None


async def apply(
    services: Services,
    actor: Actor,
    id: str,
    people: Sequence[Participant],
    least: timedelta,
    at: datetime,
) -> ReportImport | None:
    """Import it, and return what `look` would have said before. An import that was interrupted is
    simply run again: the counts change at its end, all at once. Raises `Refused` as `look`."""
    reading = await _reading(services, id, people, least, at)
    if reading is None:
        return None
    told, gathering = await _told(services, reading), reading.gathering
    homes = await by_pages(
        services, reading.matched.people, partial(_mark, services, gathering, at)
    )
    gone = sorted(reading.earlier - set(reading.matched.people))
    await by_pages(services, gone, partial(_take_back, id))
    said = Counter(each for each in homes if each is not None)
    unknown = reading.matched.unknown
    await services.store.run(partial(_conclude, services, actor, gathering, said, unknown, at))
    return told


async def _reading(
    services: Services, id: str, people: Sequence[Participant], least: timedelta, at: datetime
) -> _Reading | None:
    gathering = await services.store.run(partial(_held, id, at))
    if gathering is None:
        return None
    matched = await match(services, id, people, least)
    earlier = {each.person async for each in replies(services, id) if each.reported}
    return _Reading(gathering, matched, frozenset(earlier))


def _held(id: str, at: datetime, tx: Tx) -> Gathering | None:
    gathering = gathering_of(tx, id)
    if gathering and gathering.is_cancelled:
        raise Refused(why="That gathering was cancelled.")
    if gathering and at < gathering.begins:
        raise Refused(why="That gathering has not begun.")
    return gathering


async def _told(services: Services, reading: _Reading) -> ReportImport:
    id, matched = reading.gathering.id, reading.matched
    taps = await by_pages(services, matched.people, partial(_has_tapped, id))
    from_report = {key for key, tapped in zip(matched.people, taps, strict=True) if not tapped}
    before = await services.store.run(lambda tx: records.counted_of(tx, id))
    tapped = await services.store.run(lambda tx: records.by_home(records.tapped_counts(tx, id)))
    return ReportImport(
        participants=matched.total,
        short=matched.short,
        known=len(matched.people),
        unknown=matched.unknown,
        tapped=sum(taps),
        new=len(from_report - reading.earlier),
        gone=len(reading.earlier - set(matched.people)),
        before=sum(before.values()),
        after=sum(tapped.values()) + len(from_report) + matched.unknown,
    )


def _has_tapped(id: str, tx: Tx, key: str) -> bool:
    reply = reply_of(tx, id, key)
    return reply is not None and bool(reply.came_at) and not reply.reported


def _mark(services: Services, gathering: Gathering, at: datetime, tx: Tx, key: str) -> str | None:
    """Note that the person came, and return the municipality that they are counted in; None if they
    have said so themselves."""
    person = find(tx, key)
    if person is None or _has_tapped(gathering.id, tx, key):
        return None
    reply = reply_of(tx, gathering.id, key)
    if reply is None:
        reply = replace(invited(key, gathering), uninvited=True)
    if not reply.reported:
        home = home_on(services, tx, person, gathering.begins)
        reply = replace(reply, came_at=gathering.start, reported=True, home=home)
        tx.put(documents.REPLIES, reply_key(gathering.id, key), reply)
    due = max(gathering.ends, at + UNDO)
    if gathering.takes_pulse(due):
        plan_card(services, tx, key, gathering, "pulse", at, due, counts=True)
    return reply.home


def home_on(services: Services, tx: Tx, person: Person, at: datetime) -> str:
    """The municipality, on the map of that day, where the person belonged then; where they belong
    now, if they were not known then."""
    day = date_of(at)
    docs = tx.find(documents.MEMBERSHIPS, person=person.key, limit=1000)
    then = [each for _, doc in docs if _covers(each := from_doc(Membership, doc), day)]
    place = place_of(then[-1].municipality, then[-1].unit) if then else person.place
    return municipality_on(services.municipalities, place, day)


def _covers(membership: Membership, day: date) -> bool:
    return membership.since <= str(day) and (not membership.until or str(day) < membership.until)


def _take_back(id: str, tx: Tx, key: str) -> None:
    """A corrected file no longer has this person."""
    reply = reply_of(tx, id, key)
    if reply is None or not reply.reported:
        return
    if reply.uninvited and not reply.pulsed_at:
        tx.delete(documents.REPLIES, reply_key(id, key))
        return
    after: Reply = replace(reply, came_at="", reported=False, home="")
    tx.put(documents.REPLIES, reply_key(id, key), after)


def _conclude(
    services: Services,
    actor: Actor,
    gathering: Gathering,
    homes: Counter[str],
    unknown: int,
    at: datetime,
    tx: Tx,
) -> None:
    known = records.attendance_of(tx, gathering.id)
    after: Attendance = replace(known, reported=dict(homes), unknown=unknown)
    if known.reported_at and after == known:
        return
    tx.put(documents.ATTENDANCES, gathering.id, replace(after, reported_at=moment(at)))
    record(
        services,
        tx,
        actor,
        Act.GATHERING_REPORT_IMPORTED,
        at,
        about=gathering.id,
        before={"came": sum(counted({}, known).values())},
        after={"came": sum(counted({}, after).values())},
    )
