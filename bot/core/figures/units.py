"""Units: which of them may be shown, and their figures. Pure; the one rule for all who show any.

A unit is hidden if it is small, and so is another one if the people of the municipality, less those
of its shown units, would be a small group. Places are as they were recorded ("1502/Skole").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.figures.report import CourseCount, Titles, course_counts, every_group, main_figures
from bot.core.figures.roster_share import Roster
from bot.core.figures.small_groups import Facts, Group, Tally, figures, shown, size
from bot.core.people.municipalities import Municipalities
from bot.core.people.municipality_counts import PEOPLE, ROSTERED
from bot.core.people.places import Places

Unit = tuple[str, str]
"""(municipality on today's map, unit), as `Places.name` calls it, so that no two are equal."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit as it is, as in `bot.core.figures.report.ReportRow`. Figures are None if
    `suppressed`."""

    unit: str
    people: int | None
    started: int | None
    lessons_completed: int | None
    completed: int | None
    suppressed: bool
    courses: tuple[CourseCount, ...] = ()
    on_roster: int | None = None
    reached: int | None = None


@dataclass(frozen=True, slots=True)
class UnitScope:
    """Which units: those of `municipality` on the map of `day`, with these courses."""

    municipality: str
    day: date
    minimum: int
    courses: Titles


def unit_figures(
    asked: UnitScope, now: Tally, units: Tally, roster: Roster, map_: Municipalities
) -> tuple[UnitFigures, ...]:
    """The units, by name: those with people, and those that only the roster has."""
    people = {place: size(facts) for place, facts in units.items()}
    places = {place: size(facts) for place, facts in now.items()}
    open_ = open_units(people, places, map_, asked.minimum)
    expected = (place for place, n in roster.units.items() if n > 0)
    open_roster = open_units(roster.units, roster.places, map_, asked.minimum)
    return tuple(
        _unit(
            unit,
            figures(parts, units) if open_.issuperset(e for e in parts if people.get(e)) else None,
            _sum_if_open(parts, roster.units, open_roster),
            asked.courses,
        )
        for unit, parts in _parts(asked, {*(e for e, n in people.items() if n), *expected}, map_)
    )


def _parts(
    asked: UnitScope, places: Iterable[str], map_: Municipalities
) -> list[tuple[str, list[str]]]:
    """The units, by name, each with the places under which it was recorded: these are in use."""
    known = set(places)
    here = Places(map_, asked.day, known.__contains__)
    found: dict[str, list[str]] = {}
    for place in sorted(known):
        if here.municipality(place) == asked.municipality:
            found.setdefault(here.name(place), []).append(place)
    return sorted(found.items())


def _unit(unit: str, facts: Facts | None, expected: int | None, courses: Titles) -> UnitFigures:
    by_course = course_counts(facts, courses)
    if facts is None:
        return UnitFigures(unit, None, None, None, None, suppressed=True, courses=by_course)
    reached = facts.get(ROSTERED, 0) if expected is not None else None
    main = main_figures(facts)
    return UnitFigures(unit, *main, False, by_course, expected, reached)


def _sum_if_open(parts: list[str], sizes: Mapping[str, int], open_: set[str]) -> int | None:
    known = [each for each in parts if sizes.get(each, 0) > 0]
    return sum(sizes[each] for each in known) if known and open_.issuperset(known) else None


def open_units(
    units: Mapping[str, int], places: Mapping[str, int], map_: Municipalities, minimum: int
) -> set[str]:
    """Units whose number of people may be shown, given what may be shown of municipalities: both
    by recorded place."""
    tally: Tally = {place: {PEOPLE: n} for place, n in places.items() if n > 0}
    told = shown(every_group(tally, map_), tally, minimum)
    open_ = {place: n for place, n in units.items() if n >= minimum}
    groups = sorted(told, key=lambda each: (len(each), sorted(each)))
    for _ in range(len(open_)):  # each round hides one
        found = (_too_much(each, groups, open_, tally, minimum) for each in groups)
        hidden = next(filter(None, found), "")
        if not hidden:
            break
        del open_[hidden]
    return set(open_)


def _too_much(
    outer: Group, groups: list[Group], open_: Mapping[str, int], tally: Tally, minimum: int
) -> str:
    """The smallest open unit of this group, if what remains of the group without its open units and
    the shown groups inside it is small; else ""."""
    inside = [each for each in groups if each < outer]
    parts = [each for each in inside if not any(each < other for other in inside)]
    bare = outer.difference(*parts)
    mine = {place: n for place, n in open_.items() if place.partition("/")[0] in bare}
    rest = size(figures(bare, tally)) - sum(mine.values())
    return min(mine, key=lambda each: (mine[each], each)) if mine and 0 < rest < minimum else ""
