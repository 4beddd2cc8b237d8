"""Watches what comes from Teams and can't be let in: the first sign that Microsoft has changed
something, since nobody else can sign it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from bot.core.operations.alarms import AlarmName
from bot.engine.alarm import Alarm
from bot.ports import Clock, Tx

QUIET: Final = timedelta(days=1)  # after so long without one, it is over


class RefusedRequests:
    """Call `note` with the reason of each. The alarm tells how many there have been so far."""

    def __init__(self, clock: Clock, alarm: Alarm) -> None:
        self._clock = clock
        self._alarm = alarm
        self._count: Counter[str] = Counter()
        self._last: dict[str, datetime] = {}

    def note(self, why: str) -> None:
        now = self._clock()
        self._count[why] += 1
        self._last[why] = now
        self._alarm.raised(AlarmName.REQUESTS_REFUSED, str(self._count[why]), now, why)

    def has_work(self, _: Tx, at: datetime) -> bool:
        return any(abs(at - last) >= QUIET for last in self._last.values())

    async def run(self, at: datetime) -> None:
        for why, last in [*self._last.items()]:
            if abs(at - last) >= QUIET:
                del self._last[why], self._count[why]
                self._alarm.over(AlarmName.REQUESTS_REFUSED, at, why)
