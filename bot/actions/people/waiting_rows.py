"""Stores and counts rows of the roster that wait for their person.

A row stands under one keyed hash, and can be found by others: of the person's Entra id, and of each
address that the roster has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.core import documents
from bot.core.people.records import PendingRow
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

WAITS: Final = timedelta(days=365)  # how long a row waits after the last roster with it


def waiting(tx: Tx, key: str) -> tuple[str, PendingRow] | None:
    """The row that is found by this key, with the key under which it stands; None for none."""
    row = tx.get(documents.PENDING, key, PendingRow) if key else None
    if row is None or not row.of:
        return None if row is None else (key, row)
    found = tx.get(documents.PENDING, row.of, PendingRow)
    return None if found is None else (row.of, found)


def keep_row(tx: Tx, keys: Sequence[str], row: PendingRow) -> None:
    """Let the row wait under the first of these keys, found by all of them."""
    first, *others = keys
    tx.put(documents.PENDING, first, replace(row, also=tuple(others)))
    for each in others:
        tx.put(documents.PENDING, each, PendingRow("", "", "", row.at, of=first))
    _count(tx, row, 1)


def forget(tx: Tx, key: str) -> bool:
    """Delete the waiting row that is found by this key; False if there is none."""
    found = waiting(tx, key)
    if found is None:
        return bool(key) and tx.delete(documents.PENDING, key)
    first, row = found
    for each in row.also:
        other = tx.get(documents.PENDING, each, PendingRow)
        if other and other.of == first:
            tx.delete(documents.PENDING, each)
    _count(tx, row, -1)
    return tx.delete(documents.PENDING, first)


def last_kept(services: Services) -> timedelta:
    """How long a row waits if nobody claims it."""
    return min(WAITS, timedelta(days=services.retention_days))


def _count(tx: Tx, row: PendingRow, n: int) -> None:
    """Counts by unit, so that coverage knows units where nobody has used the bot yet."""
    tx.add(f"expected|{row.municipality}/{row.unit}", n)
