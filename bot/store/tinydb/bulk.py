"""A variant of the TinyDB store for filling a file that can be thrown away, as the demo's is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from bot.errors import NotSaved
from bot.store.tinydb.snapshot import closed, looked_at, unreadable
from bot.store.tinydb.store import ROWS, TinyStore
from bot.store.tinydb.tables import TinyChange

T = TypeVar("T")
MUCH: Final = 200  # rows written together; more would slow down searches more than it saves


class FillingStore(TinyStore):
    """Returns before anything is on disk and writes in bulk, so that a row that changes several
    times is written once. A crash or a full disk can therefore lose changes that were acknowledged:
    once a batch has failed with `NotSaved`, so does every later change. Everything is on disk after
    `close`, unless that raises `NotSaved`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, durable=False)
        self._refused: NotSaved | None = None

    async def run(self, change: Callable[[TinyChange], T]) -> T:
        """Run `change` and return before it is on disk. Raises `StoreUnusable` once the store is
        closed, and `NotSaved` once a batch has failed."""
        if not self._open:
            raise closed(self.path)
        if self._refused:
            raise self._refused
        tx = TinyChange(self._base)
        try:
            result = change(tx)
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error
        if tx:
            self._base.keep(tx)
            if self._base.filling.size() >= MUCH:
                self._write()
        return result

    async def read(self, look: Callable[[TinyChange], T]) -> T:
        """As `bot.ports.Store.read`, but on the event loop: the disk does not have it all yet."""
        return looked_at(self.path, TinyChange(self._base), look)

    async def close(self) -> None:
        try:
            if self._open and not self._refused:
                self._write()
        finally:
            await super().close()

    def _write(self) -> None:
        batch = self._base.take_off()
        self._rows += batch.size()
        self._base.let_go()
        try:
            self._writer.write(batch)
        except NotSaved as error:
            self._base.crashed()
            self._refused = error
            raise
        self._base.landed()
        if self._rows >= ROWS:
            self._writer.checkpoint()
            self._rows = 0
        self._base.hold()
