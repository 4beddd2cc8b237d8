"""What plans do to each other: those that nobody ever gets, and those that come too late because
the same people have others first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.content.calendars import public_holidays
from bot.core.delivery.forecast import Part, done_on, last_days
from bot.core.delivery.plans import Plan, plans_for
from bot.core.learning.lessons import Library
from bot.core.people.hours import Calendar
from bot.core.people.municipalities import Municipalities
from bot.core.people.person import Person
from bot.core.people.places import Places, split
from bot.core.people.roles import Role
from bot.core.values import replace

_SOMEONE: Final = Person("", "", "", "")


@dataclass(frozen=True, slots=True)
class Clash:
    """`plan` is never anybody's (`what` and `mend` say why), or `late`: too late for its date."""

    plan: str
    what: str
    mend: str
    late: bool = False


def clashes(plans: Sequence[Plan], library: Library, map_: Municipalities) -> list[Clash]:
    """Each plan is named once at most. Plans that don't fit by themselves are not told of here.
    Places are those of the day when the last plan starts."""
    queues = set(_queues(plans, library, map_))
    there = {plan.id for queue in queues for plan in queue}
    found = {e.id: _nobodys(e, plans) for e in plans if e.id not in there}
    for queue in sorted(queues, key=lambda each: [plan.id for plan in each]):
        for clash in _late(queue, library):
            found.setdefault(clash.plan, clash)
    return list(found.values())


def _queues(
    plans: Sequence[Plan], library: Library, map_: Municipalities
) -> Iterator[tuple[Plan, ...]]:
    """The plans that somebody is in, for each kind of somebody that these plans tell apart."""
    named = {"", *(place for each in plans for place in each.municipalities | each.units)}
    day = max((each.start for each in plans), default=date.max)
    places = Places(map_, day, named.__contains__)
    for place in sorted(named):
        number, unit = split(place)
        for role in (Role.EMPLOYEE, Role.CHAMPION):
            person = replace(_SOMEONE, municipality=number, unit=unit, role=role)
            yield tuple(plans_for(person, places, plans, library))


def _nobodys(plan: Plan, plans: Sequence[Plan]) -> Clash:
    before = [e.id for e in plans[: plans.index(plan)] if e.course == plan.course]
    names = ", ".join(f"`{each}`" for each in before)
    what = f"nobody ever gets this plan: all it is for get `{plan.course}` from {names}"
    return Clash(plan.id, what, "Put the particular plan first, or take this one out.")


def _late(queue: Sequence[Plan], library: Library) -> Iterator[Clash]:
    calendar = Calendar(public_holidays())
    parts = [Part(e, len(library.courses[e.course].lessons), e.start) for e in queue]
    ends = last_days(parts, calendar)
    for plan, lessons, start in parts:
        day, alone = ends.get(plan.id), done_on(plan, lessons, start, calendar)
        fits = plan.done_by and alone and alone <= plan.done_by
        if fits and day and plan.done_by and day > plan.done_by:
            others = ", ".join(f"`{each.id}`" for each in queue if each is not plan)
            what = f"people who are in {others} too are done too late: the last comes on {day}"
            mend = "Put it before the others, start earlier, or move `done_by`."
            yield Clash(plan.id, what, mend, late=True)
