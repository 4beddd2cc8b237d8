"""Whether a plan is on track: for one person, in counts for many, and as it may be shown.

A lesson is *due* to be passed when the next one comes at the plan's own pace, the last lesson after
the same interval. The day after `done_by`, every lesson is due. The pace counts from the plan's
start, from the morning after the person came, or from when the plan became theirs, in the working
days of their municipality and with their other plans before it, as `bot.core.delivery.forecast` has
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from bot.core.delivery.forecast import Ahead, Part, Schedule, ahead_of, schedule, stands
from bot.core.delivery.plan_queue import Enrolment
from bot.core.delivery.plans import Plan
from bot.core.delivery.scene import Scene
from bot.core.values import replace

MOST_OF: Final = 0.9  # the share of people who are done on the day that is reported


class PlanFigures(Struct, frozen=True):
    """Counts: people = held_out + finished + on_track + behind.

    `finished` have passed every lesson of the course; of the others those are `behind` who have
    passed fewer lessons than are due, together `lessons_behind` fewer. `expected` have every lesson
    due, whether or not they have finished. `cannot_finish` can't be done by the plan's date, or at
    all, even if they take every lesson the day it comes. `days` are the days (ISO) when people
    would be done then, and how many; "" for those who are.
    """

    people: int = 0
    held_out: int = 0
    finished: int = 0
    expected: int = 0
    on_track: int = 0
    behind: int = 0
    lessons_behind: int = 0
    cannot_finish: int = 0
    days: Mapping[str, int] = {}

    def __add__(self, other: PlanFigures) -> PlanFigures:
        """Of both together; nobody is in both."""
        days = dict(self.days)
        for day, n in other.days.items():
            days[day] = days.get(day, 0) + n
        both = {each: getattr(self, each) + getattr(other, each) for each in COUNTS}
        return PlanFigures(**both, days=days)

    def most_done_on(self, today: date) -> date | None:
        """The first day when nine in ten of those who take part would be done; None for never."""
        wanted, so_far = MOST_OF * (self.people - self.held_out), 0
        for day, n in sorted(self.days.items()):
            so_far += n
            if so_far >= wanted:
                return date.fromisoformat(day) if day else today
        return None


COUNTS: Final = tuple(each for each in PlanFigures.__struct_fields__ if each != "days")


class CountedPlans(Struct, frozen=True):
    """All plans as they stood at the moment `at`: figures by plan and municipality. `mark` is the
    fingerprint of plans and calendars. `outside` are the people of a municipality who are not in a
    plan, likewise; `rostered` are those in it whom the roster has placed there."""

    at: str
    mark: str
    plans: Mapping[str, Mapping[str, PlanFigures]] = {}
    outside: Mapping[str, Mapping[str, int]] = {}
    rostered: Mapping[str, Mapping[str, int]] = {}


def progress_of_one(scene: Scene, municipality: str) -> dict[str, PlanFigures]:
    """The person of this scene in each of their plans, by plan."""
    ahead, due = ahead_of(scene, municipality), _due(scene)
    return {
        each.plan.id: _figures(each, ahead[each.plan.id], due.get(each.plan.id, 0))
        for each in scene.enrolments
        if each.plan.id in ahead
    }


def _figures(mine: Enrolment, ahead: Ahead, due: int) -> PlanFigures:
    if mine.held_out:
        return PlanFigures(people=1, held_out=1)
    lessons = len(mine.course.lessons)
    word, day = stands(mine.plan, ahead)
    expected, short = int(due >= lessons), due - (lessons - ahead.left)
    if word == "done":
        return PlanFigures(people=1, finished=1, expected=expected, days={"": 1})
    behind = short > 0
    return PlanFigures(
        people=1,
        expected=expected,
        on_track=int(not behind),
        behind=int(behind),
        lessons_behind=max(short, 0),
        cannot_finish=int(word in ("late", "never")),
        days={str(day): 1} if day else {},
    )


def _due(scene: Scene) -> dict[str, int]:
    """How many lessons of each plan are due to be passed by today."""
    joined = scene.day_after_joining
    taking_part = [each for each in scene.enrolments if not each.held_out]
    plans = [replace(each.plan, start=_reached(scene, each.plan)) for each in taking_part]
    parts = tuple(
        Part(plan, len(each.course.lessons), max(joined, plan.start))
        for plan, each in zip(plans, taking_part, strict=True)
    )
    days = schedule(parts, scene.holidays, scene.hours, scene.budget)
    return {plan.id: _due_of(plan, n, days, scene.day) for plan, n, _ in parts}


def _reached(scene: Scene, plan: Plan) -> date:
    """When the plan began for this person: on its first day, or when it became theirs."""
    since = scene.journey.since.get(plan.id, "")
    return max(plan.start, date.fromisoformat(since)) if since else plan.start


def _due_of(plan: Plan, lessons: int, days: Schedule, today: date) -> int:
    if plan.done_by and today > plan.done_by:
        return lessons
    wait = timedelta(days=plan.every_days)
    return sum(1 for id, day in days if id == plan.id and day and day + wait <= today)
