"""Who an operator's broadcast goes to: everybody is looked at, page by page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.delivery.journeys import journey_of
from bot.actions.learning.lessons import progress_of
from bot.actions.people.places import municipality_of, places_at
from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.delivery.budget import free_at
from bot.core.delivery.planner import bar
from bot.core.delivery.plans import plans_for
from bot.core.people.hours import zone_of
from bot.core.people.person import Person, has_left
from bot.core.pushes import broadcast
from bot.core.pushes.broadcast import EVERYONE, Audience, Cell, Counted, Group, cell_of
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

PAGE: Final = 100  # people looked at in one transaction, so few that a waiting turn hardly notices
_NEVER: Final = "9999"


def page(
    services: Services, tx: Tx, audience: Audience, after: str, at: datetime
) -> tuple[list[Person], str]:
    """The people of the audience on the next page of everybody, and where to go on; "" after the
    last. `after` is "" to begin."""
    people, after = _people(tx, after)
    return [each for each in people if belongs(services, tx, audience, each, at)], after


def _people(tx: Tx, after: str) -> tuple[list[Person], str]:
    moment, _, key = after.partition("|")
    rows = tx.due(documents.PEOPLE, _NEVER, after=(moment, key), limit=PAGE)
    last = rows[-1] if len(rows) == PAGE else None
    after = f"{last[1]['oldest']}|{last[0]}" if last else ""
    return [person for _, person in readable(rows, Person)], after


def belongs(services: Services, tx: Tx, audience: Audience, person: Person, at: datetime) -> bool:
    """Whether this person is in it, on today's map."""
    if has_left(person, at) or not audience.has_role(person):
        return False
    if not audience.has_place(person, places_at(services, tx, at)):
        return False
    if audience.plan and audience.plan not in _plans_of(services, tx, person, at):
        return False
    course = services.library.courses.get(audience.course)
    progress = progress_of(tx, person.key, course.id) if course else None
    return audience.has_progress(course, progress)


async def counted(services: Services, audience: Audience, at: datetime) -> Counted:
    """How many are in it, and what would become of their cards as things are now."""
    total, after, more = Counted(), "", True
    while more:
        step = partial(_cells, services, audience=audience, after=after, at=at)
        cells, after = await services.store.run(step)
        total.each.update((number, cell) for number, cell, _ in cells)
        total.rostered.update(number for number, _, rostered in cells if rostered)
        more = bool(after)
    return total


async def gives_away(services: Services, audience: Audience, at: datetime) -> bool:
    """Whether what is told of it would tell of too few people what they chose or how far they have
    come; also when it is compared with another audience, with one unit more."""
    if audience == EVERYONE:
        return False
    groups: Counter[Group] = Counter()
    after, more = "", True
    while more:
        step = partial(_groups, services, audience=audience, after=after, at=at)
        found, after = await services.store.run(step)
        groups.update(found)
        more = bool(after)
    totals = audience.behind is not None
    return broadcast.gives_away(groups, services.min_group_size, totals=totals)


def _groups(
    services: Services, tx: Tx, *, audience: Audience, after: str, at: datetime
) -> tuple[list[Group], str]:
    people, after = _people(tx, after)
    places = places_at(services, tx, at)
    anywhere = replace(audience, places=(), course="", behind=None)
    found = [
        Group(
            municipality_of(services, each, at),
            each.place,
            audience.has_place(each, places),
            belongs(services, tx, anywhere, each, at),
        )
        for each in people
        if not has_left(each, at)
    ]
    return found, after


def _cells(
    services: Services, tx: Tx, *, audience: Audience, after: str, at: datetime
) -> tuple[list[tuple[str, Cell, bool]], str]:
    people, after = page(services, tx, audience, after, at)
    found = [
        (municipality_of(services, e, at), _cell(services, tx, e, at), e.is_rostered)
        for e in people
    ]
    return found, after


def _cell(services: Services, tx: Tx, person: Person, at: datetime) -> Cell:
    recent = journey_of(tx, person.key).recent
    free = free_at(recent, at, zone_of(person.time_zone), services.budget)
    return cell_of(bar(person, at), full=free > at)


def _plans_of(services: Services, tx: Tx, person: Person, at: datetime) -> set[str]:
    """The ids of the plans that are for this person."""
    places = places_at(services, tx, at)
    return {each.id for each in plans_for(person, places, services.plans, services.library)}
