"""Slows down those who try tokens, and nobody else: a token that is known is always let in at
once, so that nobody can lock its holder out."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.core.repeats import Repeats

log = structlog.get_logger(__name__)
FREE: Final = 20  # refusals in a minute that are answered at once
SLOW: Final = 1.0  # seconds that each further one waits
_WINDOW: Final = 60.0
_WAITING: Final = 50  # at a time; each holds a connection


class Refusals:
    """Counts refused tokens of all senders together, who may all come through one proxy. `time`
    gives seconds on a clock that goes forward."""

    def __init__(
        self,
        time: Callable[[], float] | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._time = time
        self._pause = pause
        self._recent: deque[float] = deque(maxlen=FREE)
        self._waiting = 0
        self._repeats = Repeats()

    def log(self, status: int, scope: str, token: str) -> None:
        """A line for a request to the API that was refused, unless there have been many like it.
        `token` is the name of a known one."""
        facts = {"status": status, "scope": str(scope), "token": token}
        if times := self._repeats.note(str(facts), self._now()):
            log.warning("api_refused", times=times, **facts)

    def _now(self) -> float:
        return (self._time or asyncio.get_running_loop().time)()

    async def is_too_many(self) -> bool:
        """Whether there have been too many lately, with this one; if so, after a while."""
        now = self._now()
        many = len(self._recent) == FREE and now - self._recent[0] < _WINDOW
        self._recent.append(now)
        if many and self._waiting < _WAITING:
            self._waiting += 1
            try:
                await self._pause(SLOW)
            finally:
                self._waiting -= 1
        return many
