"""When the bot may write to a person: their days and hours, time zone, and holidays.

`next_moment` takes all of it into account. It computes in the person's own wall-clock time and
returns UTC, so that it is right when the clocks change: a time that does not exist is moved
forward, and of a time that occurs twice the first counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TEXT = re.compile(r"([1-7]{1,7}) ([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)")
_FAR: Final = 400  # days to look ahead: no promise is made beyond a year's leave


@dataclass(frozen=True, slots=True)
class Hours:
    """`days` are ISO weekdays (1 is Monday). If `end` is not after `start`, the window extends past
    midnight, and belongs to the day on which it begins."""

    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    start: time = time(8, 0)
    end: time = time(15, 30)

    @classmethod
    def parse(cls, text: str) -> Hours | None:
        """The hours in "12345 08:00-15:30", as they are stored; None for anything else."""
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
    """Days on which the bot writes to nobody. `breaks` are (first, last) days, both inclusive."""

    holidays: frozenset[date] = frozenset()
    breaks: tuple[tuple[date, date], ...] = field(default=())

    def is_free(self, day: date) -> bool:
        return day in self.holidays or any(first <= day <= last for first, last in self.breaks)


def zone_of(name: str, default: str = "Europe/Oslo") -> ZoneInfo:
    """The time zone with this IANA name; `default` for a name that is unknown or malformed."""
    try:
        return ZoneInfo(name or default)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(default)


def next_moment(
    at: datetime, hours: Hours, zone: ZoneInfo, calendar: Calendar, spread: timedelta = timedelta()
) -> datetime | None:
    """The first moment at or after `at` (aware) inside the person's hours, in UTC.

    `spread` postpones the opening of a window (at most to the middle of it), so that a whole
    municipality does not get messages at eight sharp; it does not affect a moment after the
    opening. None if there is no such moment within 400 days.
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
    """Non-empty windows in UTC, from the day before that of `at` onwards, since that day's window
    may extend past midnight."""
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
    """The person's day at `at`; during a night shift it is the day on which the shift began."""
    here = at.astimezone(zone)
    yesterday = here.date() - timedelta(days=1)
    at_work = hours.end <= hours.start and here.time() < hours.end
    return yesterday if at_work and yesterday.isoweekday() in hours.days else here.date()


def moment_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """A wall-clock time on a day, in UTC: moved forward an hour if spring skips it, the first of
    the two if autumn has it twice (PEP 495 with fold=0)."""
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)
