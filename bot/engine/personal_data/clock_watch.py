"""Notices when the clock jumps far ahead, holds back what could do harm, and has what was written
meanwhile put right when the clock is back.

The newest moment is kept in the store, so that a restart with another clock is noticed as well. A
bot that was off for months looks the same, and is believed after as long.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.actions.personal_data import clock_repair
from bot.actions.personal_data.clock_repair import Jump
from bot.core import documents
from bot.core.moments import moment, parse_moment
from bot.core.operations.alarms import AlarmName
from bot.core.store_facts import ClockSeen, FarJump
from bot.engine.alarm import Alarm
from bot.services import Services

log = structlog.get_logger(__name__)
FAR: Final = timedelta(days=90)  # no pause of the machine is so long
QUIET: Final = timedelta(minutes=30)  # after a far jump nothing is sent: somebody may mend it
TRUSTED: Final = timedelta(days=1)  # after a far jump, until what can't be undone is done again
STEADY: Final = timedelta(minutes=30)  # the same after a start, or any other jump
_JUMP: Final = timedelta(days=2)
_KEPT: Final = timedelta(hours=1)  # between two times that the newest moment is written down
_KEY: Final = "clock"


class ClockWatch:
    """`look` at every tick. In local mode far jumps are nothing: a store is left for months there,
    and taken up again."""

    def __init__(self, services: Services, alarm: Alarm) -> None:
        self._services = services
        self._alarm = alarm
        self._seen: ClockSeen | None = None
        self._last: datetime | None = None
        self._steady: datetime | None = None
        self.has_told = False  # the newest look has found a far jump, or that the clock is back

    async def look(self, now: datetime) -> None:
        self.has_told = False
        self._runs(now)
        if not self._services.local:
            await self._compare(now)
        self._last = now

    def is_quiet(self, now: datetime) -> bool:
        """Whether nothing is to be sent."""
        return any(abs(now - parse_moment(each.ahead)) < QUIET for each in self._jumps()[-1:])

    def is_trusted(self, now: datetime) -> bool:
        """Whether what can't be undone may be done."""
        return self._steady is not None and now - self._steady >= STEADY and not self._jumps()

    def _jumps(self) -> tuple[FarJump, ...]:
        return self._seen.jumps if self._seen else ()

    def _runs(self, now: datetime) -> None:
        runs = self._last is not None and timedelta() <= now - self._last < _JUMP
        self._steady = self._steady if runs and self._steady else now

    async def _compare(self, now: datetime) -> None:
        seen = self._seen or await self._load(now)
        last = self._last or parse_moment(seen.latest)
        jumps = _with_newest(seen.jumps, last, now)
        while jumps and _is_back(jumps[-1], now):
            await self._put_right(jumps[-1], now)
            jumps = jumps[:-1]
        self.has_told = jumps != seen.jumps
        if self.has_told or abs(now - parse_moment(seen.latest)) >= _KEPT:
            seen = await self._keep(ClockSeen(moment(now), jumps))
        self._seen = seen
        self._tell(jumps, now)

    def _tell(self, jumps: tuple[FarJump, ...], now: datetime) -> None:
        for each in jumps[-1:]:
            since = parse_moment(each.before)
            self._alarm.raised(AlarmName.CLOCK_AHEAD, _words(each), now, since=since)
        if not jumps:
            self._alarm.over(AlarmName.CLOCK_AHEAD, now)

    async def _put_right(self, jump: FarJump, now: datetime) -> None:
        """What this process has not told of, since it started later, it tells of first."""
        before, ahead = parse_moment(jump.before), parse_moment(jump.ahead)
        changed = await clock_repair.put_right(self._services, Jump(before, ahead), now)
        log.warning("clock_put_right", documents=changed)
        if self._last is None:
            self._alarm.raised(AlarmName.CLOCK_AHEAD, _words(jump), now, since=before)

    async def _load(self, now: datetime) -> ClockSeen:
        found = await self._services.store.run(
            lambda tx: tx.get(documents.STORE_FACTS, _KEY, ClockSeen)
        )
        return found or await self._keep(ClockSeen(moment(now)))

    async def _keep(self, seen: ClockSeen) -> ClockSeen:
        await self._services.store.run(lambda tx: tx.put(documents.STORE_FACTS, _KEY, seen))
        return seen


def _with_newest(jumps: tuple[FarJump, ...], last: datetime, now: datetime) -> tuple[FarJump, ...]:
    """None once the clock has run on for so long that it is believed."""
    if now - last > FAR:
        return (*jumps, FarJump(moment(last), moment(now)))
    if jumps and now - parse_moment(jumps[-1].ahead) >= TRUSTED:
        return ()
    return jumps


def _is_back(jump: FarJump, now: datetime) -> bool:
    """Nearer to where it was than to where it went: a clock that is set back by a few seconds after
    a long stop is not."""
    return now - parse_moment(jump.before) < parse_moment(jump.ahead) - now


def _words(jump: FarJump) -> str:
    return f"{jump.before} - {jump.ahead}"
