"""The counts of days long past, a month in one document: a row a day and fact would pile up for
ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

RECENT: Final = timedelta(days=60)  # most of what is told late is told within this time


class MonthCounts(Struct, frozen=True):
    """What the ``day|`` counts of `place` in `month` ("2026-09") said when they were put here, as
    {fact: {day of the month, "03": n}}; see `bot.core.people.municipality_counts` for the facts.

    What is told later of these days is counted under ``day|`` again, and put here in its turn. So
    the figure of a day is the sum of both.
    """

    place: str
    month: str
    facts: Mapping[str, Mapping[str, int]]

    def plus(self, counts: Mapping[str, int]) -> MonthCounts:
        """With these counts, which are all of this place and month."""
        facts = {fact: dict(days) for fact, days in self.facts.items()}
        for name, n in counts.items():
            _, _, day, fact = name.split("|", 3)
            days = facts.setdefault(fact, {})
            days[day[-2:]] = days.get(day[-2:], 0) + n
        kept = {fact: {day: n for day, n in days.items() if n} for fact, days in facts.items()}
        return MonthCounts(self.place, self.month, {k: days for k, days in kept.items() if days})


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Every count of some places by day: ``day|`` counts by name, and months. Nothing is in both,
    and nothing is 0."""

    counts: Mapping[str, int]
    months: tuple[MonthCounts, ...] = ()

    @classmethod
    def of(cls, counts: Mapping[str, int], months: Iterable[MonthCounts]) -> DayCounts:
        """As they are stored: what was told late is added to its month."""
        known = {(each.place, each.month): each for each in months}
        rest, late = dict(counts), dict[tuple[str, str], dict[str, int]]()
        for name in counts if known else ():
            _, place, day, _ = name.split("|", 3)
            if (place, day[:7]) in known:
                late.setdefault((place, day[:7]), {})[name] = rest.pop(name)
        known |= {which: known[which].plus(told) for which, told in late.items()}
        return cls(rest, tuple(known.values()))

    def events(self) -> Iterator[tuple[str, str, str, int]]:
        """Each as (day, place, fact, n), the day an ISO date."""
        for name, n in self.counts.items():
            _, place, day, fact = name.split("|", 3)
            yield day, place, fact, n
        for each in self.months:
            for fact, days in each.facts.items():
                for day, n in days.items():
                    yield f"{each.month}-{day}", each.place, fact, n

    def sums(self, last: str) -> Iterator[tuple[str, str, int]]:
        """(place, fact, n) up to and including the day `last`, an ISO date. The same place and fact
        may come more than once."""
        for name, n in self.counts.items():
            _, place, day, fact = name.split("|", 3)
            if day <= last:
                yield place, fact, n
        for each in self.months:
            end = "" if each.month > last[:7] else "99" if each.month < last[:7] else last[-2:]
            for fact, days in each.facts.items() if end else ():
                yield each.place, fact, sum(n for day, n in days.items() if day <= end)


def first_recent(today: date) -> str:
    """The first month ("2026-09") that had not ended when `RECENT` began: its days, and later ones,
    stay as they are."""
    return f"{today - RECENT:%Y-%m}"
