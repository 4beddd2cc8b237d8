"""Days when the bot writes to nobody in a municipality: public holidays and its common leave.

Importing the library `holidays` takes about 0.2 s, so it waits until the first calendar is asked
for. The days themselves are computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from bot.core.people.hours import Calendar
from bot.core.people.municipalities import Municipalities

FIRST: Final = 2019  # the years that are computed, both inclusive
LAST: Final = 2040
_DAY: Final = timedelta(days=1)


def calendar_for(
    places: Municipalities | None = None, *, klemdager: bool = False
) -> Callable[[str], Calendar]:
    """A function from a municipality's number to its calendar; calendars are cached.

    Every calendar has Norway's public holidays from 2019 to 2040. With `klemdager` it also has
    single working days between days off, and the days from Christmas Eve to New Year's Eve. With
    `places` it has the municipality's common leave weeks; an unknown number has none.
    """

    @cache
    def calendar(number: str) -> Calendar:
        known = places.by_number(number) if places else None
        return _calendar(known.leave_weeks if known else (), klemdager)

    return calendar


@cache
def _calendar(leave_weeks: tuple[int, ...], klemdager: bool) -> Calendar:
    """One value for all municipalities with the same weeks. The days are in a set, for look-ups in
    constant time."""
    days = public_holidays() | (squeezed_days() if klemdager else frozenset())
    spans = break_weeks(leave_weeks, date(FIRST, 1, 1), date(LAST, 12, 31))
    return Calendar(days | set(_each_day(spans)))


@cache
def public_holidays() -> frozenset[date]:
    """Norway's public holidays from 2019 to 2040, including those on Sundays."""
    from holidays.countries.norway import Norway

    return frozenset(Norway(years=range(FIRST, LAST + 1)))


@cache
def squeezed_days() -> frozenset[date]:
    """Single working days between two days off (*klemdager*), and those from 24 to 31 December.

    Examples are the Friday after Ascension Day, and the Monday before a 17 May on a Tuesday.
    """
    taken = public_holidays()

    def is_free(day: date) -> bool:
        return day.isoweekday() > 5 or day in taken

    everyday = _each_day([(date(FIRST, 1, 1), date(LAST, 12, 31))])
    return frozenset(
        day
        for day in everyday
        if not is_free(day)
        and ((day.month == 12 and day.day >= 24) or (is_free(day - _DAY) and is_free(day + _DAY)))
    )


def break_weeks(weeks: Iterable[int], first: date, last: date) -> tuple[tuple[date, date], ...]:
    """ISO weeks as (Monday, Sunday), for every year from that of `first` to that of `last`.
    Consecutive weeks are joined. Week 53 is left out in years that have none."""
    mondays = sorted(
        monday
        for year in range(first.year, last.year + 1)
        for week in set(weeks)
        if (monday := _monday(year, week)) and first - timedelta(days=6) <= monday <= last
    )
    joined: list[tuple[date, date]] = []
    for monday in mondays:
        sunday = monday + timedelta(days=6)
        if joined and joined[-1][1] + timedelta(days=1) == monday:
            joined[-1] = joined[-1][0], sunday
        else:
            joined.append((monday, sunday))
    return tuple(joined)


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _each_day(spans: Iterable[tuple[date, date]]) -> Iterable[date]:
    for first, last in spans:
        yield from (first + n * _DAY for n in range((last - first).days + 1))
