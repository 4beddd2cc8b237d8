"""Taking a mistake back: mark sent cards to be corrected or withdrawn, and say how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.delivery.journeys import journey_of, save
from bot.actions.learning.lessons import progress_of
from bot.actions.people.records import find
from bot.actions.people.rights import require_operator
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record_part
from bot.actions.shared.delivery_counts import count
from bot.core import documents
from bot.core.actor import Actor
from bot.core.delivery import journeys
from bot.core.delivery.deliveries import WAITING, Row
from bot.core.delivery.kinds import Kind
from bot.core.moments import moment, parse_moment
from bot.core.people.person import Person
from bot.errors import UNREADABLE
from bot.ports import Clock, Tx
from bot.services import DueCard, Services

_PAGE: Final = 500
_NOT_YET: Final = ("planned", "claimed")  # nothing was sent
_IN_THE_AIR: Final = "attempting"
_FIXABLE: Final = ("sent", "uncertain")
_ACTS: Final = {"correct": Act.LESSON_CORRECTED, "withdraw": Act.LESSON_WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Correction:
    key: str
    row: Row
    person: Person
    what: str


async def mark(
    services: Services, clock: Clock, actor: Actor, lesson: str, what: str
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
        require_operator(tx, actor, f"{what} a lesson", at)
        page, n = _mark_page(services, tx, lesson=lesson, what=what, after=after, at=at)
        if n:
            record_part(services, tx, actor, _ACTS[what], began, {"marked": n}, about=lesson)
        return page, n

    while full:
        page, marked = await services.store.run(partial(change, at=clock(), after=after))
        total, full = total + marked, len(page) == _PAGE
        after = page[-1] if page else ""
    return total


def is_any_marked(tx: Tx) -> bool:
    """Whether a card is to be corrected or withdrawn; it may still be in the air."""
    return any(tx.find(documents.DELIVERIES, fix=what, limit=1) for what in _ACTS)


async def marked(services: Services, limit: int, at: datetime, after: str = "") -> list[Correction]:
    """The next cards to be mended, by key; each row with what its card says beside it, as it was
    when the card was marked."""

    def change(tx: Tx) -> list[Correction]:
        found = []
        for what in ("correct", "withdraw"):
            rows = tx.find(documents.DELIVERIES, fix=what, after=after, limit=limit)
            for key, row in rows:
                if row["state"] in WAITING:
                    continue  # in the air: it is mended when it has landed
                fix = _readable(services, tx, key, row, what, at)
                if fix:
                    found.append(fix)
                else:
                    tx.put(documents.DELIVERIES, key, row | {"fix": ""})
        return sorted(found, key=lambda each: each.key)[:limit]

    return await services.store.run(change)


def _readable(
    services: Services, tx: Tx, key: str, row: Row, what: str, at: datetime
) -> Correction | None:
    """The card to be mended; None where there is none, or nothing of it can be read."""
    try:
        person = find(tx, row["person"])
        if person and person.conversation and row["activity"]:
            as_of = parse_moment(row["as_of"]) if row.get("as_of") else at
            due = DueCard(key, row, person, as_of)
            return Correction(
                key, services.kinds[row["kind"]].enrich(services, tx, due), person, what
            )
    except UNREADABLE:
        return None
    return None


async def done(
    services: Services, key: str, at: datetime, *, mended: bool, as_of: str = ""
) -> None:
    """Take the mark off; a mended card carries the date of it. A row that was marked anew since
    `as_of` keeps its mark: what was drawn is not the newest."""

    def change(tx: Tx) -> None:
        row = tx.get(documents.DELIVERIES, key)
        if row and row.get("as_of", "") == as_of:
            dated = {"correct": "corrected_at", "withdraw": "withdrawn_at"}.get(row["fix"])
            stamp = {dated: moment(at)} if dated and mended else {}
            tx.put(documents.DELIVERIES, key, row | {"fix": ""} | stamp)

    await services.store.run(change)


def take_back(services: Services, tx: Tx, key: str, row: Row, reason: str, at: datetime) -> None:
    """One card: skipped while it waits, marked to be withdrawn once it is there and unanswered."""
    if row["state"] in _NOT_YET:
        _skip(tx, key, row, reason, at)
    elif row["state"] == _IN_THE_AIR:
        tx.put(documents.DELIVERIES, key, row | {"fix": "withdraw"})
    elif _wanted(services, tx, row, "withdraw", at):
        tx.put(documents.DELIVERIES, key, row | {"fix": "withdraw"})
        let_be(tx, row, at)


def _skip(tx: Tx, key: str, row: Row, reason: str, at: datetime) -> None:
    row = count(tx, row, "waiting", "skipped", at)
    tx.put(documents.DELIVERIES, key, row | {"state": "skipped", "reason": reason})


def let_be(tx: Tx, row: Row, at: datetime) -> None:
    """Nobody is reminded of a lesson that was taken back."""
    journey = journey_of(tx, row["person"])
    if row["kind"] == Kind.LESSON and journey.lesson == row["subject"]:
        save(tx, journeys.let_be(journey, "lesson", row["subject"], at))


def _mark_page(
    services: Services, tx: Tx, *, lesson: str, what: str, after: str, at: datetime
) -> tuple[list[str], int]:
    page = tx.find(documents.DELIVERIES, subject=lesson, after=after, limit=_PAGE)
    marked = 0
    for key, row in page:
        kind = services.kinds.get(row["kind"])
        if kind is None or not kind.teaches:
            continue
        if what == "withdraw" and row["state"] in WAITING:
            take_back(services, tx, key, row, "withdrawn", at)
            marked += 1
        elif _wanted(services, tx, row, what, at):
            day = {"corrected": moment(at)[:10]} if what == "correct" else {}
            tx.put(documents.DELIVERIES, key, row | {"fix": what} | day)
            if what == "withdraw":
                let_be(tx, row, at)
            marked += 1
    return [key for key, _ in page], marked


def _wanted(services: Services, tx: Tx, row: Row, what: str, at: datetime) -> bool:
    if row["state"] not in _FIXABLE or row["fix"] or row.get("withdrawn_at"):
        return False
    if what == "correct":
        return str(row.get("corrected_at", ""))[:10] != moment(at)[:10]
    return not _is_answered(services, tx, row)


def _is_answered(services: Services, tx: Tx, row: Row) -> bool:
    lesson = services.library.lesson(row["subject"])
    if lesson is None:
        return False
    return bool(progress_of(tx, row["person"], lesson.course).track(lesson.id).started)
