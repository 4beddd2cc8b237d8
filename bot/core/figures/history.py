"""Tallies from counts: how things stand, how they stood on a day, and what happened in a week."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from bot.core.figures.month_counts import DayCounts
from bot.core.figures.small_groups import Facts, Group, Tally
from bot.core.people.municipality_counts import CARRIED


class History:
    """The counts by day, read once and then cut at several dates."""

    def __init__(self, counts: DayCounts) -> None:
        self._events = sorted(counts.events())
        self._days = [day for day, *_ in self._events]

    def until(self, day: date | None) -> Tally:
        """How things stood at the end of `day`; after everything if it is None."""
        return next(self.at([day or date.max]))

    def at(self, days: Iterable[date]) -> Iterator[Tally]:
        """`until` for each of these days, which must be in order, in one pass."""
        running: dict[str, dict[str, int]] = {}
        begin = 0
        for day in days:
            end = bisect_right(self._days, day.isoformat())
            for _, place, fact, n in self._events[begin:end]:
                _add(running, place, fact, n)
            begin = end
            yield _without_zeros(running)

    def by_week(self, group: Group, until: date | None) -> dict[date, dict[str, int]]:
        """What happened in these places in each week, by its Monday: without what people who came
        had done elsewhere, and with what those who went had done there."""
        weeks: dict[str, dict[str, int]] = {}
        for day, place, fact, n in self._events[: bisect_right(self._days, _last(until))]:
            if place in group and not fact.startswith(CARRIED):
                facts = weeks.setdefault(day, {})
                facts[fact] = facts.get(fact, 0) + n
        return _by_monday(weeks)

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


def as_it_was(counts: DayCounts, until: date | None) -> Tally:
    """The tally of counts by day up to and including `until`, when only one cut is needed."""
    tally: dict[str, dict[str, int]] = {}
    for place, fact, n in counts.sums(_last(until)):
        _add(tally, place, fact, n)
    return _without_zeros(tally)


def _add(tally: dict[str, dict[str, int]], place: str, fact: str, n: int) -> None:
    """Whoever has come counts with what they brought along."""
    fact = fact.removeprefix(CARRIED)
    facts = tally.setdefault(place, {})
    facts[fact] = facts.get(fact, 0) + n


def _last(until: date | None) -> str:
    return (until or date.max).isoformat()


def _by_monday(days: Mapping[str, Facts]) -> dict[date, dict[str, int]]:
    weeks: dict[date, dict[str, int]] = {}
    for day, facts in days.items():
        found = date.fromisoformat(day)
        week = weeks.setdefault(found - timedelta(days=found.weekday()), {})
        for fact, n in facts.items():
            week[fact] = week.get(fact, 0) + n
    return weeks


def _without_zeros(tally: Tally) -> Tally:
    kept = {
        place: {fact: n for fact, n in facts.items() if n > 0} for place, facts in tally.items()
    }
    return {place: facts for place, facts in kept.items() if facts}
