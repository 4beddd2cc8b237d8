"""A plan: which course goes to whom, from when, how often, and done by when.

A person can be in several: `bot.core.delivery.plan_queue` says whose turn it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.core.learning.lessons import Library
from bot.core.people.person import Person
from bot.core.people.places import Places


@dataclass(frozen=True, slots=True)
class Plan:
    """`municipalities` are numbers, `units` are "1506/Sentrum skole"; also former ones. Both empty:
    everyone. `hold_out` is how many in a hundred are left out, for measuring effect."""

    id: str
    course: str
    start: date
    done_by: date | None = None
    every_days: int = 7
    municipalities: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    breaks: tuple[tuple[date, date], ...] = field(default=())
    hold_out: int = 0

    def is_for(self, person: Person, places: Places) -> bool:
        """Whether it is for somebody in this place today."""
        everyone = not (self.municipalities or self.units)
        return everyone or places.covers((*self.municipalities, *self.units), person.place)

    def canonical(self) -> tuple[object, ...]:
        """All its values, in an order that is the same in every process."""
        where = sorted(self.municipalities), sorted(self.units)
        when = self.start, self.done_by, self.every_days, self.breaks
        return (self.id, self.course, *when, *where, self.hold_out)

    def holds_out(self, person: Person) -> bool:
        """Whether this person gets nothing, so that the effect can be measured."""
        return person.lot < self.hold_out


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What the plans' file says: its plans, or what is to be mended, as lines for a person."""

    plans: tuple[Plan, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanState:
    """How many plans the bot follows, and why it does not follow the file, "" where it does."""

    followed: int
    fault: str = ""


def plans_for(
    person: Person, places: Places, plans: Iterable[Plan], library: Library
) -> list[Plan]:
    """The plans that are for this person, in the file's order. A champions' course is for
    champions. A course comes from one plan: of several with the same one, the first in the file
    that is for the person, so that no lesson comes twice."""
    found: dict[str, Plan] = {}
    for plan in plans:
        course = library.courses.get(plan.course)
        if course is None or plan.course in found or not plan.is_for(person, places):
            continue
        if course.audience != "champion" or person.role.leads:
            found[plan.course] = plan
    return list(found.values())


def weeks_needed(lessons_left: int, every_days: int) -> timedelta:
    """The time from one lesson now to the last one."""
    return timedelta(days=max(lessons_left - 1, 0) * every_days)
