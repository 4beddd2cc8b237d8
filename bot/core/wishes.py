"""When "later" is: the moment behind a choice, in the person's own time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.core.hours import WORKDAY, Hours, moment_of, zone_of
from bot.core.people import Person

TIMES: Final = ("10:00", "13:00")


def offered(person: Person, at: datetime) -> tuple[str, ...]:
    """The choices that make sense now: times still to come today, tomorrow, and monday when
    tomorrow is not it."""
    here = at.astimezone(zone_of(person.time_zone))
    today = [each for each in TIMES if time.fromisoformat(each) > here.time()]
    tomorrow = here.date() + timedelta(days=1)
    return (*today, "tomorrow", *(() if tomorrow.isoweekday() == 1 else ("monday",)))


def moment_for(person: Person, when: str, at: datetime) -> datetime:
    """The moment that `when` ("HH:MM", "tomorrow", "monday") stands for, in UTC.

    Days begin when the person's working day does. A time that is over today is tomorrow's.
    """
    zone = zone_of(person.time_zone)
    today = at.astimezone(zone).date()
    opens = (Hours.parse(person.hours) or WORKDAY).start
    if when == "tomorrow":
        return moment_of(today + timedelta(days=1), opens, zone)
    if when == "monday":
        return moment_of(_monday_after(today), opens, zone)
    wall = time.fromisoformat(when)
    moment = moment_of(today, wall, zone)
    return moment if moment > at else moment_of(today + timedelta(days=1), wall, zone)


def _monday_after(day: date) -> date:
    return day + timedelta(days=8 - day.isoweekday())
