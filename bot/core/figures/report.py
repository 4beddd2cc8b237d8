"""Reports by municipality: from counts to rows. Pure; `bot.core.figures.small_groups` decides what
is hidden.

There are two readings of the same history:

- *as it is*: today's members with everything they have done, wherever they did it (``now|``
  counts);
- *as it was*: what happened in each place (``day|`` counts), up to and including `until` (a UTC
  date), on the map of the day `as_of`.

On a map, a municipality that has merged by that day is counted under its successor. One that did
not exist yet cannot be split into those it came from, and has a row of its own, as has an unknown
number. People without a known municipality are under the number "", without a name. So every count
is in exactly one row, and the rows add up to the total.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final

from bot.core.figures.small_groups import Facts, Group, Tally, figures, shown
from bot.core.people.municipalities import Municipalities

UNKNOWN: Final = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One municipality. `name` is None for an unknown number, and for people without a known
    municipality. Figures are None if `suppressed`.

    `people` are known there; `started` counts those with at least one answer; `lessons_completed`
    counts lessons passed, once for each person; `completed` counts people who passed a whole
    course.
    """

    number: str
    name: str | None
    people: int | None
    started: int | None
    lessons_completed: int | None
    completed: int | None
    suppressed: bool


class History:
    """The ``day|`` counts, read once and then cut at several dates."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        named = ((name.split("|", 3), n) for name, n in counts.items())
        self._events = sorted((day, place, fact, n) for (_, place, day, fact), n in named)
        self._days = [day for day, *_ in self._events]

    def until(self, day: date | None) -> Tally:
        """What had happened by the end of `day`; everything if it is None."""
        return next(self.at([day or date.max]))

    def at(self, days: Iterable[date]) -> Iterator[Tally]:
        """`until` for each of these days, which must be in order, in one pass."""
        running: dict[str, dict[str, int]] = {}
        begin = 0
        for day in days:
            end = bisect_right(self._days, day.isoformat())
            for _, place, fact, n in self._events[begin:end]:
                facts = running.setdefault(place, {})
                facts[fact] = facts.get(fact, 0) + n
            begin = end
            yield _without_zeros(running)

    @property
    def places(self) -> frozenset[str]:
        return frozenset(place for _, place, _, _ in self._events)

    def span(self, group: Group) -> tuple[date, date] | None:
        """The first and the last day on which anything happened in these places."""
        days = [day for day, place, _, _ in self._events if place in group]
        return (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else None


def as_it_is(counts: Mapping[str, int]) -> Tally:
    """The tally of ``now|`` counts."""
    tally: dict[str, dict[str, int]] = {}
    for name, n in counts.items():
        _, place, fact = name.split("|", 2)
        tally.setdefault(place, {})[fact] = n
    return _without_zeros(tally)


def as_it_was(counts: Mapping[str, int], until: date | None) -> Tally:
    """The tally of ``day|`` counts up to and including `until`, when only one cut is needed."""
    last = (until or date.max).isoformat()
    tally: dict[str, dict[str, int]] = {}
    for name, n in counts.items():
        _, place, day, fact = name.split("|", 3)
        if day <= last:
            facts = tally.setdefault(place, {})
            facts[fact] = facts.get(fact, 0) + n
    return _without_zeros(tally)


def _without_zeros(tally: Tally) -> Tally:
    kept = {
        place: {fact: n for fact, n in facts.items() if n > 0} for place, facts in tally.items()
    }
    return {place: facts for place, facts in kept.items() if facts}


def rows(tally: Tally, map_: Municipalities, as_of: date, minimum: int) -> tuple[ReportRow, ...]:
    """A row for every municipality of the day `as_of`, and for places that belong to none of them,
    by number.

    Groups of fewer than `minimum` people are hidden.
    """
    groups = places_by_row(tally, map_, as_of)
    visible = shown(every_group(tally, map_), tally, minimum)
    numbers = {each.number for each in map_.valid_on(as_of)} | groups.keys()
    return tuple(_row(each, map_, groups.get(each), tally, visible) for each in sorted(numbers))


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


def _row(
    number: str,
    map_: Municipalities,
    group: Group | None,
    tally: Tally,
    visible: frozenset[Group],
) -> ReportRow:
    known = map_.by_number(number)
    name = known.name if known else None
    if group is not None and group not in visible:
        return ReportRow(number, name, None, None, None, None, suppressed=True)
    return ReportRow(number, name, *main_figures(figures(group or (), tally)), suppressed=False)


def shown_together(table: Sequence[ReportRow]) -> ReportRow:
    """The sum of the rows that are shown. A total that included hidden rows would reveal one of
    them, or require a second one to be hidden."""
    seen = [each for each in table if not each.suppressed]
    return ReportRow(
        "",
        None,
        sum(each.people or 0 for each in seen),
        sum(each.started or 0 for each in seen),
        sum(each.lessons_completed or 0 for each in seen),
        sum(each.completed or 0 for each in seen),
        suppressed=len(seen) < len(table),
    )


def share(part: int, people: int) -> int:
    """`part` of the group in whole per cent, at most 100; 0 if there is nobody. Erasing a person
    lowers `people`, but not what they did, so the larger of the two is the whole."""
    return round(100 * part / max(part, people, 1))
