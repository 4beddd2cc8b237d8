"""When a plan would be done, at its own pace: for one person, and in counts for many.

Worked out in whole days from now on, as if every lesson that comes is taken the day it comes: the
best that can still happen. Who misses the date even so misses it whatever they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from bot.core.delivery.budget import BUDGET, Budget
from bot.core.delivery.plan_queue import Enrolment
from bot.core.delivery.planner import bar
from bot.core.delivery.plans import Plan
from bot.core.delivery.scene import Scene
from bot.core.delivery.states import Reason
from bot.core.moments import parse_moment
from bot.core.people.hours import WORKDAY, Calendar, Hours, zone_of

FOREVER: Final = "9999"  # a pause until the person says so
_FAR: Final = 400  # days without one that is free for a lesson: then there is none
_WEEK: Final = timedelta(days=7)
_NO_FREE_DAYS: Final = Calendar()


Schedule: TypeAlias = tuple[tuple[str, date | None], ...]
"""Each lesson's plan and day, in order."""


class Part(NamedTuple):
    """What a plan still has for somebody: `unsent` lessons, the next on `first` at the earliest."""

    plan: Plan
    unsent: int
    first: date


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
    if not lessons_left:
        return first
    return last_days([Part(plan, lessons_left, first)], calendar, hours, budget).get(plan.id)


def last_days(
    parts: Sequence[Part],
    calendar: Calendar = _NO_FREE_DAYS,
    hours: Hours = WORKDAY,
    budget: Budget = BUDGET,
) -> dict[str, date]:
    """The day of each plan's last lesson, by plan, for somebody who is in all of these, in the
    file's order. A plan without a lesson left, or without a day for it, is left out."""
    last = dict(schedule(tuple(parts), calendar, hours, budget))
    return {plan: day for plan, day in last.items() if day}


@lru_cache(maxsize=10_000)
def schedule(parts: tuple[Part, ...], calendar: Calendar, hours: Hours, budget: Budget) -> Schedule:
    """Each lesson's plan and day, in order; the day is None if the rest of a plan never gets one.
    It is cached, since most people of a plan have the same schedule."""
    return tuple(_schedule(parts, calendar, hours, budget))


def _schedule(
    parts: Sequence[Part], calendar: Calendar, hours: Hours, budget: Budget
) -> Iterator[tuple[str, date | None]]:
    days: list[date] = []
    free = {e.plan.id: Calendar(calendar.holidays, calendar.breaks + e.plan.breaks) for e in parts}
    parts = [each for each in parts if each.unsent]
    at = min((each.first for each in parts), default=date.min)
    while parts:
        if len(days) >= budget.week:
            at = max(at, days[-budget.week] + _WEEK)
        turn = _turn(parts, at)
        day = _open_day(max(at, turn.first, turn.plan.start), free[turn.plan.id], hours)
        if day is None:  # the others still have theirs
            yield turn.plan.id, None
            parts = [each for each in parts if each is not turn]
        elif _turn(parts, day) is not turn:
            at = min(each.plan.start for each in parts if at < each.plan.start <= day)
        else:
            yield turn.plan.id, day
            days.append(at := day)
            parts = [_after(each, each is turn, day) for each in parts]
            parts = [each for each in parts if each.unsent]


def _turn(parts: Sequence[Part], day: date) -> Part:
    """Whose turn it is: of those that have begun the first in the file, or else the next to begin
    (as `bot.core.delivery.plan_queue` has it)."""
    return min(parts, key=lambda each: max(each.plan.start, day))


def _after(part: Part, sent: bool, day: date) -> Part:
    """The part after a lesson on `day`, `sent` by this plan or by another. The next one comes at
    this plan's pace."""
    first = max(part.first, day + timedelta(days=max(part.plan.every_days, 1)))
    return Part(part.plan, part.unsent - sent, first)


def _open_day(at: date, calendar: Calendar, hours: Hours) -> date | None:
    for offset in range(_FAR):
        day = at + timedelta(days=offset)
        if day.isoweekday() in hours.days and not calendar.is_free(day):
            return day
    return None


@dataclass(frozen=True, slots=True)
class Ahead:
    """One person of the plan: `left` lessons not passed, of which `unsent` are still to come, the
    next on `first` at the earliest. `why` is what stands in the way of every card, or "". `queue`
    are all the plans that have something for them, in the file's order, where there are several."""

    municipality: str
    left: int
    unsent: int
    first: date
    calendar: Calendar = _NO_FREE_DAYS
    hours: Hours = WORKDAY
    why: Reason = Reason.NONE
    budget: Budget = BUDGET
    queue: tuple[Part, ...] = ()

    def done_on(self, plan: Plan) -> date | None:
        """The day of the plan's last lesson; None where there is never one."""
        if not self.unsent:
            return self.first
        queue = self.queue or (Part(plan, self.unsent, self.first),)
        return last_days(queue, self.calendar, self.hours, self.budget).get(plan.id)


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

    def times(self, n: int) -> Forecast:
        """Of `n` groups that are like this one."""
        return Forecast(
            n * self.people,
            n * self.done,
            n * self.in_time,
            n * self.late,
            n * self.never,
            n * self.held_out,
            self.last,
        )

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


def of_one(plan: Plan, person: Ahead) -> Forecast:
    """The forecast of one person alone."""
    word, day = stands(plan, person)
    return Forecast(1, **{word: 1}, last=day)


def ahead_of(scene: Scene, municipality: str) -> dict[str, Ahead]:
    """Where the person of this scene is in each of their plans, by plan; {} for people who are in
    none, and for those who have left."""
    if bar(scene.person, scene.at) == Reason.LEFT:
        return {}
    journey, facts = scene.journey, (scene.holidays, scene.hours)
    parts = {
        each.plan.id: Part(each.plan, len(each.unsent(journey)), first_day(scene, each.plan))
        for each in scene.enrolments
    }
    queue = tuple(
        parts[each.plan.id]
        for each in scene.enrolments
        if parts[each.plan.id].unsent and not each.held_out
    )
    return {
        each.plan.id: Ahead(
            municipality,
            sum(1 for id in each.course.lessons if not each.progress.track(id).passed),
            parts[each.plan.id].unsent,
            parts[each.plan.id].first,
            *facts,
            _in_the_way(scene, each),
            scene.budget,
            queue if len(queue) > 1 else (),
        )
        for each in scene.enrolments
    }


def first_day(scene: Scene, plan: Plan) -> date:
    """The earliest day of the plan's next lesson, were there no other plan."""
    zone, person, journey = zone_of(scene.person.time_zone), scene.person, scene.journey
    first = max(scene.day, scene.day_after_joining)
    if journey.sent:
        sent = parse_moment(journey.sent).astimezone(zone).date()
        first = max(first, sent + timedelta(days=plan.every_days))
    if bar(person, scene.at) == Reason.PAUSED and person.paused_until < FOREVER:
        return max(first, parse_moment(person.paused_until).astimezone(zone).date())
    return first


def _in_the_way(scene: Scene, mine: Enrolment) -> Reason:
    """What stands in the way of every card of this plan, as it is now."""
    why = bar(scene.person, scene.at)
    if why == Reason.PAUSED and scene.person.paused_until < FOREVER:
        return Reason.NONE
    if not why and mine.held_out:
        return Reason.HELD_OUT
    return why or (Reason.RESTING if scene.journey.resting else Reason.NONE)


def stands(plan: Plan, person: Ahead) -> tuple[str, date | None]:
    """ "done", "held_out", "never", "late" or "in_time"; and the day they would be done."""
    if not person.left:
        return "done", None
    if person.why:
        return ("held_out" if person.why == Reason.HELD_OUT else "never"), None
    day = person.done_on(plan)
    if day is None:
        return "never", None
    return ("late" if misses(plan, day) else "in_time"), day


def misses(plan: Plan, day: date) -> bool:
    """Whether being done on `day` is too late for the plan's date."""
    return plan.done_by is not None and day > plan.done_by
