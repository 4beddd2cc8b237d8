"""Watches how sends end: says when too many fail for one reason, and when the first one in a while
gets through."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.core.operations.alarms import AlarmName
from bot.core.operations.refusals import Refusals, is_token
from bot.core.send_outcome import Member, SendOutcome
from bot.core.turn import Address, Message
from bot.engine.alarm import Alarm
from bot.ports import Clock, Messenger

log = structlog.get_logger(__name__)
QUIET: Final = timedelta(hours=1)  # after so long, a send that gets through is worth a line


class Outcomes:
    """Call `note` with the outcome of every send, whoever sent it."""

    def __init__(self, clock: Clock, alarm: Alarm) -> None:
        self._clock = clock
        self._alarm = alarm
        self._refusals = Refusals()
        self._arrived: datetime | None = None

    def note(self, outcome: SendOutcome) -> None:
        now = self._clock()
        if found := self._refusals.note(outcome, now):
            token = is_token(found.cause)
            name = AlarmName.SIGN_IN_FAILED if token else AlarmName.SENDS_REFUSED
            self._alarm.raised(name, found.cause, now, since=found.since)
        if outcome.ok:
            self._got_through(now)

    def _got_through(self, now: datetime) -> None:
        self._alarm.over(AlarmName.SIGN_IN_FAILED, now)
        self._alarm.over(AlarmName.SENDS_REFUSED, now)
        if self._arrived is None or abs(now - self._arrived) >= QUIET:
            log.info("first_sent")
        self._arrived = now


class WatchedMessenger:
    """A `bot.ports.Messenger` that notes the outcomes of another."""

    def __init__(self, messenger: Messenger, outcomes: Outcomes) -> None:
        self._messenger = messenger
        self._note = outcomes.note

    async def send(self, to: Address, message: Message) -> SendOutcome:
        return self._noted(await self._messenger.send(to, message))

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        return self._noted(await self._messenger.update(to, activity, message))

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        return self._noted(await self._messenger.delete(to, activity))

    async def open(self, to: Address) -> SendOutcome:
        return self._noted(await self._messenger.open(to))

    async def member(self, to: Address) -> Member | None:
        return await self._messenger.member(to)

    async def members(self, to: Address) -> int | None:
        return await self._messenger.members(to)

    def _noted(self, outcome: SendOutcome) -> SendOutcome:
        self._note(outcome)
        return outcome
