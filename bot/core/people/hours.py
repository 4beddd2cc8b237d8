"""When a person may be written to: their days and hours, their time zone, holidays and pauses.

`next_moment` is the one function that knows all of it. Everything is worked out in the person's
own wall-clock time and handed back in UTC, so that both nights when the clocks change come out
right: a time that does not exist is moved on, a time that comes twice counts the first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TEXT = re.compile(r"([1-7]{1,7}) ([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)")
_FAR: Final = 400  # days to look ahead: past a year's leave nothing is worth promising


@dataclass(frozen=True, slots=True)
class Hours:
    """`days` are ISO weekdays (1 is Monday). An `end` at or before `start` is past midnight: the
    window belongs to the day it begins on."""

    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    start: time = time(8, 0)
    end: time = time(15, 30)

    @classmethod
    def parse(cls, text: str) -> Hours | None:
        """ "12345 08:00-15:30" as stored and typed; None for anything else."""
        found = _TEXT.fullmatch(text) if text else None
        if not found:
            return None
        try:
            start, end = time.fromisoformat(found[2]), time.fromisoformat(found[3])
        except ValueError:
            return None
        return cls(frozenset(map(int, found[1])), start, end)

    def __str__(self) -> str:
        days = "".join(map(str, sorted(self.days)))
        return f"{days} {self.start:%H:%M}-{self.end:%H:%M}"


WORKDAY: Final = Hours()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days when nobody is written to. `breaks` are (first, last) days, both included."""

    holidays: frozenset[date] = frozenset()
    breaks: tuple[tuple[date, date], ...] = field(default=())

    def is_free(self, day: date) -> bool:
        return day in self.holidays or any(first <= day <= last for first, last in self.breaks)


def zone_of(name: str, default: str = "Europe/Oslo") -> ZoneInfo:
    """The time zone by its IANA name; `default` for one that is unknown or hostile."""
    try:
        return ZoneInfo(name or default)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(default)


def next_moment(
    at: datetime, hours: Hours, zone: ZoneInfo, calendar: Calendar, spread: timedelta = timedelta()
) -> datetime | None:
    """The first moment at or after `at` (aware) inside the person's hours, in UTC.

    `spread` moves the opening of a window on (at most to half its length), so that a whole
    municipality is not written to at eight sharp; a moment already past the opening stands.
    None when there is none within a good year.
    """
    for opens, closes in _windows(at, hours, zone, calendar):
        begins = opens + min(spread, (closes - opens) / 2)
        if at < closes:
            return max(at.astimezone(UTC), begins)
    return None


def is_within(at: datetime, hours: Hours, zone: ZoneInfo, calendar: Calendar) -> bool:
    return any(
        opens <= at < closes for opens, closes in _windows(at, hours, zone, calendar, days=3)
    )


def _windows(
    at: datetime, hours: Hours, zone: ZoneInfo, calendar: Calendar, days: int = _FAR
) -> Iterator[tuple[datetime, datetime]]:
    """Windows in UTC that are not over by the day of `at`, and on, none empty. One of the day
    before may reach past midnight."""
    overnight = hours.end <= hours.start
    first = at.astimezone(zone).date() - timedelta(days=overnight)
    for offset in range(days):
        day = first + timedelta(days=offset)
        if day.isoweekday() not in hours.days or calendar.is_free(day):
            continue
        opens = moment_of(day, hours.start, zone)
        last = day + timedelta(days=1) if overnight else day
        closes = moment_of(last, hours.end, zone)
        if overnight and calendar.is_free(last):
            closes = min(closes, moment_of(last, time(), zone))
        if opens < closes:
            yield opens, closes


def day_of(at: datetime, hours: Hours, zone: ZoneInfo) -> date:
    """The person's day at `at`: through a night that they work, still the day it began on."""
    here = at.astimezone(zone)
    yesterday = here.date() - timedelta(days=1)
    at_work = hours.end <= hours.start and here.time() < hours.end
    return yesterday if at_work and yesterday.isoweekday() in hours.days else here.date()


def moment_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """That wall-clock time on that day, in UTC: moved on an hour where spring skips it, the first
    of two where autumn has it twice (PEP 495 with fold=0)."""
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)
