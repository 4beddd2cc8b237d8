"""The loop that makes the bot come by itself: look at who is due, plan, send, and beat.

It survives any single bad row and any bad tick; it says so, and goes on.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol, TypeVar

import structlog

from bot.actions.delivery import hold as delivery_hold
from bot.actions.delivery import journeys, uncertain_sends
from bot.actions.figures import day_counts
from bot.actions.operations.sending_health import sending_health
from bot.actions.personal_data import daily_purge
from bot.actions.shared.batches import LOOK_PAGE
from bot.core.actor import BOT
from bot.engine.alarm import Alarm
from bot.engine.corrections import CorrectionSender
from bot.engine.daily import Daily
from bot.engine.operations.beat import Beat
from bot.engine.operations.watch import PartHealth, Watch
from bot.engine.personal_data.clock_watch import ClockWatch
from bot.engine.sender import Sender
from bot.errors import NotSaved
from bot.ports import Clock, Tx
from bot.services import Services

log = structlog.get_logger(__name__)
T = TypeVar("T")
REST: Final = timedelta(minutes=10)
SEND: Final = "send"
LOOK: Final = "look"
CLOCK: Final = "clock"
VITAL: Final = (CLOCK, "reconcile", "pause", "plan", SEND, LOOK)


class PeriodicTask(Protocol):
    """What may have work at every tick, before anything is sent."""

    def has_work(self, tx: Tx, at: datetime) -> bool:
        """Whether `run` has anything to do. Reads a row or two by index, and changes nothing."""

    async def run(self, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a tick does, where it has work."""

    name: str
    has_work: Callable[[Tx, datetime], bool]
    run: Callable[[], Awaitable[None]]


class Loop:
    """`every` is the pause between ticks, in seconds. Start it with `run()` as a task."""

    def __init__(
        self,
        services: Services,
        sender: Sender,
        corrections: CorrectionSender,
        alarm: Alarm,
        clock: Clock,
        every: float,
        tasks: Sequence[PeriodicTask] = (),
    ) -> None:
        self._services = services
        self._sender = sender
        self._corrections = corrections
        self._clock_watch = ClockWatch(services, alarm)
        self._clocking = Part(CLOCK, _always, lambda: self._clock_watch.look(clock()))
        self._sending = Part(SEND, sender.has_work, self._send)
        self._looking = Part(LOOK, _always, self._watch)
        self._marked = False
        self._fixing = Part("fixes", _always, self._fix)
        self._cleaning = Part("daily", _always, self._daily)
        self._following = Part("plans", _always, self._follow)
        self._parts = (
            Part("reconcile", lambda tx, _: uncertain_sends.is_interrupted(tx), self._reconcile),
            Part("pause", delivery_hold.has_ended, self._end_pause),
            Part("plan", _may_plan, self._plan),
            *(Part(_name(each), each.has_work, partial(self._run, each)) for each in tasks),
            self._sending,
        )
        self._alarm = alarm
        self._clock = clock
        self._every = every
        self._health = PartHealth(alarm)
        self._watching = Watch(services.store, sender, alarm, clock, real=not services.local)
        self.first: Callable[[], Awaitable[None]] | None = None  # before all else, until it is done
        self.follow: Callable[[], Awaitable[None]] | None = None  # the plans, if they have changed
        self._purging = Daily(services, "purge")
        self.purged: Counter[str] = Counter()
        # Only what failed in this process is to rest: an alarm that several raise is no harm.
        self._rest: dict[str, datetime] = {}
        self.beat = Beat()

    def tally(self) -> dict[str, int]:
        """Running totals, for /metrics."""
        beat = self.beat
        return {
            "ticks": beat.ticks,
            "people_looked_at": beat.looked,
            "planned": beat.planned,
            "taken_up": beat.taken,
            "failed_ticks": beat.failed,
        }

    async def run(self) -> None:
        """Until cancelled. What is under way when that happens is settled by its lease."""
        while True:
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001 - one bad tick must not end all later ones
                self.beat.failed += 1
                log.error("tick_failed", error=type(error).__name__)
            await asyncio.sleep(self._every)

    async def tick(self) -> None:
        """Look at the clock; then, unless it has just jumped so far that it may be wrong, let all
        parts work. What fails stops nothing else; the first failure is raised when all have had
        their turn."""
        failed: list[Exception] = []
        await self._do(self._clocking, failed)
        self._watching.clock_runs(told=self._clock_watch.has_told)
        self._alarm.settle(self._clock())
        if self._clock_watch.is_quiet(self._clock()):
            self._ticked()
        else:
            await self._work(failed)
        for each in failed:
            raise each

    async def _work(self, failed: list[Exception]) -> None:
        """Ask all parts, in one transaction, which of them have work; then plan until nobody is
        due, and send what is due."""
        done = [each.name for each in await self._wanted(failed) if await self._do(each, failed)]
        if done and SEND not in done:  # there may be something new to send
            await self._do(self._sending, failed)
        self._ticked()
        await self._do(self._looking, failed)
        if self._marked:
            await self._do(self._fixing, failed)
        await self._do(self._following, failed)
        await self._do(self._cleaning, failed)

    def _ticked(self) -> None:
        self.beat.ticks += 1
        self.beat.ticked = self._clock()

    async def _wanted(self, failed: list[Exception]) -> list[Part]:
        """The parts that have work, in order; all of them where that can't be known."""
        now = self._clock()
        first = [Part("first", _always, self._do_first)] if self.first else []
        parts = [*first, *self._parts]

        def change(tx: Tx) -> list[Part]:
            return [each for each in parts if each.has_work(tx, now)]

        return await self._attempt("ask", self._services.store.run(change), parts, failed)

    async def _do(self, part: Part, failed: list[Exception]) -> bool:
        """Whether it was its turn."""
        if self._rests(part.name):
            return False
        await self._attempt(part.name, part.run(), None, failed)
        return True

    async def _attempt(
        self, name: str, work: Awaitable[T], otherwise: T, failed: list[Exception]
    ) -> T:
        """The result of this work. What goes wrong is reported and added to `failed`, and the
        result is `otherwise`."""
        try:
            result = await work
        except Exception as error:  # noqa: BLE001 - raised by the tick
            self._failed(name, error)
            failed.append(error)
            return otherwise
        self._health.ran(name, self._clock())
        return result

    def _failed(self, name: str, error: Exception) -> None:
        """Written down at once; the operator is told if it goes on."""
        now = self._clock()
        why = {"why": error.facts.get("why")} if isinstance(error, NotSaved) else {}
        log.error("part_failed", part=name, error=type(error).__name__, **why)
        self._health.failed(name, error, now)
        self._rest[name] = now

    def _rests(self, name: str) -> bool:
        """What nobody waits for is not tried again at once, where it may read a great deal."""
        now = self._clock()
        return name not in VITAL and abs(now - self._rest.get(name, now - REST)) < REST

    async def _do_first(self) -> None:
        if self.first:
            await self.first()
            self.first = None

    async def _follow(self) -> None:
        if self.follow and not self.first:  # what was there at the start is looked at first
            await self.follow()

    async def _reconcile(self) -> None:
        while await uncertain_sends.reconcile(self._services, self._clock()):
            pass

    async def _run(self, task: PeriodicTask) -> None:
        await task.run(self._clock())

    async def _send(self) -> None:
        self.beat.taken += await self._sender.send_due()

    async def _fix(self) -> None:
        await self._corrections.run(self._clock())

    async def _end_pause(self) -> None:
        await delivery_hold.end(self._services, self._clock())

    async def _plan(self) -> None:
        while not await delivery_hold.is_held(self._services.store):
            page = await journeys.plan_due(self._services, self._clock(), LOOK_PAGE)
            self.beat.looked += page.looked
            self.beat.planned += page.planned
            for key in page.broken:
                log.error("journey_broken", person=key.partition(":")[2][:8])
            if page.looked < LOOK_PAGE:
                return

    async def _daily(self) -> None:
        """What is older than it may be goes, once a day, with a report of counts. Not while the
        clock may be wrong, at the start or after a jump: what is purged doesn't come back."""
        now = self._clock()
        if self._clock_watch.is_trusted(now):
            await self._purging.run(now, self._purge)

    async def _purge(self) -> None:
        gone = await daily_purge.purge(self._services, BOT, self._clock())
        back = await journeys.bring_back(self._services, self._clock())
        folded = await day_counts.fold(self._services, self._clock())
        self.purged.update(gone)
        log.info("purged", brought_back=back, counts_folded=folded, **gone)

    async def _watch(self) -> None:
        """How sending goes, and whether there is anything to mend."""
        await self._watching.store_is_written()
        now = self._clock()
        seen, hold, self._marked = await self._services.store.run(
            lambda tx: (
                sending_health(tx, now),
                delivery_hold.current(tx),
                self._corrections.has_work(tx),
            )
        )
        self.beat.health, self.beat.held = seen, hold.held
        self._watching.sending(seen, hold)

    def gauges(self) -> dict[str, float]:
        """Figures of the last tick, for /metrics; ages in seconds, -1 before the first tick."""
        return self.beat.gauges(self._clock())


def _may_plan(tx: Tx, at: datetime) -> bool:
    """Somebody is due, and sending is not held back: nothing is heaped up for when it goes on."""
    return journeys.is_anybody_due(tx, at) and not delivery_hold.held(tx)


def _always(_: Tx, __: datetime) -> bool:
    return True


def _name(task: PeriodicTask) -> str:
    return type(task).__name__.lower()
