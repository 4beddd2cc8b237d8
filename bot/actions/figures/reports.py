"""Reports: they read counts in one transaction, and nothing about any person.

The cost grows with municipalities, lessons and days, not with people. Reading years of days and
adding them up takes a while, so both are done beside the event loop, and no turn has to wait.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.actions.figures import day_counts
from bot.core.figures.history import History, as_it_is, as_it_was
from bot.core.figures.month_counts import DayCounts
from bot.core.figures.report import ReportRow, family, rows
from bot.core.figures.report_detail import Detail, ReportScope, detail, titles
from bot.core.figures.roster_share import on_roster, with_roster
from bot.core.figures.small_groups import Tally
from bot.core.figures.units import UnitScope, unit_figures
from bot.core.learning.lessons import Library
from bot.core.people.municipalities import Municipalities
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Store, Tx

_EXPECTED: Final = "expected|"


@dataclass(frozen=True, slots=True)
class Reports:
    """What every report needs. `minimum` is MIN_GROUP_SIZE; 1 hides nothing."""

    store: Store
    municipalities: Municipalities
    library: Library
    minimum: int


@dataclass(frozen=True, slots=True)
class When:
    """`as_of` chooses the map of that day; `until` cuts off the data after that day.

    With neither, the report is about today's map and those who belong there today. With either, it
    is about those who belonged there at the end of `until` (of today without it). `today` is
    today's date where the report is asked for.
    """

    today: date
    as_of: date | None = None
    until: date | None = None

    @property
    def as_it_was(self) -> bool:
        return bool(self.as_of or self.until)

    @property
    def map_of(self) -> date:
        return self.as_of or self.today


def as_day(name: str, text: str) -> date:
    """The date in `text`. Raises `Refused`, with a sentence that names the parameter `name`."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:  # a day that no month has
        pass
    raise Refused(why=f"{name} is not a date. Write it like 2019-12-31.")


async def all_municipalities(reports: Reports, when: When) -> tuple[ReportRow, ...]:
    """A row for every municipality on the map, by number; what is on no map has name None."""
    if when.as_it_was:
        days = await reports.store.read(day_counts.of_all)
        return await asyncio.to_thread(_rows, reports, when, lambda: as_it_was(days, when.until))
    now, expected = await reports.store.read(lambda tx: (tx.counts("now|"), tx.counts(_EXPECTED)))

    def think() -> tuple[ReportRow, ...]:
        tally = as_it_is(now)
        return _reached(reports, when, _rows(reports, when, lambda: tally), tally, expected)

    return await asyncio.to_thread(think)


async def one_municipality(reports: Reports, when: When, number: str) -> Detail | None:
    """One municipality by lesson, course, week and unit; None if the map does not have the
    number."""
    places = sorted(family(number, reports.municipalities))
    kinds = () if when.as_it_was else ("now|", "unit|", _EXPECTED)

    def look(tx: Tx) -> tuple[DayCounts, list[dict[str, int]]]:
        return day_counts.of_places(tx, places), [_counts(tx, each, places) for each in kinds]

    days, current = await reports.store.read(look)
    asked = ReportScope(number, when.map_of, when.until, reports.minimum)

    def think() -> Detail | None:
        history = History(days)
        tally = as_it_is(current[0]) if current else history.until(when.until)
        one = detail(asked, tally, history, reports.municipalities, reports.library)
        return one and (_as_it_is(reports, when, one, *current) if current else one)

    return await asyncio.to_thread(think)


def _rows(reports: Reports, when: When, tally: Callable[[], Tally]) -> tuple[ReportRow, ...]:
    map_, courses = reports.municipalities, titles(reports.library)
    return rows(tally(), map_, when.map_of, reports.minimum, courses)


def _reached(
    reports: Reports,
    when: When,
    table: Iterable[ReportRow],
    now: Tally,
    expected: Mapping[str, int],
) -> tuple[ReportRow, ...]:
    roster = on_roster(now, {}, _waiting(expected))
    return with_roster(table, now, roster, reports.municipalities, when.today, reports.minimum)


def _as_it_is(
    reports: Reports,
    when: When,
    found: Detail,
    now: Mapping[str, int],
    units: Mapping[str, int],
    expected: Mapping[str, int],
) -> Detail:
    """With what is only counted as it is: the roster and the units."""
    tally, in_units = as_it_is(now), as_it_is(units)
    (row,) = _reached(reports, when, [found.row], tally, expected)
    if row.suppressed:
        return replace(found, units=())
    roster = on_roster(tally, in_units, _waiting(expected))
    scope = UnitScope(row.number, when.today, reports.minimum, titles(reports.library))
    told = unit_figures(scope, tally, in_units, roster, reports.municipalities)
    return replace(found, row=row, units=told)


def _waiting(expected: Mapping[str, int]) -> dict[str, int]:
    """Those whom the roster expects, by "1506/Sentrum skole"."""
    return {name.removeprefix(_EXPECTED): n for name, n in expected.items()}


def _counts(tx: Tx, kind: str, places: Iterable[str]) -> dict[str, int]:
    """The counts of this kind in these municipalities, or in their units."""
    end = "|" if kind == "now|" else "/"
    found = (tx.counts(f"{kind}{place}{end}") for place in places)
    return {name: n for each in found for name, n in each.items()}
