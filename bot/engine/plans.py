"""The plans that the bot follows: taken from their file when it changes, without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from bot.actions.delivery import journeys
from bot.actions.figures import plan_progress
from bot.actions.figures.plan_progress import PlanCount, PlanReport
from bot.actions.people.places import day_of
from bot.core.delivery.plans import PlanReading, PlanState
from bot.core.figures.plan_progress import COUNTS, CountedPlans
from bot.core.moments import parse_moment
from bot.core.operations.alarms import AlarmName
from bot.engine.alarm import Alarm
from bot.ports import Clock
from bot.services import FollowedPlans, Services

log = structlog.get_logger(__name__)
PAGES: Final = 40  # of people counted at each look: a second's work at most
Look = Callable[[], PlanReading | None]
"""What the plans' file says, where that is news. It reads a disk, so it is called in a thread."""


def no_news() -> None:
    """A `Look` that never has news: the plans stay as they are."""


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
        self._count: PlanCount | None = None
        self._counted: CountedPlans | None = None
        self._told: list[PlanReport] = []

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
        if self._fault:
            self._alarm.raised(AlarmName.PLANS_FAULTY, self._fault, self._clock())
        else:
            self._alarm.over(AlarmName.PLANS_FAULTY, self._clock())
        if self._half_done:
            mark = await asyncio.to_thread(journeys.plans_mark, self._services)
            people = await journeys.look_at_everyone(self._services, self._clock(), mark)
            self._half_done = False
            log.info("plans_taken", plans=[each.id for each in self._followed], people=people)
            self._counted = self._count = None
        if self._followed:
            await self._go_on_counting()

    async def _go_on_counting(self) -> None:
        """Count how plans are going, once a day and when they have changed: so many people at each
        look that sending is not held up."""
        now = self._clock()
        if self._count is None and not await self._is_counted(now):
            mark = await asyncio.to_thread(journeys.plans_mark, self._services)
            self._count = PlanCount(self._services, now, mark)
        for _ in range(PAGES if self._count else 0):
            if self._count and not await self._count.page():
                await self._end_count(self._count)
                self._count = None

    async def _is_counted(self, at: datetime) -> bool:
        if self._counted is None:
            found = await plan_progress.kept(self._services.store)
            mark = await asyncio.to_thread(journeys.plans_mark, self._services)
            self._counted = found if found and found.mark == mark else None
            self._tell()
        found = self._counted
        return found is not None and day_of(parse_moment(found.at)) == day_of(at)

    async def _end_count(self, count: PlanCount) -> None:
        self._counted = count.found()
        await plan_progress.keep(self._services.store, self._counted)
        self._tell()

    def _tell(self) -> None:
        found = self._counted
        self._told = plan_progress.reports(self._services, found) if found else []

    def figures(self, what: str) -> Callable[[], dict[str, float]]:
        """One figure of each plan in all municipalities, for /metrics."""
        return lambda: {
            plan: getattr(each, what) for plan, each in plan_progress.in_all(self._told).items()
        }

    def figures_by_municipality(self) -> dict[tuple[str, ...], float]:
        """Every figure by plan, municipality and its name, but none that is hidden."""
        rows = ((e.plan.id, row) for e in self._told for row in e.rows if row.number is not None)
        return {
            (plan, row.number or "", name): getattr(row.figures, name)
            for plan, row in rows
            if row.figures
            for name in COUNTS
        }

    def _take(self, reading: PlanReading) -> None:
        if reading.faults:
            first, more = reading.faults[0], len(reading.faults) - 1
            self._fault = f"{first} And {more} more." if more else first
            return
        self._fault = ""
        if reading.plans != tuple(self._followed):
            self._followed.follow(reading.plans)
            self._half_done = True
