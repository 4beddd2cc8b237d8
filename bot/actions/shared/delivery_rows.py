"""Rows of deliveries, read from the store and written to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.actions.shared.batches import readable_by
from bot.core import documents
from bot.core.delivery.deliveries import Delivery, read_delivery, with_others
from bot.ports import Doc, Tx


def load_delivery(tx: Tx, key: str) -> Delivery | None:
    """None where there is none. Raises ValueError for one that can't be read."""
    doc = tx.get(documents.DELIVERIES, key)
    return None if doc is None else read_delivery(doc)


def save_delivery(tx: Tx, key: str, row: Delivery) -> None:
    tx.put(documents.DELIVERIES, key, with_others(row) if row.others else row)


def deliveries_among(found: Iterable[tuple[str, Doc]]) -> Iterator[tuple[str, Delivery]]:
    """Those of these documents that can be read, by key."""
    return readable_by(found, read_delivery)
