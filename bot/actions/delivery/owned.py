"""What is kept of the cards that people are sent, and of their way through a plan."""

from __future__ import annotations

from typing import Final

from bot.actions.shared.delivery_counts import WAITING, count
from bot.actions.shared.owned import NEVER, by_field, by_key, drop
from bot.core import documents
from bot.core.delivery.deliveries import Delivery, read_delivery, salvaged
from bot.core.delivery.states import DeliveryState, FixMark
from bot.ports import Doc, Tx
from bot.services import Erasure, OwnedDocuments


def _forget_delivery(tx: Tx, _: Erasure, key: str, doc: Doc) -> None:
    """It stays counted, without its person; one that can't be read goes as well."""
    row = salvaged(doc)
    tx.add(f"deliveries|erased|{row.kind}|{_settled(tx, row)}")
    tx.delete(documents.DELIVERIES, key)


def _settled(tx: Tx, row: Delivery) -> DeliveryState:
    """The state in which a row goes. One that still waits waits no longer; one that a crash left
    open was not yet counted as uncertain."""
    if row.is_waiting:
        count(tx, row, WAITING, DeliveryState.SKIPPED)
        return DeliveryState.SKIPPED
    if row.fix == FixMark.INTERRUPTED:
        count(tx, row, WAITING, row.state)
    return row.state


def _of_delivery(doc: Doc) -> str:
    """A card that is on its way is not old."""
    row = read_delivery(doc)
    return NEVER if row.is_waiting else (row.sent_at or row.planned_at)[:10]


def _sent_at(doc: Doc) -> tuple[str]:
    return (read_delivery(doc).sent_at,)


OWNS: Final = (
    OwnedDocuments(
        documents.JOURNEYS,
        "journeys",
        by_key(documents.JOURNEYS),
        drop(documents.JOURNEYS),
    ),
    OwnedDocuments(
        documents.DELIVERIES,
        "deliveries",
        by_field(documents.DELIVERIES),
        _forget_delivery,
        day=_of_delivery,
        signs=_sent_at,
    ),
)
