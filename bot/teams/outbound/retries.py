"""Sends that a turn waits for: retried while there is time, as Microsoft asks.

Only after 412, 429, 502, 503 and 504, with exponential back-off and jitter, honouring Retry-After;
never after a time-out or a reset, when the message may have arrived. Outside a turn nobody is
waiting, and the sender is stricter.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final

from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message
from bot.teams.outbound.connector import Connector

_FIRST: Final = 0.25  # seconds
_WORTH: Final = frozenset({Ended.THROTTLED, Ended.RETRY})
_GATEWAY: Final = frozenset({"502", "504"})

Sleep = Callable[[float], Awaitable[None]]
Once = Callable[[float], Awaitable[SendOutcome]]


class RetryingMessenger:
    """A `bot.ports.Messenger` that gives up at `deadline`, in seconds on the clock `time`."""

    def __init__(
        self,
        connector: Connector,
        deadline: float,
        *,
        time: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._connector = connector
        self._deadline = deadline
        self._time = time
        self._sleep = sleep
        self._jitter = jitter

    async def send(self, to: Address, message: Message) -> SendOutcome:
        return await self._insist(lambda left: self._connector.send(to, message, within=left))

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        return await self._insist(
            lambda left: self._connector.update(to, activity, message, within=left)
        )

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        return await self._insist(lambda left: self._connector.delete(to, activity, within=left))

    async def open(self, to: Address) -> SendOutcome:
        return await self._insist(lambda left: self._connector.open(to, within=left))

    async def member(self, to: Address) -> Member | None:
        left = self._deadline - self._time()
        return await self._connector.member(to, within=left) if left > 0 else None

    async def members(self, to: Address) -> int | None:
        left = self._deadline - self._time()
        return await self._connector.members(to, within=left) if left > 0 else None

    async def _insist(self, once: Once) -> SendOutcome:
        outcome = SendOutcome(Ended.RETRY, reason="no_time")
        attempt = 0
        while (left := self._deadline - self._time()) > 0:
            outcome = await once(left)
            pause = self._pause(outcome, attempt)
            if pause is None or self._time() + pause >= self._deadline:
                break
            await self._sleep(pause)
            attempt += 1
        return outcome

    def _pause(self, outcome: SendOutcome, attempt: int) -> float | None:
        """Seconds until the next try; None if there should be none."""
        if outcome.ended not in _WORTH and outcome.reason[:3] not in _GATEWAY:
            return None
        backoff: float = _FIRST * 2**attempt * (1 + self._jitter())
        return max(backoff, outcome.wait or 0.0)
