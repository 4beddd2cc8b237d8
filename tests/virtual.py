"""Time that passes only when everybody waits: hours of limits, hangs and storms in a moment."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday, eight o'clock in Oslo


class _Jumping(selectors.DefaultSelector):
    """Where the loop would wait, its time jumps instead."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        events = super().select(0)
        if not events and timeout is None:
            raise AssertionError("everybody waits for something that never comes")
        if not events and timeout and timeout > 0:
            self.now += timeout
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose `time()` jumps. Only for what stays within this process and thread."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)
        self._clock_resolution = 1e-6  # after months, less is lost in a float, and time stands

    def time(self) -> float:
        return self._jumping.now

    def run_in_executor(self, _: Any, work: Any, *args: Any) -> Any:
        """Here and now: while a thread worked, time would jump."""
        future = self.create_future()
        future.set_result(work(*args))
        return future

    def clock(self) -> datetime:
        """The wall clock that belongs to it."""
        return START + timedelta(seconds=self.time())


def run_virtually(main: Coroutine[Any, Any, T]) -> T:
    """Like `asyncio.run`, in virtual time."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def clock() -> datetime:
    """The virtual wall clock of the running loop."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    return loop.clock()
