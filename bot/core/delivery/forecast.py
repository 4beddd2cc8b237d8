"""When a plan would be done, at its own pace: for one person, and in counts for many.

Worked out in whole days from now on, as if every lesson that comes is taken the day it comes: the
best that can still happen. Who misses the date even so misses it whatever they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.core.delivery.budget import BUDGET, Budget
from bot.core.delivery.planner import Scene, bar
from bot.core.delivery.plans import Plan
from bot.core.delivery.states import Reason
from bot.core.moments import parse_moment
from bot.core.people.hours import WORKDAY, Calendar, Hours, zone_of

FOREVER: Final = "9999"  # a pause until the person says so
_FAR: Final = 400  # days without one that is free for a lesson: then there is none
_WEEK: Final = timedelta(days=7)
_NO_FREE_DAYS: Final = Calendar()


def done_on(
    plan: Plan,
    lessons_left: int,
    first: date,
    calendar: Calendar = _NO_FREE_DAYS,
    hours: Hours = WORKDAY,
    budget: Budget = BUDGET,
) -> date | None:
    """The day of the last of `lessons_left` lessons, when the next may come on `first` or later.

    `calendar` has the municipality's free days; the plan's own breaks are added here. With no
    lesson left it is `first` itself; None where no day is ever free for one.
    """
    free = Calendar(calendar.holidays, calendar.breaks + plan.breaks)
    days: list[date] = []
    at = max(first, plan.start) if lessons_left else first
    for _ in range(lessons_left):
        if len(days) >= budget.week:
            at = max(at, days[-budget.week] + _WEEK)
        found = _open_day(at, free, hours)
        if found is None:
            return None
        days.append(found)
        at = found + timedelta(days=max(plan.every_days, 1))
    return days[-1] if days else first


def _open_day(at: date, calendar: Calendar, hours: Hours) -> date | None:
    for offset in range(_FAR):
        day = at + timedelta(days=offset)
        if day.isoweekday() in hours.days and not calendar.is_free(day):
            return day
    return None


@dataclass(frozen=True, slots=True)
class Ahead:
    """One person of the plan: `left` lessons not passed, of which `unsent` are still to come, the
    next on `first` at the earliest. `why` is what stands in the way of every card, or ""."""

    municipality: str
    left: int
    unsent: int
    first: date
    calendar: Calendar = _NO_FREE_DAYS
    hours: Hours = WORKDAY
    why: Reason = Reason.NONE
    budget: Budget = BUDGET


@dataclass(frozen=True, slots=True)
class Forecast:
    """In counts: people = done + in_time + late + never + held_out. `never`: no card reaches them
    as it stands. `last` is the last day anyone in time or late would be done, None for nobody."""

    people: int = 0
    done: int = 0
    in_time: int = 0
    late: int = 0
    never: int = 0
    held_out: int = 0
    last: date | None = None

    @property
    def missing(self) -> int:
        """How many will miss the date, with what is known today."""
        return self.late + self.never

    def __add__(self, other: Forecast) -> Forecast:
        """Of both together; nobody is in both."""
        return Forecast(
            self.people + other.people,
            self.done + other.done,
            self.in_time + other.in_time,
            self.late + other.late,
            self.never + other.never,
            self.held_out + other.held_out,
            max((day for day in (self.last, other.last) if day), default=None),
        )


def forecast(plan: Plan, people: Iterable[Ahead]) -> dict[str, Forecast]:
    """The forecast by municipality number, in order, each person counted once."""
    counts: dict[str, dict[str, int]] = {}
    last: dict[str, date] = {}
    for each in people:
        word, day = stands(plan, each)
        row = counts.setdefault(each.municipality, {})
        row[word] = row.get(word, 0) + 1
        if day:
            last[each.municipality] = max(day, last.get(each.municipality, day))
    return {
        number: Forecast(sum(row.values()), **row, last=last.get(number))
        for number, row in sorted(counts.items())
    }


def ahead_of(scene: Scene, municipality: str) -> Ahead | None:
    """Where the person of this scene is in their plan; None for whom there is none, and for those
    who have left: nobody waits for them."""
    if scene.plan is None or scene.course is None or scene.progress is None:
        return None
    if bar(scene.person, scene.at) == "left":
        return None
    tracks = {each: scene.progress.track(each) for each in scene.course.lessons}
    left = [each for each in scene.course.lessons if not tracks[each].passed]
    unsent = [each for each in left if each not in scene.journey.opened]
    first, why = first_day(scene)
    days, own, most = scene.holidays, scene.hours, scene.budget
    return Ahead(municipality, len(left), len(unsent), first, days, own, why, most)


def first_day(scene: Scene) -> tuple[date, Reason]:
    """The earliest day of the next lesson, and what stands in the way of every card."""
    zone = zone_of(scene.person.time_zone)
    first, journey = scene.at.astimezone(zone).date(), scene.journey
    joined = date.fromisoformat(scene.person.joined[:10])
    first = max(first, joined + timedelta(days=1))
    if journey.sent and scene.plan:
        sent = parse_moment(journey.sent).astimezone(zone).date()
        first = max(first, sent + timedelta(days=scene.plan.every_days))
    why = bar(scene.person, scene.at)
    if why == Reason.PAUSED and scene.person.paused_until < FOREVER:
        until = parse_moment(scene.person.paused_until).astimezone(zone).date()
        return max(first, until), Reason.NONE
    if not why and scene.plan and scene.person.lot < scene.plan.hold_out:
        why = Reason.HELD_OUT
    return first, why or (Reason.RESTING if journey.resting else Reason.NONE)


def stands(plan: Plan, person: Ahead) -> tuple[str, date | None]:
    """ "done", "held_out", "never", "late" or "in_time"; and the day they would be done."""
    if not person.left:
        return "done", None
    if person.why:
        return ("held_out" if person.why == Reason.HELD_OUT else "never"), None
    day = done_on(plan, person.unsent, person.first, person.calendar, person.hours, person.budget)
    if day is None:
        return "never", None
    return ("late" if misses(plan, day) else "in_time"), day


def misses(plan: Plan, day: date) -> bool:
    """Whether being done on `day` is too late for the plan's date."""
    return plan.done_by is not None and day > plan.done_by
