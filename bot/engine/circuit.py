"""When Teams says that this bot may not send at all, stop, say so, and look again now and then."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.ports import Clock

log = structlog.get_logger(__name__)
MANY_BLOCKED: Final = "many_blocked"
REMIND: Final = timedelta(days=1)
WAIT: Final = timedelta(minutes=15)  # then one card tries whether things are well again


class Circuit:
    """Open for a tenant, or for all (""). `alarm(what, why)` tells the operator when it opens, and
    once a day while nothing can be sent."""

    def __init__(self, clock: Clock, alarm: Callable[[str, str], None]) -> None:
        self._clock = clock
        self._alarm = alarm
        self._until: dict[str, datetime] = {}
        self._told: dict[str, datetime] = {}
        self.reasons: dict[str, str] = {}

    def open(self, tenant: str, why: str) -> None:
        now = self._clock()
        if tenant not in self.reasons or now - self._told[tenant] >= REMIND:
            self._told[tenant] = now
            log.error("sending_stopped", tenant=tenant or "all", why=why)
            self._alarm("sending_stopped", why)
        self._until[tenant] = now + WAIT
        self.reasons[tenant] = why

    def close(self, tenant: str) -> None:
        """Something was sent: all is well."""
        for each in ("", tenant):
            if self._until.pop(each, None):
                self.reasons.pop(each, None)
                log.info("sending_resumed", tenant=each or "all")

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
