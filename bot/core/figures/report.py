"""Reports by municipality: from counts to rows. Pure; `bot.core.figures.small_groups` decides what
is hidden.

There are two readings of the same history. In each, whoever is counted in a figure is one of the
`people` of its row:

- *as it is*: those who belong there today, with everything they have done, wherever they did it
  (``now|`` counts);
- *as it was*: those who belonged there at the end of the day `until` (a UTC date), with what they
  had done by then (``day|`` counts), on the map of the day `as_of`.

On a map, a municipality that has merged by that day is counted under its successor. One that did
not exist yet cannot be split into those it came from, and has a row of its own, as has an unknown
number. People without a known municipality are under the number "", without a name. So every count
is in exactly one row, and the rows add up to the total. The whole of the definitions is the table
in docs/figures.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Final

from bot.core.figures.small_groups import Facts, Group, Tally, figures, shown
from bot.core.languages import Text
from bot.core.people.municipalities import Municipalities
from bot.core.people.municipality_counts import ERASED

UNKNOWN: Final = ""
Titles = Mapping[str, Text | None]
"""Courses by id, in order; the title is None for one that was removed from the content."""
NO_COURSES: Final[Titles] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CourseCount:
    """Of the people of a row or week: who started this course, and who passed the whole of it.
    `title` is None if it was removed from the content."""

    id: str
    title: Text | None
    started: int | None
    completed: int | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One municipality. `name` is None for an unknown number, and for people without a known
    municipality. Figures are None if `suppressed`.

    `people` belong there; `started` counts those with at least one answer; `lessons_completed`
    counts lessons passed, once for each person; `completed` counts people who passed a whole
    course, whichever; `courses` says which.

    `on_roster` counts those whom the roster has there, `reached` those of them who are known; both
    are None where no roster was imported, where they are few, and in reports with dates. `erased`
    counts those of the people who have erased their data since they came, 0 without dates.
    """

    number: str
    name: str | None
    people: int | None
    started: int | None
    lessons_completed: int | None
    completed: int | None
    suppressed: bool
    courses: tuple[CourseCount, ...] = ()
    on_roster: int | None = None
    reached: int | None = None
    erased: int | None = None


def rows(
    tally: Tally, map_: Municipalities, as_of: date, minimum: int, courses: Titles = NO_COURSES
) -> tuple[ReportRow, ...]:
    """A row for every municipality of the day `as_of`, and for places that belong to none of them,
    by number. `courses` are those that every row has, by id.

    Groups of fewer than `minimum` people are hidden.
    """
    groups = places_by_row(tally, map_, as_of)
    visible = shown(every_group(tally, map_), tally, minimum)
    numbers = sorted({each.number for each in map_.valid_on(as_of)} | groups.keys())
    told = {each: _shown_figures(groups.get(each), tally, visible) for each in numbers}
    every = with_the_gone(courses, [each for each in told.values() if each is not None])
    return tuple(_row(number, map_, facts, every) for number, facts in told.items())


def family(number: str, map_: Municipalities) -> frozenset[str]:
    """Every number that ever shares a row with this one: the places to read to report on it."""
    groups = every_group({each.number for each in map_} | {number}, map_)
    return max((each for each in groups if number in each), key=len)


def places_by_row(
    places: Iterable[str], map_: Municipalities, day: date
) -> dict[str, frozenset[str]]:
    """The places in each row, by the row's number, on the map of `day`."""
    found: dict[str, set[str]] = {}
    for place in places:
        found.setdefault(map_.resolve(place, day), set()).add(place)
    return {number: frozenset(members) for number, members in found.items()}


def every_group(places: Iterable[str], map_: Municipalities) -> set[Group]:
    """The groups that any map makes of these places: each place alone, and those on every day after
    a municipality ended."""
    every = list(places)
    ends = {each.valid_to for each in map_ if each.valid_to}
    maps = (places_by_row(every, map_, day + timedelta(days=1)) for day in ends)
    alone = (frozenset([place]) for place in every)
    return set(chain(alone, *(each.values() for each in maps)))


def main_figures(facts: Facts) -> tuple[int, int, int, int]:
    """People, started, lessons completed, completed."""
    passed = sum(n for fact, n in facts.items() if fact.endswith(":passed"))
    return facts.get("people", 0), facts.get("started", 0), passed, facts.get("completed", 0)


def course_counts(facts: Facts | None, courses: Titles) -> tuple[CourseCount, ...]:
    """Each course of these figures; without numbers if `facts` is None."""
    return tuple(
        CourseCount(
            id,
            title,
            None if facts is None else facts.get(f"course:{id}:started", 0),
            None if facts is None else facts.get(f"course:{id}:completed", 0),
        )
        for id, title in courses.items()
    )


def with_the_gone(courses: Titles, told: Iterable[Facts]) -> Titles:
    """These courses, and those that were removed from the content but still have counts."""
    counted = {fact.split(":")[1] for facts in told for fact in facts if fact[:7] == "course:"}
    return {**courses, **dict.fromkeys(sorted(counted.difference(courses)))}


def _shown_figures(group: Group | None, tally: Tally, visible: frozenset[Group]) -> Facts | None:
    """The figures of a row; None if they are hidden."""
    return None if group is not None and group not in visible else figures(group or (), tally)


def _row(number: str, map_: Municipalities, facts: Facts | None, courses: Titles) -> ReportRow:
    known = map_.by_number(number)
    name = known.name if known else None
    by_course = course_counts(facts, courses)
    if facts is None:
        return ReportRow(number, name, None, None, None, None, suppressed=True, courses=by_course)
    main, erased = main_figures(facts), facts.get(ERASED, 0)
    return ReportRow(number, name, *main, suppressed=False, courses=by_course, erased=erased)


def shown_together(table: Sequence[ReportRow]) -> ReportRow:
    """The sum of the rows that are shown. A total that included hidden rows would reveal one of
    them, or require a second one to be hidden."""
    seen = [each for each in table if not each.suppressed]
    courses = zip(*(each.courses for each in seen), strict=True)
    return ReportRow(
        "",
        None,
        sum(each.people or 0 for each in seen),
        sum(each.started or 0 for each in seen),
        sum(each.lessons_completed or 0 for each in seen),
        sum(each.completed or 0 for each in seen),
        suppressed=len(seen) < len(table),
        courses=tuple(map(_course_together, courses)),
        on_roster=_sum_of_known(each.on_roster for each in seen),
        reached=_sum_of_known(each.reached for each in seen),
        erased=sum(each.erased or 0 for each in seen),
    )


def _course_together(parts: Sequence[CourseCount]) -> CourseCount:
    started = sum(each.started or 0 for each in parts)
    completed = sum(each.completed or 0 for each in parts)
    return CourseCount(parts[0].id, parts[0].title, started, completed)


def _sum_of_known(figures: Iterable[int | None]) -> int | None:
    known = [each for each in figures if each is not None]
    return sum(known) if known else None


def share(part: int, people: int) -> int:
    """`part` of the group in whole per cent; 0 if there is nobody. More than 100 can only come from
    a store of a version that counted otherwise."""
    return min(round(100 * part / max(people, 1)), 100)
