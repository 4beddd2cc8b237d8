"""Cards of which nobody knows whether they arrived: told of after a crash, known by a tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.actions.delivery.journeys import fold_pending, journey_of, save
from bot.actions.shared.batches import in_batch
from bot.actions.shared.delivery_counts import count, put_off
from bot.core import documents
from bot.core.delivery.deliveries import WAITING, Row
from bot.core.delivery.kinds import Kind
from bot.core.moments import moment, parse_moment
from bot.ports import Tx
from bot.services import Services

INTERRUPTED: Final = "interrupted"
_CHOICES: Final = ("later", "pause", "stop", "resume")
_BEGINNINGS: Final = ("lesson", "quiz")  # on a reminder of a lesson


def is_interrupted(tx: Tx) -> bool:
    """Whether a crash left rows that `reconcile` is to tell of."""
    return bool(tx.find(documents.DELIVERIES, fix=INTERRUPTED, limit=1))


async def reconcile(services: Services, at: datetime, limit: int = 200) -> int:
    """What a crash left uncertain is told to the journeys: it counts, and nothing waits for it."""

    def one(tx: Tx, key: str) -> None:
        row = tx.get(documents.DELIVERIES, key)
        if row and row["fix"] == INTERRUPTED:
            _tell(services, tx, key, row, at)

    def otherwise(tx: Tx, key: str) -> None:
        row = tx.get(documents.DELIVERIES, key)
        if row and row["fix"] == INTERRUPTED:
            changes = {"state": "uncertain", "fix": "", "sent_at": moment(at)}
            settle_alone(tx, key, row, changes, at)

    page = await services.store.run(
        lambda tx: tx.find(documents.DELIVERIES, fix=INTERRUPTED, limit=limit)
    )
    if page:
        await in_batch(services.store, [key for key, _ in page], one, otherwise)
    return len(page)


def settle_alone(tx: Tx, key: str, row: Row, changes: Row, at: datetime) -> None:
    """The row itself, and its count: something that belongs to it can't be read, and is told
    nothing."""
    before = "waiting" if row.get("state") in WAITING or row.get("fix") == INTERRUPTED else ""
    after = row | {"claimed_until": ""} | changes
    if before and after["state"] in WAITING:
        after = put_off(tx, after)
    elif before:
        after = count(tx, after, before, after["state"], at)
    tx.put(documents.DELIVERIES, key, after)


@dataclass(frozen=True, slots=True)
class CardTap:
    """A tap on a delivery's card. `verb` is what was chosen, "" for nothing that is kept."""

    delivery: str
    person: str
    verb: str = ""


async def arrived(services: Services, tap: CardTap, at: datetime) -> None:
    """Someone tapped this card, so it did arrive: an uncertain row becomes sent. What they chose
    on it is kept where nothing else tells, so that the card shows it when it is drawn again."""

    def change(tx: Tx) -> None:
        row = tx.get(documents.DELIVERIES, tap.delivery)
        if row is None or row["person"] != tap.person:
            return
        did_arrive(services, tx, tap.delivery, row, at)
        if _is_kept(row, tap.verb) and row.get("tapped", "") != tap.verb:
            row = tx.get(documents.DELIVERIES, tap.delivery) or row
            tx.put(documents.DELIVERIES, tap.delivery, row | {"tapped": tap.verb})

    await services.store.run(change)


def _is_kept(row: Row, tapped: str) -> bool:
    begun = tapped in _BEGINNINGS and row["kind"] in (Kind.NUDGE, Kind.LATER)
    return begun or tapped in _CHOICES


def did_arrive(services: Services, tx: Tx, key: str, row: Row, at: datetime, **known: str) -> None:
    if row["state"] != "uncertain":
        return
    if row["fix"] == INTERRUPTED:
        row = _tell(services, tx, key, row, at)
    row = count(tx, row, "uncertain", "sent")
    tx.put(documents.DELIVERIES, key, row | known | {"state": "sent", "reason": ""})


def _tell(services: Services, tx: Tx, key: str, row: Row, at: datetime) -> Row:
    """A row that a crash left uncertain: counted, and told to the journey; the row afterwards. It
    counts as sent when its attempt was marked."""
    until = row["claimed_until"]
    marked = min(parse_moment(until) - services.lease, at) if until else at
    row = row | {"fix": "", "sent_at": moment(marked), "claimed_until": ""}
    row = count(tx, row, "waiting", "uncertain", marked)
    tx.put(documents.DELIVERIES, key, row)
    journey = journey_of(tx, row["person"])
    if journey.pending == key:
        save(tx, fold_pending(tx, journey, at))
    return row
