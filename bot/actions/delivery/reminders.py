"""Not now, but then: a reminder the person asked for, and what became of a card that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions.delivery.journeys import journey_of, save, scene_of
from bot.actions.delivery.quiz_begun import has_begun
from bot.actions.learning.lessons import progress_of
from bot.actions.people.records import find
from bot.actions.people.records import save as save_person
from bot.core import documents
from bot.core.delivery import journeys
from bot.core.delivery.deliveries import Row
from bot.core.delivery.planner import Scene
from bot.core.delivery.reminder_times import ReminderWish, offered, promised
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
    """What stands of the choice that was made on a card: one of "later" (at `moment`), "pause",
    "stop", "resume", "begun" (its lesson); "" where none was made, or it holds no longer.
    `started` is whether the card said that its lesson's quiz was half done."""

    person: Person
    row: Row
    choice: str
    moment: datetime | None = None
    started: bool = False


async def chosen_on(services: Services, delivery: str, key: str, at: datetime) -> Chosen | None:
    """What the person chose on that card; None for one that is not theirs, or is gone."""

    def change(tx: Tx) -> Chosen | None:
        row, person = tx.get(documents.DELIVERIES, delivery), find(tx, key)
        if row is None or person is None or row["person"] != key:
            return None
        choice, journey = _standing(tx, person, row, at), journey_of(tx, key)
        waits = parse_moment(journey.later) if choice == "later" else None
        return Chosen(person, row, choice, waits, has_begun(services, tx, row))

    return await services.store.run(change)


async def sent_to(services: Services, delivery: str, key: str, at: datetime) -> Row | None:
    """The row of that card with what it says beside it, for the one it was sent to; None for
    anybody else."""

    def change(tx: Tx) -> Row | None:
        row = tx.get(documents.DELIVERIES, delivery)
        kind = services.kinds.get(row["kind"]) if row else None
        person = find(tx, key) if row and row["person"] == key else None
        if row is None or kind is None or person is None:
            return None
        return kind.enrich(services, tx, DueCard(delivery, row, person, at))

    return await services.store.run(change)


def _standing(tx: Tx, person: Person, row: Row, at: datetime) -> str:
    tapped = str(row.get("tapped", ""))
    journey, free = journey_of(tx, person.key), not (person.stopped or person.is_paused(at))
    about = row["kind"] == recall.KIND or journey.later_lesson == row["subject"]
    holds = {
        "later": journey.later > moment(at) and about and free,
        "stop": person.stopped,
        "pause": person.is_paused(at) and not person.stopped,
        "resume": free and not journey.resting,
    }
    if tapped in ("lesson", "quiz"):
        return "begun"
    return tapped if holds.get(tapped) else ""


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
