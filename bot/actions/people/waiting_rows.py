"""Stores and counts rows of the roster that wait for their person."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.core import documents
from bot.core.people.records import PendingRow
from bot.ports import Tx
from bot.services import Services

WAITS: Final = timedelta(days=365)  # how long a row waits after the last roster with it


def keep_row(tx: Tx, key: str, row: PendingRow) -> None:
    tx.put(documents.PENDING, key, row)
    _count(tx, row, 1)


def forget(tx: Tx, key: str) -> bool:
    """Delete the waiting row with this key; False if there is none."""
    row = tx.get(documents.PENDING, key, PendingRow) if key else None
    if row is None:
        return False
    _count(tx, row, -1)
    return tx.delete(documents.PENDING, key)


def last_kept(services: Services) -> timedelta:
    """How long a row waits if nobody claims it."""
    return min(WAITS, timedelta(days=services.retention_days))


def _count(tx: Tx, row: PendingRow, n: int) -> None:
    """Counts by unit, so that coverage knows units where nobody has used the bot yet."""
    tx.add(f"expected|{row.municipality}/{row.unit}", n)
