"""Who is missing from the roster, and ending them: people leave on a day, waiting rows are deleted.

Too many at once are refused unless the command says how many it expects. How many were ended is
kept in the transaction that ends them, so that a command which was interrupted can be run again
with the same number, and many small requests are no way around it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.actions.people.identity.jobs import has_job_elsewhere, municipalities_of
from bot.actions.people.leaving_date import set_leaving_date
from bot.actions.people.pending import former_keys, keys_of
from bot.actions.people.places import date_of, day_of, numbers_of, size_of
from bot.actions.people.records import find
from bot.actions.people.rights import require
from bot.actions.people.waiting_rows import forget, waiting
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import pseudonym, record_part
from bot.core import documents
from bot.core.actor import Actor
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of
from bot.core.people.records import PendingRow
from bot.core.people.roster import Entry
from bot.core.people.roster_change import ExitTally, PlannedExit
from bot.core.values import from_doc, replace
from bot.errors import Refused
from bot.ports import Doc, Tx
from bot.services import Services

_TALLY: Final = "roster_exit"  # among the store's own facts
_BATCH: Final = 20  # people and rows in one transaction
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class NotOnRoster:
    """People whom the roster has placed in these municipalities but who are not in the file, and
    waiting rows by key. `elsewhere` are people who are not in the file for one job of theirs, but
    have another in a municipality that it does not cover: they have not left."""

    people: tuple[Person, ...]
    waiting: tuple[tuple[str, PendingRow], ...]
    elsewhere: tuple[Person, ...] = ()

    @property
    def keys(self) -> list[str]:
        return [*(each.key for each in self.people), *(key for key, _ in self.waiting)]


async def missing(
    services: Services, entries: Sequence[Entry], known: Collection[str], at: datetime
) -> NotOnRoster:
    """People whom an earlier roster placed in the file's municipalities, but who are not in the
    file. `known` has the `who` of its rows. Changes nothing."""
    covered = municipalities_of(entries)
    numbers = sorted({n for e in covered for n in numbers_of(services, e, at)})
    known = {*known, *(pseudonym(services, k) for e in entries for k in former_keys(services, e))}
    expected = {key for each in entries for key in (*keys_of(services, each), each.was)}
    gone, rows = [], []
    for number in numbers:
        async for _, doc in _all(services, documents.PEOPLE, municipality=number):
            person = from_doc(Person, doc)
            placed = person.municipality_by == "roster" and not person.left_on
            if placed and pseudonym(services, person.key) not in known:
                gone.append(person)
        async for key, doc in _all(services, documents.PENDING, municipality=number):
            row = from_doc(PendingRow, doc)
            if expected.isdisjoint((key, *row.also)):
                rows.append((key, row))
    found = _all(services, documents.PEOPLE, several="yes")
    several = [from_doc(Person, doc) async for _, doc in found]
    elsewhere = [
        each
        for each in several
        if pseudonym(services, each.key) not in known
        and has_job_elsewhere(services, each, covered, date_of(at))
    ]
    stay = {each.key for each in elsewhere}
    left = tuple(each for each in gone if each.key not in stay)
    return NotOnRoster(left, tuple(rows), tuple(elsewhere))


async def planned_exit(
    services: Services, keys: Sequence[str], day: date, at: datetime, *, more: int = 0
) -> PlannedExit:
    """What `have_left` would do with these keys of people and of waiting rows. Changes nothing."""
    ending: Counter[str] = Counter()
    for n in range(0, len(keys), _PAGE):
        ending += await services.store.run(_counting(services, keys[n : n + _PAGE], day, at))
        await asyncio.sleep(0)

    def known(tx: Tx) -> PlannedExit:
        tally = _tally(tx, day, at)
        sizes = {number: _size(services, tx, number, at) for number in ending}
        return PlannedExit(dict(ending), sizes, tally.ended, tally.unfinished, more)

    return await services.store.run(known)


async def have_left(
    services: Services,
    actor: Actor,
    persons: Iterable[str],
    waiting: Iterable[str],
    day: date,
    at: datetime,
    *,
    expect: int | None = None,
    more: int = 0,
) -> int:
    """Mark these people (keys) as leaving on `day`, and delete these waiting rows. Returns how many
    there were. Idempotent.

    `expect` is how many the command expects to end in all, with those that follow in later requests
    (`more`) and those that were ended before it was interrupted. Raises `Refused`, and ends nobody,
    if it is another number, or if it is None and more than 20 people of a municipality or 5 % of it
    would be ended. Raises `NotAllowed` unless the actor is an operator of everything.
    """
    await services.store.run(lambda tx: require(services, tx, actor, "change the roster", at))
    keys = [*persons, *waiting]
    planned = await planned_exit(services, keys, day, at, more=more)
    if refusal := exit_refusal(services, planned, expect):
        raise Refused(why=f"{refusal} Nobody was ended.")
    left = 0
    for n in range(0, len(keys), _BATCH):
        left += await services.store.run(_ending(services, actor, keys[n : n + _BATCH], day, at))
        await asyncio.sleep(0)
    if not more:
        await services.store.run(lambda tx: _finish(tx, day, at))
    return left


def exit_refusal(services: Services, planned: PlannedExit, expect: int | None) -> str:
    """Why the exit would be refused, with the figures; "" if it would not be."""
    if not sum(planned.ending.values()) or expect == planned.expected:
        return ""
    of = [planned.share(each, services.municipalities) for each in sorted(planned.ending)]
    figures = f"{planned.expected} would be ended: {', '.join(of)}."
    if planned.unfinished:
        begun = f"{planned.unfinished} of them were ended already, before it was interrupted"
        figures = f"{figures} ({begun}.)"
    if expect is not None:
        return f"{expect} were expected, but {figures}"
    if planned.too_many():
        return (
            f"{figures} More than 20 of a municipality, or more than 5 % of it, are ended only if"
            " it is said how many are expected."
        )
    return ""


def _counting(
    services: Services, keys: Sequence[str], day: date, at: datetime
) -> Callable[[Tx], Counter[str]]:
    def change(tx: Tx) -> Counter[str]:
        found = (_where(services, tx, key, day, at) for key in keys)
        return Counter(each for each in found if each is not None)

    return change


def _where(services: Services, tx: Tx, key: str, day: date, at: datetime) -> str | None:
    """The municipality, on today's map, of whoever is to be ended; None if there is nobody."""
    if ":" in key:
        person = find(tx, key)
        if person is None or person.left_on == str(day):
            return None
        place = person.place
    else:
        found = waiting(tx, key)
        if found is None:
            return None
        place = place_of(found[1].municipality, found[1].unit)
    return municipality_on(services.municipalities, place, date_of(at))


def _ending(
    services: Services, actor: Actor, keys: Sequence[str], day: date, at: datetime
) -> Callable[[Tx], int]:
    def change(tx: Tx) -> int:
        require(services, tx, actor, "change the roster", at)
        news = _counting(services, keys, day, at)(tx)
        people = [person for key in keys if ":" in key and (person := find(tx, key))]
        for person in people:
            set_leaving_date(services, tx, actor, person, str(day), at)
        rows = sum(forget(tx, key) for key in keys if ":" not in key)
        if rows:
            record_part(services, tx, actor, Act.ROSTER_ROWS_DROPPED, at, {"rows": rows})
        if news:
            _count(tx, news, day, at)
        return len(people) + rows

    return change


def _tally(tx: Tx, day: date, at: datetime) -> ExitTally:
    """How many have been ended with this date: today, or by a command that was interrupted."""
    known = tx.get(documents.STORE_FACTS, _TALLY, ExitTally)
    today = day_of(at)
    if known and known.day == str(day) and (known.unfinished or known.since == today):
        return known
    return ExitTally(str(day), today)


def _count(tx: Tx, news: Counter[str], day: date, at: datetime) -> None:
    tally = _tally(tx, day, at)
    ended = dict(Counter(tally.ended) + news)
    unfinished = tally.unfinished + news.total()
    tx.put(documents.STORE_FACTS, _TALLY, replace(tally, ended=ended, unfinished=unfinished))


def _finish(tx: Tx, day: date, at: datetime) -> None:
    tally = _tally(tx, day, at)
    if tally.unfinished:
        tx.put(documents.STORE_FACTS, _TALLY, replace(tally, since=day_of(at), unfinished=0))


def _size(services: Services, tx: Tx, number: str, at: datetime) -> int:
    """Everybody in a municipality: who is known there, and who is expected."""
    rows = (tx.counts(f"expected|{each}/") for each in numbers_of(services, number, at))
    return size_of(services, tx, None, number, at) + sum(n for each in rows for n in each.values())


async def _all(services: Services, kind: str, **fields: str) -> AsyncIterator[tuple[str, Doc]]:
    """Every document of this kind with these fields, a page at a time."""
    after = ""
    while page := await services.store.run(_page(kind, after, fields)):
        for each in page:
            yield each
        after = page[-1][0]
        await asyncio.sleep(0)


def _page(
    kind: str, after: str, fields: Mapping[str, str]
) -> Callable[[Tx], list[tuple[str, Doc]]]:
    return lambda tx: tx.find(kind, after=after, limit=_PAGE, **fields)
