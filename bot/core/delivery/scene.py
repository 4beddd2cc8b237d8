"""What a decision about a person needs, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.core.delivery.budget import BUDGET, Budget
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plan_queue import Enrolment
from bot.core.delivery.plans import Plan
from bot.core.delivery.states import Reason
from bot.core.learning.lessons import Course
from bot.core.learning.progress import Progress
from bot.core.learning.recall import Recall
from bot.core.people.hours import WORKDAY, Calendar, Hours, zone_of
from bot.core.people.person import Person

WORKING: Final = Calendar()  # no day is free


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a decision needs. `plan`, `course` and `progress` are None where no plan is for
    this person; of several that are, in `queue`, they are those of the one whose turn it is.
    `holidays` are the municipality's; `at` is now, aware. `order` are the kinds of cards, the most
    important first."""

    person: Person
    journey: Journey
    at: datetime
    plan: Plan | None = None
    course: Course | None = None
    progress: Progress | None = None
    holidays: Calendar = WORKING
    budget: Budget = BUDGET
    order: tuple[str, ...] = ()
    queue: tuple[Enrolment, ...] = ()

    @property
    def day(self) -> date:
        """The person's own date."""
        return self.at.astimezone(zone_of(self.person.time_zone)).date()

    @property
    def enrolments(self) -> tuple[Enrolment, ...]:
        """The plans that this person is in."""
        if self.queue or self.plan is None or self.course is None or self.progress is None:
            return self.queue
        held_out = self.plan.holds_out(self.person)
        return (Enrolment(self.plan, self.course, self.progress, held_out),)

    @property
    def day_after_joining(self) -> date:
        """The first day on which the bot sends a newcomer anything unasked."""
        return date.fromisoformat(self.person.joined[:10]) + timedelta(days=1)

    def has_passed(self, lesson: str) -> bool:
        return any(each.progress.track(lesson).passed for each in self.enrolments)

    @property
    def hours(self) -> Hours:
        return Hours.parse(self.person.hours) or WORKDAY

    @property
    def calendar(self) -> Calendar:
        breaks = self.plan.breaks if self.plan else ()
        if not breaks:
            return self.holidays
        return Calendar(self.holidays.holidays, self.holidays.breaks + breaks)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to send: from `at` on, `subject` by its kind (a lesson's id), `slot` which one.
    What people asked for themselves does not count in their budget."""

    kind: str
    subject: str
    slot: str
    at: datetime
    asked: tuple[Recall, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """`wish` is to be planned now, or None; `journey` is the journey afterwards."""

    journey: Journey
    reason: Reason
    wish: Candidate | None = None
