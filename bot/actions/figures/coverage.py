"""Coverage: computed from champions and counts, and kept for each week.

Its cost grows with champions and units, not with people, who are only counted. Municipalities are
read one by one, beside the event loop, so that no turn has to wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.actions.figures.reports import Reports, When, all_municipalities
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
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.values import from_doc, replace
from bot.ports import Tx

_PLACE: Final = "coverage"


async def now(reports: Reports, today: date) -> Coverage:
    """The coverage as of now, with every stored week and the current one."""
    posts, people = await _posts(reports), await _people(reports)
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
    posts, people = await _posts(reports), await _people(reports)
    found = champions_of(posts, people, reports.municipalities, today)
    week, monday = week_of(today)
    covered = sum(1 for n in found.values() if n)
    row = CoverageWeek(_PLACE, week, str(monday), len(posts), len(found), covered)
    await reports.store.run(lambda tx: tx.put(documents.SNAPSHOTS, f"{_PLACE}/{week}", row))
    units = bare(found)
    for each in reports.municipalities:
        await reports.store.run(_keeping(each.number, units.get(each.number, [])))


def bare_units(tx: Tx, number: str) -> list[str]:
    """The units of this municipality (on today's map) that have no champion, as of the last day on
    which it was computed."""
    kept = tx.get(documents.SNAPSHOTS, _bare(number), BareUnits)
    return list(kept.units) if kept else []


def champions(after: str) -> Callable[[Tx], list[tuple[str, Person]]]:
    """The next page of champions, by key."""

    def change(tx: Tx) -> list[tuple[str, Person]]:
        page = tx.find(documents.PEOPLE, role=Role.CHAMPION, after=after, limit=READ_PAGE)
        return list(readable(page, Person))

    return change


async def _posts(reports: Reports) -> list[Post]:
    """Every champion who has not left; those who have don't count for their unit."""
    found: list[Post] = []
    after = ""
    while page := await reports.store.read(champions(after)):
        here = (each for _, each in page if each.is_member)
        found += [Post(each.municipality, each.unit, each.scope) for each in here]
        after = page[-1][0]
    return found


async def _people(reports: Reports) -> People:
    places: dict[str, int] = {}
    units: dict[str, int] = {}
    expected: set[Unit] = set()
    for each in reports.municipalities:
        counts = await reports.store.read(_counts(each.number))
        for name, n in counts.items():
            kind, place, *_ = name.split("|")
            if kind == "now":
                places[place] = n
            elif kind == "unit":
                units[place] = n
            elif n > 0 and not place.endswith("/"):
                expected.add((each.number, place.partition("/")[2]))
    return People(units, places, expected)


def _counts(number: str) -> Callable[[Tx], dict[str, int]]:
    """The counts of people in a municipality and its units, and of people expected by the
    roster."""

    def change(tx: Tx) -> dict[str, int]:
        found = tx.counts(f"now|{number}|people") | tx.counts(f"expected|{number}/")
        units = tx.counts(f"unit|{number}/")
        return found | {name: n for name, n in units.items() if name.endswith("|people")}

    return change


def _row(kept: CoverageWeek) -> WeekRow:
    monday = date.fromisoformat(kept.monday)
    return WeekRow(kept.week, monday, kept.champions, kept.units, kept.covered)


def _keeping(number: str, units: list[str]) -> Callable[[Tx], None]:
    def change(tx: Tx) -> None:
        if units != bare_units(tx, number):
            tx.put(documents.SNAPSHOTS, _bare(number), BareUnits("coverage-bare", tuple(units)))

    return change


def _bare(number: str) -> str:
    return f"{_PLACE}-bare/{number}"
