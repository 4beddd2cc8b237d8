"""Not now, but then: a reminder the person asked for, and what became of a card that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions.delivery.journeys import journey_of, save, scene_of
from bot.actions.learning.lessons import progress_of
from bot.actions.people.records import find
from bot.actions.people.records import save as save_person
from bot.actions.shared.delivery_rows import load_delivery
from bot.core.delivery import journeys
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.reminder_times import ReminderWish, offered, promised
from bot.core.delivery.scene import Scene
from bot.core.delivery.states import BEGUN, Choice
from bot.core.learning import progress, recall
from bot.core.moments import moment, parse_moment
from bot.core.people import person as people
from bot.core.people.person import Person
from bot.core.values import replace
from bot.ports import Tx
from bot.services import DueCard, Services


@dataclass(frozen=True, slots=True)
class Reminder:
    """`moment` is when the reminder of `lesson` comes, in UTC; None when none does."""

    person: Person
    moment: datetime | None
    lesson: str = ""


@dataclass(frozen=True, slots=True)
class ReminderOffer:
    """What may be chosen now, each with its moment; nothing where no reminder would come."""

    person: Person
    times: tuple[tuple[str, datetime], ...]


async def offer_later(services: Services, key: str, at: datetime) -> ReminderOffer | None:
    """When the person could be reminded; None for someone not known."""

    def change(tx: Tx) -> ReminderOffer | None:
        person = find(tx, key)
        if person is None:
            return None
        return ReminderOffer(person, offered(_scene(services, tx, people.reachable(person), at)))

    return await services.store.run(change)


async def choose_later(
    services: Services, key: str, wish: ReminderWish, at: datetime
) -> Reminder | None:
    """Not now, but then (as `bot.core.delivery.reminder_times.promised` reads it): outside the
    budget, and at exactly the moment that is told. None for someone not known."""

    def change(tx: Tx) -> Reminder | None:
        before = find(tx, key)
        if before is None:
            return None
        person = people.reachable(before)
        if person != before:
            save_person(tx, person)
        scene = _scene(services, tx, person, at)
        named = services.library.lesson(wish.lesson)
        about = wish.lesson if named else _what_waits(services, tx, person)
        found = promised(scene, wish.when) if about else None
        chosen = replace(scene.journey, later=moment(found), later_lesson=about) if found else None
        save(tx, journeys.came_back(chosen or scene.journey, at))
        return Reminder(person, found, about)

    return await services.store.run(change)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands of the choice that was made on a card: `NONE` where none was made, or it holds
    no longer. `moment` is when a reminder comes that was chosen.
    `details` is what its card says beside its row."""

    person: Person
    row: Delivery
    choice: Choice
    moment: datetime | None = None
    details: object = None


@dataclass(frozen=True, slots=True)
class SentCard:
    """A card that was sent: its row, and what it says beside it."""

    row: Delivery
    details: object


async def chosen_on(services: Services, delivery: str, key: str, at: datetime) -> Chosen | None:
    """What the person chose on that card; None for one that is not theirs, or is gone."""

    def change(tx: Tx) -> Chosen | None:
        row, person = load_delivery(tx, delivery), find(tx, key)
        if row is None or person is None or row.person != key:
            return None
        choice, journey = _standing(tx, person, row, at), journey_of(tx, key)
        waits = parse_moment(journey.later) if choice == Choice.LATER else None
        due, kind = DueCard(delivery, row, person, at), services.kinds.get(row.kind)
        details = kind.enrich(services, tx, due) if kind else None
        return Chosen(person, row, choice, waits, details)

    return await services.store.run(change)


async def sent_to(services: Services, delivery: str, key: str, at: datetime) -> SentCard | None:
    """That card, for the one it was sent to; None for anybody else."""

    def change(tx: Tx) -> SentCard | None:
        row = load_delivery(tx, delivery)
        kind = services.kinds.get(row.kind) if row else None
        person = find(tx, key) if row and row.person == key else None
        if row is None or kind is None or person is None:
            return None
        return SentCard(row, kind.enrich(services, tx, DueCard(delivery, row, person, at)))

    return await services.store.run(change)


def _standing(tx: Tx, person: Person, row: Delivery, at: datetime) -> Choice:
    journey, free = journey_of(tx, person.key), not (person.stopped or person.is_paused(at))
    about = row.kind == recall.KIND or journey.later_lesson == row.subject
    holds = {
        Choice.LATER: journey.later > moment(at) and about and free,
        Choice.STOP: person.stopped,
        Choice.PAUSE: person.is_paused(at) and not person.stopped,
        Choice.RESUME: free and not journey.resting,
        **dict.fromkeys(BEGUN, True),
    }
    stands = (each for each in holds if holds[each] and each == row.tapped)
    return next(stands, Choice.NONE)


def _scene(services: Services, tx: Tx, person: Person, at: datetime) -> Scene:
    return scene_of(services, tx, person, journey_of(tx, person.key), at)


def _what_waits(services: Services, tx: Tx, person: Person) -> str:
    """The lesson to be reminded of where none is named: the one that waits, or the next one."""
    waits = journey_of(tx, person.key).lesson
    if services.library.lesson(waits):
        return waits
    for course in progress.courses_for(person, services.library):
        if following := progress_of(tx, person.key, course.id).next_lesson(course):
            return following
    return ""
