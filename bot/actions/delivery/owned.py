"""What is kept of the cards that people are sent, and of their way through a plan."""

from __future__ import annotations

from typing import Final

from bot.actions.shared.delivery_counts import count
from bot.actions.shared.owned import NEVER, by_field, by_key, drop
from bot.core import documents
from bot.core.delivery.deliveries import ENDED, WAITING, Row
from bot.ports import Doc, Tx
from bot.services import Erasure, OwnedDocuments


def _forget_delivery(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
    """It stays counted, without its person."""
    tx.add(f"deliveries|erased|{doc['kind']}|{_settled(tx, doc)}")
    tx.delete(documents.DELIVERIES, row)


def _settled(tx: Tx, row: Row) -> str:
    """The state in which a row goes. One that still waits waits no longer; one that a crash left
    open was not yet counted as uncertain."""
    if row["state"] in WAITING:
        count(tx, row, "waiting", "skipped")
        return "skipped"
    if row["fix"] == "interrupted":
        count(tx, row, "waiting", row["state"])
    return str(row["state"])


def _of_delivery(doc: Doc) -> str:
    """A card that is on its way is not old."""
    return str(doc["sent_at"] or doc["planned_at"])[:10] if doc["state"] in ENDED else NEVER


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
        signs=lambda doc: (doc["sent_at"],),
    ),
)
