"""When Teams says that this bot may not send at all, stop, say so, and look again now and then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.core.operations.alarms import AlarmName
from bot.engine.alarm import Alarm
from bot.ports import Clock

log = structlog.get_logger(__name__)
MANY_BLOCKED: Final = "many_blocked"
WAIT: Final = timedelta(minutes=15)  # then one card tries whether things are well again


class Circuit:
    """Open for a tenant, or for all (""). The operator is told when it opens, and while nothing can
    be sent."""

    def __init__(self, clock: Clock, alarm: Alarm) -> None:
        self._clock = clock
        self._alarm = alarm
        self._until: dict[str, datetime] = {}
        self.reasons: dict[str, str] = {}

    def open(self, tenant: str, why: str) -> None:
        now = self._clock()
        if tenant not in self.reasons:
            log.error("sending_stopped", tenant=tenant or "all", why=why)
        self._alarm.raised(AlarmName.SENDING_STOPPED, why, now, tenant)
        self._until[tenant] = now + WAIT
        self.reasons[tenant] = why

    def close(self, tenant: str) -> None:
        """Something was sent: all is well."""
        for each in ("", tenant):
            if self._until.pop(each, None):
                self.reasons.pop(each, None)
                log.info("sending_resumed", tenant=each or "all")
                self._alarm.over(AlarmName.SENDING_STOPPED, self._clock(), each)

    def stops(self, tenants: Collection[str]) -> bool:
        """Whether Teams lets nothing be sent to any of these tenants; where none are given, to one.
        Many who are out of reach is no such word: who writes is answered."""
        stopped = {each for each, why in self.reasons.items() if why != MANY_BLOCKED}
        return bool(stopped) and ("" in stopped or stopped >= set(tenants))

    def is_open(self, tenant: str = "") -> bool:
        """By a clock that may have been put back since."""
        now = self._clock()
        return any(now < self._until.get(each, now) <= now + WAIT for each in ("", tenant))

    def until(self, tenant: str) -> datetime:
        """When it is tried again, for a tenant that it is open for; now for any other."""
        now = self._clock()
        return max(self._until.get("", now), self._until.get(tenant, now))
