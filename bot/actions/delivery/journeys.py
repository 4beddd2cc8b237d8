"""Where people are in the plan: looked at when due, moved on by what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.actions.delivery.plan_row import key_of, plan_row
from bot.actions.learning.followup_questions import ask
from bot.actions.learning.lessons import progress_of
from bot.actions.people.places import calendar_of, places_at
from bot.actions.people.records import find
from bot.actions.shared.batches import PLAN_PAGE, WRITE_PAGE
from bot.actions.shared.delivery_counts import put_off
from bot.actions.shared.delivery_rows import load_delivery
from bot.core import documents
from bot.core.delivery import deliveries, journeys
from bot.core.delivery.deliveries import Delivery, PlannedCard, salvaged
from bot.core.delivery.journeys import NO_PLAN, Journey
from bot.core.delivery.plan_queue import Enrolment
from bot.core.delivery.planner import decide, on_its_turn
from bot.core.delivery.plans import plans_for
from bot.core.delivery.scene import Candidate, Scene, Step
from bot.core.delivery.states import Trouble
from bot.core.moments import moment, parse_moment
from bot.core.people.person import Person
from bot.core.store_facts import SeenPlans
from bot.core.values import from_doc, replace
from bot.errors import UNREADABLE
from bot.ports import Doc, Tx
from bot.services import Services

_LAST = "9999"  # after every moment
_PAUSED = "9998"  # before the moment of those who paused until they say so
_FARTHEST = timedelta(days=450)  # nothing is promised for later than a good year


@dataclass(frozen=True, slots=True)
class Tick:
    """One page of looking at who is due: how many were looked at, and how many rows planned."""

    looked: int
    planned: int
    broken: tuple[str, ...] = ()


async def plan_due(services: Services, at: datetime, limit: int = PLAN_PAGE) -> Tick:
    """Look at up to `limit` people whose moment has come; cost by those, never by all people.

    Rows are planned under their unique key in the same transaction that moves the moment on. A
    journey that can't be read is set aside for a day, and named, so that it stops nobody else.
    """
    return await services.store.run(lambda tx: _plan_page(services, tx, at, limit))


def _plan_page(services: Services, tx: Tx, at: datetime, limit: int) -> Tick:
    planned, broken = 0, []
    due = tx.due(documents.JOURNEYS, moment(at), limit=limit)
    for key, doc in due:
        try:
            planned += _plan_one(services, tx, key, doc, at)
        except UNREADABLE:
            tomorrow = moment(at + timedelta(days=1))
            tx.put(documents.JOURNEYS, key, doc | {"next_at": tomorrow})
            broken.append(key)
    return Tick(len(due), planned, tuple(broken))


def _plan_one(services: Services, tx: Tx, key: str, doc: Doc, at: datetime) -> bool:
    person = find(tx, key)
    if person is None:
        tx.delete(documents.JOURNEYS, key)
        return False
    journey = fold_pending(tx, from_doc(Journey, doc), at)
    step = decide(scene_of(services, tx, person, journey, at))
    journey, new = step.journey, False
    if step.wish:
        journey, new = _plan_wish(services, tx, step, step.wish, at)
    save(tx, journey)
    return new


def _plan_wish(
    services: Services, tx: Tx, step: Step, wish: Candidate, at: datetime
) -> tuple[Journey, bool]:
    person = step.journey.person
    card = PlannedCard(person, wish.kind, wish.subject, at, wish.slot, counts=wish.counts)
    if not plan_row(services, tx, card, at):
        # It went out once already (an earlier run of this plan): as good as sent, long ago.
        after = journeys.sent(step.journey, wish.kind, wish.subject, at, counts=False)
        return after, False
    key = key_of(services, card)
    if wish.asked:
        ask(services, tx, key, person, wish.asked)
    tomorrow = moment(at + timedelta(days=1))
    journey = replace(step.journey, pending=key, next_at=tomorrow)
    return journeys.recalled(journey, wish.asked) if wish.asked else journey, True


def fold_pending(tx: Tx, journey: Journey, at: datetime) -> Journey:
    """A row that ended while nobody could tell the journey (a crash) is told now."""
    row = load_delivery(tx, journey.pending) if journey.pending else None
    if not journey.pending or (row and row.is_waiting):
        return journey
    if row and row.is_out:
        when = parse_moment(row.sent_at or row.due_at)
        counts, slot = row.takes_room, row.slot
        return journeys.sent(journey, row.kind, row.subject, when, counts=counts, slot=slot)
    return without_card(journey, row, at) if row else journeys.not_sent(journey, at)


def without_card(journey: Journey, row: Delivery, at: datetime) -> Journey:
    """The journey after its pending row ended without a card."""
    match deliveries.trouble(row):
        case Trouble.FAILED:
            return journeys.failed(journey, row.kind, row.subject, at)
        case Trouble.LOST:
            after = journeys.not_sent(journey, at)
            return journeys.dropped(after, row.kind, row.subject, at)
    return journeys.not_sent(journey, at)


def scene_of(services: Services, tx: Tx, person: Person, journey: Journey, at: datetime) -> Scene:
    """Everything a decision about this person needs, read by key."""
    queue = _enrolments(services, tx, person, at)
    calendar = calendar_of(services, person.place, at)
    scene = Scene(
        person,
        journey,
        at,
        holidays=calendar,
        budget=services.budget,
        order=tuple(services.kinds),
        queue=queue,
    )
    journey = journeys.enrolled(journey, [each.plan.id for each in queue], str(scene.day))
    return on_its_turn(replace(scene, journey=journey))


def _enrolments(services: Services, tx: Tx, person: Person, at: datetime) -> tuple[Enrolment, ...]:
    places = places_at(services, tx, at)
    plans, library = services.plans, services.library
    courses = [
        (each, library.courses[each.course]) for each in plans_for(person, places, plans, library)
    ]
    return tuple(
        Enrolment(plan, course, progress_of(tx, person.key, course.id), plan.holds_out(person))
        for plan, course in courses
    )


def journey_of(tx: Tx, key: str) -> Journey:
    return tx.get(documents.JOURNEYS, key, Journey) or Journey(key, plan=NO_PLAN)


def save(tx: Tx, journey: Journey) -> None:
    tx.put(documents.JOURNEYS, journey.person, journey)


def touch(tx: Tx, key: str, at: datetime, *, back: bool = True) -> None:
    """This person did or chose something: look at them anew, at the next tick. `back` when it
    ends a silence."""
    moved = journeys.came_back if back else journeys.look_again
    save(tx, moved(journey_of(tx, key), at))


async def oldest_due(services: Services) -> datetime | None:
    """As `oldest_waiting`, in a transaction of its own."""
    return await services.store.run(oldest_waiting)


def is_anybody_due(tx: Tx, at: datetime) -> bool:
    """Whether `plan_due` would look at somebody."""
    return bool(tx.due(documents.JOURNEYS, moment(at), limit=1))


def oldest_waiting(tx: Tx) -> datetime | None:
    """The oldest moment that is still to be met, in the past or to come: when a journey is to be
    looked at, or a planned delivery to be sent. None where nothing waits. Costs two look-ups."""
    moments = [doc["next_at"] for _, doc in tx.due(documents.JOURNEYS, _LAST, limit=1)]
    moments += [doc["due_at"] for _, doc in tx.planned_due(_LAST, limit=1)]
    found = min(moments, default="")
    try:
        return parse_moment(found) if found else None
    except ValueError:  # no moment: whoever it belongs to is none to be told of
        return None


async def bring_back(services: Services, at: datetime) -> int:
    """Who is to be looked at later than anybody ever has to wait, and rows that are due then: a
    clock that was wrong said so. They are looked at, and due, now; how many."""
    far = (moment(at + _FARTHEST), "")

    def change(tx: Tx) -> int:
        late = tx.due(documents.JOURNEYS, _PAUSED, after=far, limit=WRITE_PAGE)
        for key, doc in late:
            tx.put(documents.JOURNEYS, key, doc | {"next_at": moment(at)})
        rows = tx.planned_due(_PAUSED, after=far, limit=WRITE_PAGE)
        for (
            key,
            doc,
        ) in rows:  # also those that can't be read: they come to an end when they are due
            row = put_off(tx, replace(salvaged(doc), due_at=moment(at)))
            tx.put(documents.DELIVERIES, key, doc | {"due_at": row.due_at, "day": row.day})
        return len(late) + len(rows)

    total = 0
    while found := await services.store.run(change):
        total += found
    return total


async def look_at_everyone(services: Services, at: datetime, mark: str) -> int:
    """A plan or calendar changed: everyone's moment is worked out anew, page by page, spread over
    the next ticks. `mark` is a fingerprint of plans and calendars; nothing happens where it is
    the one seen last. Gives how many people."""
    known = await services.store.run(lambda tx: tx.get(documents.STORE_FACTS, "plans", SeenPlans))
    if known and known.mark == mark:
        return 0
    now = SeenPlans(mark, tuple(each.id for each in services.plans))
    names = dict.fromkeys([*(known.names if known else ()), *now.names, NO_PLAN])
    total = 0
    for name in names:
        after = ""
        while page := await services.store.run(_mark_page(name, after, at)):
            total += len(page)
            after = page[-1]
    await services.store.run(lambda tx: tx.put(documents.STORE_FACTS, "plans", now))
    return total


async def are_plans_new(services: Services) -> bool:
    """Whether everyone is still to be looked at, for plans that were changed."""
    known = await services.store.run(lambda tx: tx.get(documents.STORE_FACTS, "plans", SeenPlans))
    return known is None or known.mark != plans_mark(services)


def plans_mark(services: Services) -> str:
    """A fingerprint of plans, courses, calendars and budget: when it changes, everyone is looked at
    anew. It is the same in every process."""
    calendars = [services.calendar(each.number) for each in services.municipalities]
    courses = services.library.courses.values()
    told = (
        [each.canonical() for each in services.plans],
        [(each.id, each.audience, each.lessons) for each in courses],
        services.budget,
        [(sorted(each.holidays), each.breaks) for each in calendars],
    )
    return sha256(repr(told).encode()).hexdigest()


def _mark_page(plan: str, after: str, at: datetime) -> Callable[[Tx], list[str]]:
    def change(tx: Tx) -> list[str]:
        page = tx.find(documents.JOURNEYS, plan=plan, after=after, limit=WRITE_PAGE)
        for key, doc in page:
            tx.put(documents.JOURNEYS, key, doc | {"next_at": moment(at)})
        return [key for key, _ in page]

    return change
