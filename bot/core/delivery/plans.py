"""A plan: which course goes to whom, from when, how often, and done by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.core.learning.lessons import Library
from bot.core.people.person import Person
from bot.core.people.roles import Role


@dataclass(frozen=True, slots=True)
class Plan:
    """`municipalities` are numbers on today's map; `units` are "1506/Sentrum skole". Both empty:
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

    def is_for(self, person: Person, municipality: str) -> bool:
        """`municipality` is the person's, on today's map."""
        if not (self.municipalities or self.units):
            return True
        unit = f"{municipality}/{person.unit}"
        return municipality in self.municipalities or bool(person.unit and unit in self.units)


def plan_for(
    person: Person, municipality: str, plans: Iterable[Plan], library: Library
) -> Plan | None:
    """The first plan that is for this person. A champions' course is for champions."""
    for plan in plans:
        course = library.courses.get(plan.course)
        if course is None or not plan.is_for(person, municipality):
            continue
        if course.audience != "champion" or person.role != Role.EMPLOYEE:
            return plan
    return None


def weeks_needed(lessons_left: int, every_days: int) -> timedelta:
    """The time from one lesson now to the last one."""
    return timedelta(days=max(lessons_left - 1, 0) * every_days)
