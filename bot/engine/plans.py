"""The plans that the bot follows: taken from their file when it changes, without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot.actions.delivery import journeys
from bot.core.delivery.plans import PlanReading, PlanState
from bot.engine.alarm import Alarm
from bot.ports import Clock
from bot.services import FollowedPlans, Services

log = structlog.get_logger(__name__)
Look = Callable[[], PlanReading | None]
"""What the plans' file says, where that is news. It reads a disk, so it is called in a thread."""


def no_news() -> None:
    """The file of a house that has none: what it follows stays."""


class PlanFollower:
    """`services.plans` are `FollowedPlans`; any others stay what they are."""

    def __init__(
        self, services: Services, alarm: Alarm, clock: Clock, look: Look = no_news
    ) -> None:
        plans = services.plans
        self._services = services
        self._followed = plans if isinstance(plans, FollowedPlans) else FollowedPlans(plans)
        self._alarm = alarm
        self._clock = clock
        self._look = look
        self._fault = ""
        self._half_done = False

    def state(self) -> PlanState:
        return PlanState(len(self._followed), self._fault)

    def gauges(self) -> dict[str, float]:
        """For /metrics."""
        return {"followed": len(self._followed), "faulty": float(bool(self._fault))}

    async def run(self) -> None:
        """Take the file's plans if they have changed, whole or not at all; then everyone is looked
        at anew. Where that fails, it is done at the next look."""
        reading = await asyncio.to_thread(self._look)
        if reading:
            self._take(reading)
        if self._half_done:
            mark = await asyncio.to_thread(journeys.plans_mark, self._services)
            people = await journeys.look_at_everyone(self._services, self._clock(), mark)
            self._half_done = False
            log.info("plans_taken", plans=[each.id for each in self._followed], people=people)

    def _take(self, reading: PlanReading) -> None:
        if reading.faults:
            first, more = reading.faults[0], len(reading.faults) - 1
            self._fault = f"{first} And {more} more." if more else first
            self._alarm("plans_faulty", self._fault)
            return
        self._fault = ""
        if reading.plans != tuple(self._followed):
            self._followed.follow(reading.plans)
            self._half_done = True
