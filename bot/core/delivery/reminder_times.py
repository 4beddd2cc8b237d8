"""When "later" is: the moment behind a choice, which is when the reminder does come.

What a person is told is held: within their own hours, on no free day, after any pause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.core.delivery.planner import allowed_at, bar
from bot.core.delivery.scene import Scene
from bot.core.moments import parse_moment
from bot.core.people.hours import day_of, moment_of, zone_of
from bot.core.typed_dates import WEEKDAYS

TIMES: Final = ("10:00", "13:00")
_DAYS: Final = 14  # how far ahead a time of day is looked for
_MINUTE: Final = timedelta(minutes=1)
_NEVER: Final = "9999"  # a pause without an end


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """A wish to be reminded. `lesson` is "" when it names none (a follow-up's button); `when` is
    "HH:MM" (today), "tomorrow", "monday", or "" when it only asks for the choice."""

    lesson: str
    when: str


def offered(scene: Scene) -> tuple[tuple[str, datetime], ...]:
    """The choices that make sense now, each with its moment: times still to come today, tomorrow,
    and monday when that is later. None of them where nothing would come."""
    day = scene.at.astimezone(zone_of(scene.person.time_zone)).date()
    times = [(each, moment) for each in TIMES if (moment := _today(scene, each, day))]
    days = [(each, moment) for each in ("tomorrow", "monday") if (moment := promised(scene, each))]
    if len(days) == 2 and (days[0][1] == days[1][1] or not _is_monday(scene, days[1][1])):
        days.pop()
    return (*times, *days)


def promised(scene: Scene, when: str) -> datetime | None:
    """The moment that `when` stands for, in UTC and whole minutes: "HH:MM", or "tomorrow" or a
    weekday ("monday"), each also with a time after it ("monday 13:00").

    Days begin when the person's working day does: tomorrow is the next working day. A time alone
    that is over today is that of the next day when it is within their hours; where it never is,
    the first moment after it that is. None where nothing would come: someone who has stopped,
    paused for good, or is gone by then.
    """
    zone = zone_of(scene.person.time_zone)
    today = day_of(scene.at, scene.hours, zone)
    named, _, clock = when.rpartition(" ") if ":" in when else (when, "", "")
    if named:
        opens = time.fromisoformat(clock) if clock else scene.hours.start
        found = _allowed(scene, moment_of(_day_named(named, today), opens, zone))
    else:
        found = _at_time(scene, time.fromisoformat(clock))
    return None if found and bar(scene.person, found) else found


def _at_time(scene: Scene, wall: time) -> datetime | None:
    zone = zone_of(scene.person.time_zone)
    today = scene.at.astimezone(zone).date()
    days = (moment_of(today + timedelta(days=n), wall, zone) for n in range(_DAYS))
    ahead = [each for each in days if each > scene.at]
    exact = (each for each in ahead if _allowed(scene, each) == each)
    return next(exact, None) or _allowed(scene, ahead[0])


def _allowed(scene: Scene, at: datetime) -> datetime | None:
    """The first whole minute from `at` on when a card that was asked for may come, and does."""
    paused = scene.person.paused_until
    if paused.startswith(_NEVER):
        return None
    if paused:
        at = max(at, parse_moment(paused))
    if at.second or at.microsecond:
        at = at.replace(second=0, microsecond=0) + _MINUTE
    return allowed_at(scene, at, counts=False)


def _today(scene: Scene, when: str, day: date) -> datetime | None:
    """That time today, where it is still to come and within hours."""
    zone = zone_of(scene.person.time_zone)
    moment = moment_of(day, time.fromisoformat(when), zone)
    return moment if moment > scene.at and promised(scene, when) == moment else None


def _is_monday(scene: Scene, moment: datetime) -> bool:
    return moment.astimezone(zone_of(scene.person.time_zone)).isoweekday() == 1


def _day_named(name: str, today: date) -> date:
    """Tomorrow, or the next such weekday after today."""
    if name == "tomorrow":
        return today + timedelta(days=1)
    ahead = WEEKDAYS.index(name) + 1 - today.isoweekday()
    return today + timedelta(days=(ahead - 1) % 7 + 1)
