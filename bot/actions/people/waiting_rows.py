"""Rows of the roster that wait for their person, as they are kept and counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.core import documents
from bot.core.people.records import PendingRow
from bot.ports import Tx
from bot.services import Services

WAITS: Final = timedelta(days=365)  # so long after the last roster with them in it


def keep_row(tx: Tx, key: str, row: PendingRow) -> None:
    tx.put(documents.PENDING, key, row)
    _count(tx, row, 1)


def forget(tx: Tx, key: str) -> bool:
    """The row with this key waits no longer; False if none did."""
    row = tx.get(documents.PENDING, key, PendingRow) if key else None
    if row is None:
        return False
    _count(tx, row, -1)
    return tx.delete(documents.PENDING, key)


def last_kept(services: Services) -> timedelta:
    """For how long a row waits that nobody claims."""
    return min(WAITS, timedelta(days=services.retention_days))


def _count(tx: Tx, row: PendingRow, n: int) -> None:
    """Kept for each unit, so that coverage knows of units where nobody has appeared yet."""
    tx.add(f"expected|{row.municipality}/{row.unit}", n)
