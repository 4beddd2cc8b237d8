"""Opens the same file for reading only, while the bot writes: for reports and rehearsals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from bot.errors import StoreUnusable
from bot.ports import Claimed, Versions
from bot.store.tinydb import migrations
from bot.store.tinydb.rows import Reader
from bot.store.tinydb.snapshot import closed, looked_at_disk
from bot.store.tinydb.tables import TinyChange

T = TypeVar("T")


class TinyReading:
    """A `bot.ports.Store` that needs no lock. Each change sees one consistent snapshot, and is
    refused with `StoreUnusable` if it writes anything."""

    def __init__(self, path: Path, versions: Versions | None = None) -> None:
        self.path = path
        self._versions = versions
        self._reader: Reader | None = None

    async def __aenter__(self) -> Self:
        if self._versions:
            migrations.bring_up(self.path, self._versions, migrate=False)
        self._reader = Reader(self.path)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def run(self, change: Callable[[TinyChange], T]) -> T:
        """Run a change that only reads. Raises `StoreUnusable` if it writes, or if the store is
        closed or damaged, and `NotSaved` if the disk does not answer."""
        if self._reader is None:
            raise closed(self.path)
        return looked_at_disk(self.path, self._reader, change)

    async def read(self, look: Callable[[TinyChange], T]) -> T:
        """As `bot.ports.Store.read`: the same as `run`, for nobody else waits here."""
        return await self.run(look)

    async def claim(self, *_: object) -> Claimed:
        """Raises `StoreUnusable`: claiming is writing."""
        raise self._refusal()

    async def ready(self) -> bool:
        """False: the store can be read, but not written to."""
        return False

    async def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _refusal(self) -> StoreUnusable:
        mend = "Use the running bot's API, or stop the bot."
        return StoreUnusable(path=str(self.path), why="it was opened for reading", mend=mend)
