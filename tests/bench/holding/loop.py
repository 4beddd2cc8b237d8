"""An event loop that notes how long each of its steps holds it, in processor time of its thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any


class MeasuredLoop(asyncio.SelectorEventLoop):
    """`held` has the seconds of every step since `begin`. A task goes on in one step from one
    `await` that waits to the next; statements of the store within it are included. Processor time,
    so that neither the disk nor other processes count."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[float] = []

    def begin(self) -> None:
        self.held = []

    @property
    def longest(self) -> float:
        return max(self.held, default=0.0)

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:
        return super().call_soon(self._timed, callback, *args, context=context)

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon_threadsafe(self._timed, callback, *args, context=context)

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(when, self._timed, callback, *args, context=context)

    def _timed(self, callback: Callable[..., Any], *args: Any) -> None:
        began = time.thread_time()
        try:
            callback(*args)
        finally:
            self.held.append(time.thread_time() - began)
