"""Taking a mistake back: mark sent cards to be corrected or withdrawn, and say how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.delivery.journeys import journey_of, save
from bot.actions.learning.lessons import progress_of
from bot.actions.people.records import find
from bot.actions.people.rights import require
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record_part
from bot.actions.shared.batches import WRITE_PAGE
from bot.actions.shared.delivery_counts import WAITING, count
from bot.actions.shared.delivery_rows import deliveries_among, load_delivery, save_delivery
from bot.core import documents
from bot.core.actor import Actor
from bot.core.delivery import journeys
from bot.core.delivery.deliveries import Delivery, read_delivery, salvaged
from bot.core.delivery.kinds import Kind
from bot.core.delivery.states import DeliveryState, FixMark, Reason
from bot.core.moments import moment, parse_moment
from bot.core.people.person import Person
from bot.core.values import replace
from bot.errors import UNREADABLE
from bot.ports import Clock, Doc, Tx
from bot.services import DueCard, Services

_NOT_YET: Final = (DeliveryState.PLANNED, DeliveryState.CLAIMED)  # nothing was sent
_ACTS: Final = {
    FixMark.CORRECT: Act.LESSON_CORRECTED,
    FixMark.WITHDRAW: Act.LESSON_WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A card to be mended: its row, and what it says beside it, as it was when it was marked."""

    key: str
    row: Delivery
    person: Person
    details: object


async def mark(
    services: Services, clock: Clock, actor: Actor, lesson: str, what: FixMark
) -> int | None:
    """Mark every sent card of `lesson` to be corrected, or every unanswered one to be withdrawn;
    one still on its way is skipped by a withdrawal. Gives how many, None for no such lesson.

    Page by page; what is withdrawn already, or corrected today, is left alone. Raises `NotAllowed`
    for who is no operator of everything.
    """
    if services.library.lesson(lesson) is None:
        return None
    began, total, after, full = clock(), 0, "", True

    def change(tx: Tx, at: datetime, after: str) -> tuple[list[str], int]:
        require(services, tx, actor, f"{what} a lesson", at)
        page, n = _mark_page(services, tx, lesson=lesson, what=what, after=after, at=at)
        if n:
            record_part(services, tx, actor, _ACTS[what], began, {"marked": n}, about=lesson)
        return page, n

    while full:
        page, marked = await services.store.run(partial(change, at=clock(), after=after))
        total, full = total + marked, len(page) == WRITE_PAGE
        after = page[-1] if page else ""
    return total


def is_any_marked(tx: Tx) -> bool:
    """Whether a card is to be corrected or withdrawn; it may still be in the air."""
    return any(tx.find(documents.DELIVERIES, fix=what, limit=1) for what in _ACTS)


async def marked(services: Services, limit: int, at: datetime, after: str = "") -> list[Correction]:
    """The next cards to be mended, by key."""

    def change(tx: Tx) -> list[Correction]:
        found: list[Correction] = []
        for what in _ACTS:
            for key, doc in tx.find(documents.DELIVERIES, fix=what, after=after, limit=limit):
                if salvaged(doc).is_waiting:
                    continue  # in the air: it is mended when it has landed
                if fix := _fix_of(services, tx, key, doc, at):
                    found.append(fix)
                else:
                    tx.put(documents.DELIVERIES, key, doc | {"fix": FixMark.NONE})
        return sorted(found, key=lambda each: each.key)[:limit]

    return await services.store.run(change)


def _fix_of(services: Services, tx: Tx, key: str, doc: Doc, at: datetime) -> Correction | None:
    """The card to be mended; None where there is none, or nothing of it can be read."""
    try:
        row = read_delivery(doc)
        person = find(tx, row.person)
        if person and person.conversation and row.activity:
            as_of = parse_moment(row.as_of) if row.as_of else at
            due = DueCard(key, row, person, as_of)
            return Correction(key, row, person, services.kinds[row.kind].enrich(services, tx, due))
    except UNREADABLE:
        return None
    return None


async def done(
    services: Services, key: str, at: datetime, *, mended: bool, as_of: str = ""
) -> None:
    """Take the mark off; a mended card carries the date of it. A row that was marked anew since
    `as_of` keeps its mark: what was drawn is not the newest."""

    def change(tx: Tx) -> None:
        row = load_delivery(tx, key)
        if row is None or row.as_of != as_of:
            return
        if mended and row.fix == FixMark.CORRECT:
            row = replace(row, corrected_at=moment(at))
        if mended and row.fix == FixMark.WITHDRAW:
            row = replace(row, withdrawn_at=moment(at))
        save_delivery(tx, key, replace(row, fix=FixMark.NONE))

    await services.store.run(change)


def take_back(
    services: Services, tx: Tx, key: str, row: Delivery, reason: Reason, at: datetime
) -> bool:
    """One card: skipped while it waits, marked to be withdrawn once it is there and unanswered;
    whether it was either."""
    if row.state in _NOT_YET:
        row = count(tx, row, WAITING, DeliveryState.SKIPPED, at)
        save_delivery(tx, key, replace(row, state=DeliveryState.SKIPPED, reason=reason))
        return True
    if not row.is_waiting and not _wanted(services, tx, row, FixMark.WITHDRAW, at):
        return False
    save_delivery(tx, key, replace(row, fix=FixMark.WITHDRAW))
    if not row.is_waiting:
        stop_reminding(tx, row, at)
    return True


def stop_reminding(tx: Tx, row: Delivery, at: datetime) -> None:
    """Nobody is reminded of a lesson that was taken back."""
    journey = journey_of(tx, row.person)
    if row.kind == Kind.LESSON and journey.lesson == row.subject:
        save(tx, journeys.dropped(journey, row.kind, row.subject, at))


def _mark_page(
    services: Services, tx: Tx, *, lesson: str, what: FixMark, after: str, at: datetime
) -> tuple[list[str], int]:
    page = tx.find(documents.DELIVERIES, subject=lesson, after=after, limit=WRITE_PAGE)
    marked = 0
    for key, row in deliveries_among(page):
        kind = services.kinds.get(row.kind)
        if kind and kind.teaches:
            marked += _mark_one(services, tx, key, row, what, at)
    return [key for key, _ in page], marked


def _mark_one(
    services: Services, tx: Tx, key: str, row: Delivery, what: FixMark, at: datetime
) -> bool:
    if what == FixMark.WITHDRAW:
        return take_back(services, tx, key, row, Reason.WITHDRAWN, at)
    if not _wanted(services, tx, row, what, at):
        return False
    save_delivery(tx, key, replace(row, fix=what, corrected=moment(at)[:10]))
    return True


def _wanted(services: Services, tx: Tx, row: Delivery, what: FixMark, at: datetime) -> bool:
    if not row.is_out or row.fix or row.withdrawn_at:
        return False
    if what == FixMark.CORRECT:
        return row.corrected_at[:10] != moment(at)[:10]
    return not _is_answered(services, tx, row)


def _is_answered(services: Services, tx: Tx, row: Delivery) -> bool:
    lesson = services.library.lesson(row.subject)
    if lesson is None:
        return False
    return bool(progress_of(tx, row.person, lesson.course).track(lesson.id).started)
