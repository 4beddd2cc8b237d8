"""Cards of which nobody knows whether they arrived: told of after a crash, known by a tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.actions.delivery.journeys import fold_pending, journey_of, save
from bot.actions.shared.batches import WRITE_PAGE, in_batch
from bot.actions.shared.delivery_counts import WAITING, count, put_off
from bot.actions.shared.delivery_rows import load_delivery, save_delivery
from bot.core import documents
from bot.core.delivery.deliveries import Delivery, salvaged
from bot.core.delivery.kinds import Kind
from bot.core.delivery.settlement import RowChange
from bot.core.delivery.states import BEGUN, Choice, DeliveryState, FixMark, Reason
from bot.core.moments import moment, parse_moment
from bot.core.values import replace
from bot.ports import Doc, Tx
from bot.services import Services

_KEPT: Final = (Choice.LATER, Choice.PAUSE, Choice.STOP, Choice.RESUME)


def is_interrupted(tx: Tx) -> bool:
    """Whether a crash left rows that `reconcile` is to tell of."""
    return bool(tx.find(documents.DELIVERIES, fix=FixMark.INTERRUPTED, limit=1))


async def reconcile(services: Services, at: datetime, limit: int = WRITE_PAGE) -> int:
    """What a crash left uncertain is told to the journeys: it counts, and nothing waits for it."""

    def one(tx: Tx, key: str) -> None:
        row = load_delivery(tx, key)
        if row and row.fix == FixMark.INTERRUPTED:
            _tell(services, tx, key, row, at)

    def otherwise(tx: Tx, key: str) -> None:
        doc = tx.get(documents.DELIVERIES, key)
        if doc and salvaged(doc).fix == FixMark.INTERRUPTED:
            settle_alone(tx, key, doc, counted, at)

    uncertain, now = DeliveryState.UNCERTAIN, moment(at)
    counted = RowChange(uncertain, claimed_until="", sent_at=now, fix=FixMark.NONE)
    page = await services.store.run(
        lambda tx: tx.find(documents.DELIVERIES, fix=FixMark.INTERRUPTED, limit=limit)
    )
    if page:
        await in_batch(services.store, [key for key, _ in page], one, otherwise)
    return len(page)


def settle_alone(tx: Tx, key: str, doc: Doc, change: RowChange, at: datetime) -> None:
    """The row itself, and its count: something that belongs to it can't be read, or it can't be
    read itself, and is told nothing. What is in it stays, but for what changes."""
    change = replace(change, claimed_until="")
    row = salvaged(doc)
    after = change.of(row)
    if row.is_waiting or row.fix == FixMark.INTERRUPTED:
        waits = after.is_waiting
        after = put_off(tx, after) if waits else count(tx, after, WAITING, after.state, at)
    day = {"day": after.day} if after.day else {}
    tx.put(documents.DELIVERIES, key, doc | change.fields() | day)


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
        row = load_delivery(tx, tap.delivery)
        if row is None or row.person != tap.person:
            return
        after = did_arrive(services, tx, tap.delivery, row, at)
        if _is_kept(row, tap.verb) and row.tapped != tap.verb:
            save_delivery(tx, tap.delivery, replace(after, tapped=tap.verb))

    await services.store.run(change)


def _is_kept(row: Delivery, tapped: str) -> bool:
    begun = tapped in BEGUN and row.kind in (Kind.NUDGE, Kind.LATER)
    return begun or tapped in _KEPT


def did_arrive(services: Services, tx: Tx, key: str, row: Delivery, at: datetime) -> Delivery:
    """The row afterwards: sent, where it was uncertain."""
    if row.state != DeliveryState.UNCERTAIN:
        return row
    if row.fix == FixMark.INTERRUPTED:
        row = _tell(services, tx, key, row, at)
    row = count(tx, row, DeliveryState.UNCERTAIN, DeliveryState.SENT)
    row = replace(row, state=DeliveryState.SENT, reason=Reason.NONE)
    save_delivery(tx, key, row)
    return row


def _tell(services: Services, tx: Tx, key: str, row: Delivery, at: datetime) -> Delivery:
    """A row that a crash left uncertain: counted, and told to the journey; the row afterwards. It
    counts as sent when its attempt was marked."""
    until = row.claimed_until
    marked = min(parse_moment(until) - services.lease, at) if until else at
    row = replace(row, fix=FixMark.NONE, sent_at=moment(marked), claimed_until="")
    row = count(tx, row, WAITING, DeliveryState.UNCERTAIN, marked)
    save_delivery(tx, key, row)
    journey = journey_of(tx, row.person)
    if journey.pending == key:
        save(tx, fold_pending(tx, journey, at))
    return row
