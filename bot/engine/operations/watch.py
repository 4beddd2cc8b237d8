"""Looks, at every tick, whether the bot does what it is there for; what is wrong is an alarm."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final

from bot.actions.operations.sending_health import SendingHealth
from bot.core.moments import parse_moment
from bot.core.operations.alarms import AlarmName
from bot.core.store_facts import RESTORED, Hold
from bot.engine.alarm import Alarm
from bot.engine.sender import Sender
from bot.errors import NotSaved
from bot.ports import Clock, Store

SILENCE: Final = timedelta(hours=1)
FORGOTTEN: Final = timedelta(days=1)  # a pause without an end that lasts so long
BACK: Final = timedelta(minutes=5)  # what a clock may be put back, or forward, and nobody is told
AHEAD: Final = timedelta(hours=1)
PROBE: Final = timedelta(minutes=1)  # between two writes that only prove that one can
_VAIN: Final = ("throttled", "retry", "uncertain", "forbidden")
_FULL: Final = "the disk may be full, or read-only"


class PartHealth:
    """Which parts of the loop fail. One failure is no alarm, since each is tried again; but what
    could not be saved is, at once."""

    def __init__(self, alarm: Alarm) -> None:
        self._alarm = alarm
        self._failing: set[str] = set()

    def failed(self, name: str, error: Exception, at: datetime) -> None:
        if isinstance(error, NotSaved):
            self._alarm.raised(AlarmName.NOT_SAVED, str(error.facts.get("why", _FULL)), at)
        elif name in self._failing:
            self._alarm.raised(AlarmName.PART_FAILED, type(error).__name__, at, name)
        self._failing.add(name)

    def ran(self, name: str, at: datetime) -> None:
        if name in self._failing:
            self._failing.discard(name)
            self._alarm.over(AlarmName.PART_FAILED, at, name)


class Watch:
    """What this process has seen of sending: each tells of its own trouble. That others send all
    the same is read from the store's counts. `real`: the clock runs as fast as time does."""

    def __init__(
        self, store: Store, sender: Sender, alarm: Alarm, clock: Clock, *, real: bool
    ) -> None:
        self._store = store
        self._sender = sender
        self._alarm = alarm
        self._clock = clock
        self._real = real
        self._sent, self._vain = 0, 0
        self._tried: datetime | None = None
        self._moved: datetime | None = None
        self._proved: datetime | None = None
        self._ticked: tuple[datetime, float] | None = None

    def clock_runs(self, *, told: bool) -> None:
        """Compare the clock with how much time has passed since it was last looked at. `told`: the
        operator knows already that it has just moved."""
        now, time = self._clock(), asyncio.get_running_loop().time()
        before, self._ticked = self._ticked, (now, time)
        if before is None or told or not self._real:
            return
        moved = now - before[0] - timedelta(seconds=time - before[1])
        if -BACK <= moved <= AHEAD:
            self._alarm.over(AlarmName.CLOCK_JUMPED, now)
            return
        minutes = round(moved.total_seconds() / 60)
        self._alarm.raised(AlarmName.CLOCK_JUMPED, f"{minutes:+} min", now)

    async def store_is_written(self) -> None:
        now = self._clock()
        if self._proved is not None and abs(now - self._proved) < PROBE:
            return
        self._proved = now
        if await self._store.ready():
            self._alarm.over(AlarmName.NOT_SAVED, now)
        else:
            self._alarm.raised(AlarmName.NOT_SAVED, _FULL, now)

    def sending(self, seen: SendingHealth, hold: Hold) -> None:
        """Nothing sent for an hour where something was expected: what is long due and not taken
        up, or was tried in vain."""
        now = self._clock()
        late = seen.oldest is not None and seen.oldest < now - SILENCE
        self._held(hold, now, late=late)
        self._stopped_content(now)
        if hold.held or self._moves(seen, now, late=late):
            self._moved, self._sent = now, seen.states.get("sent", 0)
            self._alarm.over(AlarmName.NOTHING_SENT, now)
        elif self._moved and now - self._moved > SILENCE:
            why = f"{seen.sent} of {seen.expected} expected today"
            self._alarm.raised(AlarmName.NOTHING_SENT, why, now, since=self._moved)

    def _moves(self, seen: SendingHealth, now: datetime, *, late: bool) -> bool:
        vain = sum(self._sender.tally[each] for each in _VAIN)
        if vain > self._vain:
            self._vain, self._tried = vain, now
        tried = self._tried is not None and now - self._tried < SILENCE
        sent = seen.states.get("sent", 0) > self._sent
        return self._moved is None or sent or not (late or tried)

    def _held(self, hold: Hold, now: datetime, *, late: bool) -> None:
        """After a restore somebody waits; a pause without an end may have been forgotten."""
        restored = hold.why in ("", RESTORED)
        forgotten = not hold.until and bool(hold.at) and now - parse_moment(hold.at) >= FORGOTTEN
        if not hold.held:
            self._alarm.over(AlarmName.SENDING_HELD, now)
        elif late if restored else forgotten:
            since = parse_moment(hold.at) if hold.at else None
            self._alarm.raised(AlarmName.SENDING_HELD, hold.why or RESTORED, now, since=since)

    def _stopped_content(self, now: datetime) -> None:
        for kind, subject in sorted(self._sender.stopped_content):
            self._alarm.raised(AlarmName.CONTENT_TOO_BIG, kind, now, subject)
