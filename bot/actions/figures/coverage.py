"""Coverage: computed from champions and counts, and kept for each week.

Its cost grows with champions and units, not with people, who are only counted. Municipalities are
read one by one, beside the event loop, so that no turn has to wait.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from bot.actions.figures.reports import Reports, When, all_municipalities
from bot.actions.people.places import is_alone, tenants_in_use
from bot.actions.shared.batches import READ_PAGE, readable
from bot.core import documents
from bot.core.figures.coverage import (
    Coverage,
    People,
    Post,
    WeekRow,
    bare,
    champions_of,
    coverage,
    week_of,
)
from bot.core.figures.snapshots import BareUnits, CoverageWeek
from bot.core.figures.units import Unit
from bot.core.people.municipality_counts import kind_of
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.values import from_doc, replace
from bot.ports import Tx

_PLACE: Final = "coverage"


async def now(reports: Reports, today: date) -> Coverage:
    """The coverage as of now, with every stored week and the current one."""
    posts, people = _posts(await _everybody(reports)), await _people(reports)
    people = replace(people, rows=await all_municipalities(reports, When(today)))
    args = (people, reports.municipalities, today, reports.minimum)
    found = await asyncio.to_thread(coverage, posts, *args)
    kept = await reports.store.read(
        lambda tx: tx.find(documents.SNAPSHOTS, place=_PLACE, limit=1000)
    )
    present = WeekRow(*week_of(today), found.champions, len(found.units), found.covered)
    weeks = (from_doc(CoverageWeek, doc) for _, doc in kept)
    earlier = (_row(each) for each in weeks if each.week < present.week)
    return replace(found, weeks=(*earlier, present))


async def keep(reports: Reports, today: date) -> None:
    """Keep this week's figures, and which units have no champion today."""
    everybody, people = await _everybody(reports), await _people(reports)
    posts = _posts(everybody)
    found = await _champions_of(reports, posts, people, today)
    week, monday = week_of(today)
    covered = sum(1 for n in found.values() if n)
    row = CoverageWeek(_PLACE, week, str(monday), len(posts), len(found), covered)
    await reports.store.run(lambda tx: tx.put(documents.SNAPSHOTS, f"{_PLACE}/{week}", row))
    of_tenant: defaultdict[str, list[Person]] = defaultdict(list)
    for each in everybody:
        of_tenant[each.tenant].append(each)
    for tenant in sorted(await reports.store.read(tenants_in_use)):
        await _keep_bare(reports, tenant, of_tenant[tenant], today)


async def _champions_of(
    reports: Reports, posts: list[Post], people: People, today: date
) -> dict[Unit, int]:
    """As `champions_of`, where the store reads, which is beside the loop where it can be."""
    map_ = reports.municipalities
    return await reports.store.read(lambda _: champions_of(posts, people, map_, today))


async def _keep_bare(
    reports: Reports, tenant: str, its_champions: Sequence[Person], today: date
) -> None:
    """Keep which units have people of this tenant and no champion for them. Units that are only
    expected by the roster count while there is no other tenant that they may be of."""
    people = await _people(reports, tenant)
    if not await reports.store.read(lambda tx: is_alone(tx, tenant)):
        people = replace(people, expected=())
    posts = _posts(its_champions)
    found = await _champions_of(reports, posts, people, today)
    units = bare(found)
    for each in reports.municipalities:
        await reports.store.run(_keeping(tenant, each.number, units.get(each.number, [])))


def bare_units(tx: Tx, tenant: str, number: str) -> list[str]:
    """The units of this municipality (on today's map) that have no champion for the people of this
    tenant, as of the last day on which it was computed."""
    kept = tx.get(documents.SNAPSHOTS, _bare(tenant, number), BareUnits)
    if kept is None and is_alone(tx, tenant):  # as an earlier version kept it
        kept = tx.get(documents.SNAPSHOTS, _bare_before(number), BareUnits)
    return list(kept.units) if kept else []


def champions(after: str) -> Callable[[Tx], list[tuple[str, Person]]]:
    """The next page of champions, by key."""

    def change(tx: Tx) -> list[tuple[str, Person]]:
        page = tx.find(documents.PEOPLE, role=Role.CHAMPION, after=after, limit=READ_PAGE)
        return list(readable(page, Person))

    return change


async def _everybody(reports: Reports) -> list[Person]:
    """Every champion who has not left; those who have don't count for their unit."""
    found: list[Person] = []
    after = ""
    while page := await reports.store.read(champions(after)):
        found += [each for _, each in page if each.is_member]
        after = page[-1][0]
    return found


def _posts(people: Iterable[Person]) -> list[Post]:
    return [Post(each.municipality, each.unit, each.scope) for each in people]


async def _people(reports: Reports, tenant: str | None = None) -> People:
    """Those of this tenant; None is everybody."""
    places: dict[str, int] = {}
    units: dict[str, int] = {}
    expected: set[Unit] = set()
    for each in reports.municipalities:
        counts = await reports.store.read(_counts(each.number, tenant))
        for name, n in counts.items():
            kind, place = name.split("|")[0], name.removesuffix("|people").split("|")[-1]
            if kind.endswith("now"):
                places[place] = n
            elif kind.endswith("unit"):
                units[place] = n
            elif n > 0 and not place.endswith("/"):
                expected.add((each.number, place.partition("/")[2]))
    return People(units, places, expected)


def _counts(number: str, tenant: str | None) -> Callable[[Tx], dict[str, int]]:
    """The counts of people in a municipality and its units, and of people expected by the
    roster."""

    def change(tx: Tx) -> dict[str, int]:
        now, unit = kind_of("now", tenant), kind_of("unit", tenant)
        found = tx.counts(f"{now}|{number}|people") | tx.counts(f"expected|{number}/")
        return found | tx.counts(f"{unit}|{number}/", "|people")

    return change


def _row(kept: CoverageWeek) -> WeekRow:
    monday = date.fromisoformat(kept.monday)
    return WeekRow(kept.week, monday, kept.champions, kept.units, kept.covered)


def _keeping(tenant: str, number: str, units: list[str]) -> Callable[[Tx], None]:
    def change(tx: Tx) -> None:
        tx.delete(documents.SNAPSHOTS, _bare_before(number))
        if units != bare_units(tx, tenant, number):
            kept = BareUnits("coverage-bare", tuple(units))
            tx.put(documents.SNAPSHOTS, _bare(tenant, number), kept)

    return change


def _bare_before(number: str) -> str:
    return f"{_PLACE}-bare/{number}"


def _bare(tenant: str, number: str) -> str:
    return f"{_PLACE}-bare|{tenant}/{number}"
