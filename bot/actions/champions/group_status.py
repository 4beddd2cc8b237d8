"""How is my group doing? The figures of a champion's places, and what came of the champion's work.

All figures are from the day's snapshot or fixed for the day, and rounded to steps (see
`bot.core.figures.steps.at_least`), so that looking repeatedly reveals nothing about one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.actions.figures import snapshots
from bot.actions.people.places import Place, day_of, places_of
from bot.actions.people.records import find
from bot.actions.shared.audit import pseudonym
from bot.core import documents
from bot.core.figures.snapshots import PassedAfter, Snapshot
from bot.core.figures.steps import whole_steps
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.ports import Tx
from bot.services import Services

STUCK: Final = 3  # the most lessons to show as such
MOST_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True)
class LessonFigures:
    """One lesson in one place. Figures that may not be shown are None. `before` is `passed` a week
    earlier."""

    lesson: str
    started: int | None
    passed: int | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """One course in one place: who started it, and who passed the whole of it. Figures that may not
    be shown are None."""

    course: str
    started: int | None
    completed: int | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """`place` is "" if there is none to show. `people` is exact; nothing else is shown unless the
    group is `open`. `weekly` says whether there are figures of a week ago. `stuck` are lessons that
    many have begun but not passed. `milestone` is 0, 25, 50, 75 or 100: at least this percentage
    has done a whole course, whichever; `courses` says which. `thanks` and `after` are the
    champion's own, in steps: a single one would say who it was, where one person was asked."""

    person: Person
    places: tuple[Place, ...]
    place: str
    day: str
    people: int = 0
    open: bool = False
    exact: bool = False
    started: int | None = None
    started_before: int | None = None
    completed: int | None = None
    weekly: bool = False
    lessons: tuple[LessonFigures, ...] = ()
    stuck: tuple[str, ...] = ()
    milestone: int = 0
    courses: tuple[CourseFigures, ...] = ()
    thanks: int = 0
    after: int | None = None


async def my_group(services: Services, key: str, place_id: str, at: datetime) -> GroupView | None:
    """The figures of one of the champion's places: the chosen one, or the first. None for an
    unknown person; a view without places for people without any."""

    def change(tx: Tx) -> tuple[Person | None, list[Place], int]:
        person = find(tx, key)
        if person is None or not standing_of(person, at).holds(Right.SEE):
            return person, [], 0
        thanks = len(tx.find(documents.THANKS, champion=key, limit=MOST_COUNTED))
        thanks = whole_steps(thanks, services.min_group_size)
        return person, places_of(services, tx, person, at), thanks

    person, places, thanks = await services.store.run(change)
    if person is None:
        return None
    if not places:
        return GroupView(person, (), "", day_of(at))
    chosen = next((each for each in places if each.id == place_id), places[0])
    now = await snapshots.of_day(services, person.tenant, chosen.key, at)
    then = await snapshots.week_before(services, person.tenant, chosen.key, at)
    after = await _after_pushes(services, key, at)
    facts = _figures(services, now, then) if now.open else {}
    return GroupView(
        person,
        tuple(places),
        chosen.key,
        now.day,
        now.people,
        now.open,
        services.min_group_size <= 1,
        thanks=thanks,
        after=after,
        **facts,
    )


def _figures(services: Services, now: Snapshot, then: Snapshot | None) -> dict[str, Any]:
    then = then if then and then.open else None
    least = services.min_group_size
    lessons = []
    for course in services.library.courses.values():
        for id in course.lessons:
            started = now.figure(f"lesson:{id}:started", least)
            passed = now.figure(f"lesson:{id}:passed", least)
            before = then.figure(f"lesson:{id}:passed", least) if then else None
            if started or passed:
                lessons.append(LessonFigures(id, started, passed, before))
    completed = now.figure("completed", least)
    return {
        "started": now.figure("started", least),
        "started_before": then.figure("started", least) if then else None,
        "completed": completed,
        "weekly": then is not None,
        "lessons": tuple(lessons),
        "stuck": _stuck(services, lessons),
        "courses": tuple(_courses(services, now)),
        "milestone": 100 * (completed or 0) // max(now.people, 1) // 25 * 25,
    }


def _courses(services: Services, now: Snapshot) -> Iterator[CourseFigures]:
    """Those that anybody has begun, as far as that may be shown."""
    least = services.min_group_size
    for id in services.library.courses:
        started = now.figure(f"course:{id}:started", least)
        completed = now.figure(f"course:{id}:completed", least)
        if started or completed:
            yield CourseFigures(id, started, completed)


def _stuck(services: Services, lessons: list[LessonFigures]) -> tuple[str, ...]:
    """Computed from what is shown anyway, so that it reveals nothing more."""
    gaps = [((each.started or 0) - (each.passed or 0), each.lesson) for each in lessons]
    wide = [each for each in gaps if each[0] >= max(2 * services.min_group_size, 2)]
    return tuple(lesson for _, lesson in sorted(wide, reverse=True)[:STUCK])


async def _after_pushes(services: Services, key: str, at: datetime) -> int | None:
    """Lessons passed after this champion's pushes to groups, as of the day."""
    who, day = pseudonym(services, key), day_of(at)

    def change(tx: Tx) -> int:
        name = f"champion-{who}/{day}"
        kept = tx.get(documents.SNAPSHOTS, name, PassedAfter)
        if kept:
            return kept.passed
        for old, _ in tx.find(documents.SNAPSHOTS, place=f"champion-{who}", limit=100):
            tx.delete(documents.SNAPSHOTS, old)
        counter = f"passed_after|{who}"
        passed = tx.count(counter)
        tx.put(documents.SNAPSHOTS, name, PassedAfter(f"champion-{who}", day, passed))
        return passed

    passed = await services.store.run(change)
    return whole_steps(passed, services.min_group_size) or (
        0 if services.min_group_size <= 1 else None
    )
