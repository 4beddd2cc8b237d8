"""The store in one file, for one process: TinyDB's tables over SQLite rows.

A change runs at once on the event loop, reading from the cache and from what is on its way to
disk. It waits for no lock, and no other change can come in between. Its writes join the batch that
is filling. Batches are written one at a time, each with one transaction and one fsync: the
statements on the event loop, the commit by a thread, which waits for the disk. The caller gets the
result when the batch with its change is on disk, and with it everything that the change can have
read. If a batch fails, that batch and everything based on it are dropped, and every caller gets
`NotSaved`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self, TypeVar

from bot.errors import NotSaved, StoreError
from bot.ports import Claimed, Versions
from bot.store import claims
from bot.store.tinydb import migrations
from bot.store.tinydb.base import TinyBase
from bot.store.tinydb.file import prepare
from bot.store.tinydb.lock import Lock
from bot.store.tinydb.rows import Reader, Writer
from bot.store.tinydb.snapshot import closed, looked, unreadable
from bot.store.tinydb.tables import TinyChange

T = TypeVar("T")
QueuedChange = list[tuple["asyncio.Future[Any]", Any]]
Job = tuple[Callable[[], None], Callable[[NotSaved | None], None]]
HOT = 4_096  # rows of each kind and generation kept in memory
FEW = 200  # rows; the statements of a larger batch run in the thread too
ROWS = 1_000  # rows written until the log is moved into the file
PROOF = 20  # rows that a readiness check counts for
OWED = 1.0  # seconds until an erasure that a reader held up is tried again


class TinyStore:
    """Open it with `async with`. `wait` is how many seconds to wait for the lock.

    `durable=False` leaves out the fsync, for filling a store that can be thrown away (the demo).
    `versions` and `migrate` are as in `bot.store.open_store`.
    """

    def __init__(
        self,
        path: Path,
        *,
        wait: float = 15.0,
        durable: bool = True,
        versions: Versions | None = None,
        migrate: bool = False,
    ) -> None:
        self.path = path
        self._versions = versions
        self._migrate = migrate
        self._durable = durable
        self._wait = wait
        self._lock = Lock(path)
        self._open = False
        self._filling: QueuedChange = []  # callers that wait for the batch that is filling,
        self._flying: QueuedChange = []  # and for the batch that is being written
        self._away = 0  # jobs that the thread has not finished
        self._rows = 0  # rows written since the log was emptied
        self._owing = False  # whether an erasure is to be tried again
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()

    async def __aenter__(self) -> Self:
        """Raises `StoreBusy` and `StoreUnusable`."""
        for pause in self._lock.tries(self._wait):
            await asyncio.sleep(pause)
        try:
            self._prepare()
            self._reader, self._writer = Reader(self.path), Writer(self.path, durable=self._durable)
        except StoreError:
            self._lock.release()
            raise
        self._base = TinyBase(self._reader, HOT)
        self._base.hold()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()
        self._open = True
        return self

    def _prepare(self) -> None:
        if self._versions is None:
            prepare(self.path)
        elif not self.path.exists():
            prepare(self.path)
            migrations.begin(self.path, self._versions)
        else:
            migrations.bring_up(self.path, self._versions, migrate=self._migrate)
            prepare(self.path)

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def run(self, change: Callable[[TinyChange], T]) -> T:
        """As `bot.ports.Store.run`. Raises `NotSaved`, and `StoreUnusable` if the store is closed
        or damaged."""
        if not self._open:
            raise closed(self.path)
        base = self._base
        tx = TinyChange(base)
        try:
            result = change(tx)
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error
        if tx:
            if not base.busy:
                # Soon, not now, so that other changes in this round of the loop join the batch.
                self._loop.call_soon(self._take_off)
            base.keep(tx)
        elif not base.busy:
            await asyncio.sleep(
                0
            )  # however many pages are only read, others have their turn between
            return result
        future: asyncio.Future[T] = self._loop.create_future()
        (self._filling if base.filling else self._flying).append((future, result))
        return await future

    async def read(self, look: Callable[[TinyChange], T]) -> T:
        """As `bot.ports.Store.read`, in a thread with a connection of its own."""
        if not self._open:
            raise closed(self.path)
        return await asyncio.to_thread(looked, self.path, look)

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Claimed:
        """As `bot.ports.Store.claim`. Raises as `run` does."""
        return await self.run(claims.claim(now, limit, lease))

    async def ready(self) -> bool:
        """Whether a durable write succeeds, which it tries."""
        if not self._open:
            return False
        answer: asyncio.Future[bool] = self._loop.create_future()
        self._send(self._writer.prove, partial(self._proved, answer))
        return await answer

    async def close(self) -> None:
        if not self._open:
            return
        self._open = False
        while self._base.busy:
            landed = self._loop.create_future()
            (self._filling if self._base.filling else self._flying).append((landed, None))
            with contextlib.suppress(NotSaved):
                await landed
        self._base.let_go()
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)
        self._reader.close()
        self._lock.release()

    def _take_off(self) -> None:
        if self._base.flying is not None or not self._base.filling:
            return
        batch = self._base.take_off()
        self._flying, self._filling = self._filling, []
        self._rows += batch.size()
        if batch.erases():
            self._base.let_go()
        if self._away or batch.size() > FEW:
            self._send(partial(self._writer.write, batch), self._landed)
            return
        # In the thread, each statement would have to wait for the interpreter lock again. Here they
        # take a third of the time; only the commit, which waits for the disk, is worth a thread.
        error = _tried(partial(self._writer.lay, batch))
        if error is None and self._durable:
            self._send(partial(self._writer.commit, batch), self._landed)
            return
        if error is None:  # no caller waits for the disk
            error = _tried(partial(self._writer.commit, batch))
        self._loop.call_soon(self._landed, error)

    def _send(self, work: Callable[[], None], done: Callable[[NotSaved | None], None]) -> None:
        """Queue a job for the store thread."""
        self._away += 1
        self._jobs.put((work, partial(self._back, done)))

    def _back(self, done: Callable[[NotSaved | None], None], error: NotSaved | None) -> None:
        self._away -= 1
        done(error)

    def _landed(self, error: NotSaved | None) -> None:
        waiting, self._flying = self._flying, []
        if error is None:
            self._base.landed()
            for future, result in waiting:
                _answer(future, result)
        else:
            waiting, self._filling = waiting + self._filling, []
            self._base.crashed()
            for future, _ in waiting:
                if not future.done():
                    future.set_exception(NotSaved(**error.facts))
        self._tidy()
        self._take_off()

    def _proved(self, answer: asyncio.Future[bool], error: NotSaved | None) -> None:
        self._rows += PROOF
        _answer(answer, error is None)
        self._tidy()

    def _tidy(self, _: NotSaved | None = None) -> None:
        """Housekeeping that would have kept callers waiting, so it is done after they are
        answered."""
        if not self._open:
            return
        if self._writer.owes_erasure:
            if not self._owing:
                self._owing = True
                self._loop.call_later(OWED, self._erase)
        elif self._rows >= ROWS:
            self._clear(self._writer.checkpoint)
        elif self._base.flying is None:
            self._base.hold()

    def _erase(self) -> None:
        self._owing = False
        if self._open:
            self._clear(self._writer.erase)

    def _clear(self, work: Callable[[], None]) -> None:
        self._rows = 0
        self._base.let_go()
        self._send(work, self._tidy)

    def _work(self) -> None:
        """The store thread's loop."""
        while (job := self._jobs.get()) is not None:
            work, done = job
            self._loop.call_soon_threadsafe(done, _tried(work))
        self._writer.close()


def _answer(future: asyncio.Future[T], value: T) -> None:
    if not future.done():
        future.set_result(value)


def _tried(work: Callable[[], None]) -> NotSaved | None:
    try:
        work()
    except NotSaved as error:
        return error
    except Exception as error:  # noqa: BLE001  # the thread must outlive any one batch
        return NotSaved(why=repr(error))
    return None
