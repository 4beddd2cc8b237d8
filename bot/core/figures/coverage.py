"""Where there are champions and where there are none: by municipality and unit, and by week.

Who is a champion is not a secret, so the numbers of champions are exact. The number of *people* in
a unit is hidden if it is below the smallest group size. Another unit is then hidden as well, if the
people of the municipality minus those of its shown units would reveal a small group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.figures.report import ReportRow
from bot.core.figures.units import Unit, open_units, unit_on
from bot.core.people.municipalities import Municipalities


@dataclass(frozen=True, slots=True)
class Post:
    """One champion, on today's map: where they work, and the places of their role."""

    municipality: str
    unit: str
    scope: tuple[str, ...]

    def units(self) -> set[Unit]:
        """The units that this champion counts for as their own. Champions of a whole municipality
        count only for the unit where they work."""
        named = {(number, unit) for number, _, unit in (e.partition("/") for e in self.scope)}
        own = (self.municipality, self.unit)
        return {each for each in (*named, own) if each[0] and each[1]}

    def municipalities(self) -> set[str]:
        """The municipalities in their scope, and the one where they work."""
        return {each.partition("/")[0] for each in self.scope} | {self.municipality} - {""}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `people` is None if `suppressed`; 0 if nobody has used the bot yet."""

    municipality: str
    unit: str
    champions: int
    people: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One municipality: its number of `champions`, its `units`, and how many of these have a
    champion of their own (`covered`). `people` is as in the report."""

    number: str
    name: str
    champions: int
    units: int
    covered: int
    people: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class WeekRow:
    """An ISO week ("2026-W47", from `monday`), as of its end; the current one as of now."""

    week: str
    monday: date
    champions: int
    units: int
    covered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    champions: int
    municipalities: tuple[PlaceRow, ...]
    units: tuple[UnitRow, ...]
    weeks: tuple[WeekRow, ...] = ()

    @property
    def covered(self) -> int:
        return sum(1 for each in self.units if each.champions)


@dataclass(frozen=True, slots=True)
class People:
    """Numbers of people by recorded place: `units` by "1502/Skole", `places` by "1502". `expected`
    are units on the roster, as (number, unit), where nobody has used the bot yet. `rows` is today's
    report, if it is wanted."""

    units: Mapping[str, int]
    places: Mapping[str, int]
    expected: Collection[Unit]
    rows: tuple[ReportRow, ...] = ()


def champions_of(
    posts: Iterable[Post], people: People, map_: Municipalities, day: date
) -> dict[Unit, int]:
    """How many champions of its own each unit has, in order, on today's map: for every unit that
    occurs among people, on the roster, or in a champion's role."""
    named = _counted(unit for each in posts for unit in each.units())
    known = {unit_on(place, map_, day) for place, n in people.units.items() if n > 0}
    known |= {(map_.resolve(number, day), unit) for number, unit in people.expected}
    every = sorted(each for each in known | named.keys() if map_.by_number(each[0]))
    return {each: named.get(each, 0) for each in every}


def coverage(
    posts: Iterable[Post], people: People, map_: Municipalities, day: date, minimum: int
) -> Coverage:
    posts = list(posts)
    homes = _counted((number, "") for each in posts for number in each.municipalities())
    sizes = _sizes(people, map_, day, minimum)
    units = tuple(
        UnitRow(*each, n, sizes.get(each, 0), sizes.get(each, 0) is None)
        for each, n in champions_of(posts, people, map_, day).items()
    )
    places = tuple(
        _place(row, homes.get((row.number, ""), 0), units) for row in people.rows if row.name
    )
    return Coverage(len(posts), places, units)


def bare(champions: Mapping[Unit, int]) -> dict[str, list[str]]:
    """The units without a champion, by municipality; [] if all have one."""
    found: dict[str, list[str]] = {}
    for (number, unit), n in champions.items():
        found.setdefault(number, []).extend([] if n else [unit])
    return found


def week_of(day: date) -> tuple[str, date]:
    year, number, weekday = day.isocalendar()
    return f"{year}-W{number:02d}", day - timedelta(days=weekday - 1)


def _counted(units: Iterable[Unit]) -> dict[Unit, int]:
    found: dict[Unit, int] = {}
    for each in units:
        found[each] = found.get(each, 0) + 1
    return found


def _place(row: ReportRow, champions: int, units: tuple[UnitRow, ...]) -> PlaceRow:
    mine = [each for each in units if each.municipality == row.number]
    covered = sum(1 for each in mine if each.champions)
    name = row.name or ""
    return PlaceRow(row.number, name, champions, len(mine), covered, row.people, row.suppressed)


def _sizes(people: People, map_: Municipalities, day: date, minimum: int) -> dict[Unit, int | None]:
    """The people in each unit on today's map that has any; None if that is hidden. A unit that was
    recorded under several numbers is shown if each part of it may be."""
    open_ = open_units(people.units, people.places, map_, minimum)
    found: dict[Unit, int | None] = {}
    for place, n in people.units.items():
        if n <= 0:
            continue
        key = unit_on(place, map_, day)
        before = found.get(key, 0)
        found[key] = before + n if before is not None and place in open_ else None
    return found
