"""Everything that makes the bot come by itself, put together, started and stopped as one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Final

from bot.actions.delivery import journeys
from bot.core.operations.alarms import AlarmNotice
from bot.core.values import replace
from bot.engine.addresses import Addresses
from bot.engine.alarm import Alarm
from bot.engine.circuit import Circuit
from bot.engine.corrections import CorrectionSender
from bot.engine.gatherings.jobs import Gatherings
from bot.engine.loop import Loop
from bot.engine.memberships import Departures, Moves
from bot.engine.operations.outcomes import Outcomes, WatchedMessenger
from bot.engine.operations.refused_requests import RefusedRequests
from bot.engine.plans import Look, PlanFollower, no_news
from bot.engine.pushes import Pushes
from bot.engine.recruitment import Recruiting
from bot.engine.sender import Sender
from bot.engine.shares import Shares
from bot.engine.throttle import Throttle
from bot.ports import Clock
from bot.services import Services

LANDING: Final = 1.5  # seconds for sends in the air: with app.py's GRACE, under 10 in all
PLAN_FIGURES: Final = {
    "people": "People in the plan",
    "finished": "Those who have passed all of its lessons",
    "expected": "Those who should have by now, at the plan's pace",
    "behind": "Those who have passed fewer lessons than are due",
    "cannot_finish": "Those who can't be done by its date any more",
}
Expose = Callable[[str, str, str, Callable[[], Mapping[str, int]]], None]
Show = Callable[[str, str, str, Callable[[], Mapping[str, float]]], None]
ShowBy = Callable[[str, str, Sequence[str], Callable[[], Mapping[tuple[str, ...], float]]], None]


class Engine:
    """`rate` is sends a second for each tenant, None for no limit; `every` is seconds between
    ticks; `chance` gives a number in [0, 1). `look` looks at the plans' file."""

    def __init__(
        self,
        services: Services,
        clock: Clock,
        *,
        alarm: Alarm,
        rate: float | None,
        every: float,
        chance: Callable[[], float],
        look: Look = no_news,
    ) -> None:
        self.outcomes = Outcomes(clock, alarm)
        self.refused = RefusedRequests(clock, alarm)
        services = replace(services, messenger=WatchedMessenger(services.messenger, self.outcomes))
        self._services = services
        self._clock = clock
        self._alarm = alarm
        self._circuit = Circuit(clock, alarm)
        throttle = Throttle(rate)
        self.sender = Sender(services, clock, throttle, self._circuit, chance)
        self.corrections = CorrectionSender(services, throttle)
        self.pushes = Pushes(services, throttle)
        self.shares = Shares(services, throttle)
        self.gatherings = Gatherings(services)
        self.recruiting = Recruiting(services)
        self.moves = Moves(services)
        self.addresses = Addresses(services)
        people = (Departures(services), self.moves, self.addresses)
        planning = (self.pushes, self.gatherings, self.shares, self.recruiting)
        tasks = (*people, *planning, self.refused)
        self.plans = PlanFollower(services, alarm, clock, look)
        self.loop = Loop(services, self.sender, self.corrections, alarm, clock, every, tasks)
        self.loop.follow = self.plans.run
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def started(self, mark: Callable[[], str]) -> AsyncIterator[None]:
        """Runs while entered. `mark` gives a fingerprint of plans and calendars."""
        self._task = asyncio.create_task(self._live(mark))
        try:
            yield
        finally:
            await self.sender.stop(LANDING)
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _live(self, mark: Callable[[], str]) -> None:
        """Reading a few decades of holidays takes a while: beside the first turns, not before."""
        self.loop.first = partial(self._look_at_everyone, mark)
        await self.loop.run()

    async def _look_at_everyone(self, mark: Callable[[], str]) -> None:
        seen = await asyncio.to_thread(mark)
        await journeys.look_at_everyone(self._services, self._clock(), seen)

    def alarms(self) -> tuple[AlarmNotice, ...]:
        """What is wrong now."""
        return self._alarm.lasting()

    def health(self) -> Mapping[str, bool]:
        """For /readyz: the loop is alive, and Teams lets this bot send."""
        alive = self._task is not None and not self._task.done()
        return {"loop": alive, "sending": not self._circuit.stops(self._services.tenants)}

    def expose(self, expose: Expose, show: Show, show_by: ShowBy) -> None:
        expose("deliveries", "How attempts to send ended", "outcome", lambda: self.sender.tally)
        expose("fixes", "Corrected and withdrawn cards", "outcome", lambda: self.corrections.tally)
        expose("pushes", "Champions' cards kept up to date", "what", lambda: self.pushes.tally)
        expose("shares", "Shared cards kept up to date", "outcome", lambda: self.shares.tally)
        expose(
            "gathering_jobs",
            "Gatherings' work in the background",
            "outcome",
            lambda: self.gatherings.tally,
        )
        expose("moves", "People recorded under another number", "why", lambda: self.moves.tally)
        expose("addresses", "Asking Teams who people are", "what", lambda: self.addresses.tally)
        expose("alarms", "Alarms, by what is wrong", "what", lambda: self._alarm.tally)
        expose("purged", "What was too old and went, by kind", "kind", lambda: self.loop.purged)
        expose("loop", "What the loop has done", "what", self.loop.tally)
        show("plans", "The plans that the bot follows", "what", self.plans.gauges)
        for what, help in PLAN_FIGURES.items():
            show(f"plan_{what}", f"{help}, as counted once a day", "plan", self.plans.figures(what))
        help = "How each plan is going in a municipality, as counted once a day"
        by_place = self.plans.figures_by_municipality
        show_by("plan_progress", help, ("plan", "municipality", "figure"), by_place)
        show("alarm", "What is wrong now: 1, or how many of them", "name", self._alarm.gauges)
        show("sending", "How sending is going", "what", self.loop.gauges)
