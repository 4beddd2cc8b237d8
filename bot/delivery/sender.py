"""Claims what is due, marks it, throttles it, sends it, settles it.

Nothing is sent but from a planned row, and a durable *attempting* mark goes before each request:
whatever happens between the mark and the outcome, the card is not sent a second time.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import structlog

from bot.actions import deliveries
from bot.actions.deliveries import LEASE, Ready, Sent
from bot.actions.house import House
from bot.core.deliveries import Effect, Row, Settled, again, settle
from bot.core.outcomes import Ended, Outcome
from bot.core.people import Person
from bot.core.turn import Message
from bot.delivery.circuit import Circuit
from bot.delivery.grouping import Grouped
from bot.delivery.throttle import Throttle
from bot.errors import StoreError
from bot.ports import Clock

log = structlog.get_logger(__name__)
IN_FLIGHT: Final = 32
BATCHES: Final = 8  # times what is in flight, claimed at once
Compose = Callable[[Row, str, Person], Message | None]


class Sender:
    """`compose(row, key, person)` draws the card, None when there is nothing to draw any more.
    `chance()` gives a number in [0, 1) for jitter. `tally` counts outcomes since the start."""

    def __init__(
        self,
        house: House,
        compose: Compose,
        clock: Clock,
        throttle: Throttle,
        circuit: Circuit,
        chance: Callable[[], float],
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._house = house
        self._compose = compose
        self._clock = clock
        self._throttle = throttle
        self._circuit = circuit
        self._chance = chance
        self._in_flight = in_flight
        self._begin = Grouped(self._begin_all)
        self._end = Grouped(self._end_all)
        self._stopped_content: set[tuple[str, str]] = set()
        self.tally: Counter[str] = Counter()

    async def send_due(self) -> int:
        """Send everything that is due now; how many rows were taken up. Returns when all of them
        are settled or put off."""
        backlog: deque[tuple[str, Row]] = deque()
        claiming = asyncio.Lock()
        taken = 0

        async def work() -> None:
            nonlocal taken
            while not self._circuit.is_open():
                async with claiming:
                    if not backlog:
                        backlog.extend(await self._claim())
                if not backlog:
                    return
                taken += 1
                await self._one(*backlog.popleft())

        await asyncio.gather(*(work() for _ in range(self._in_flight)))
        for key, row in backlog:  # the circuit opened: nothing of these was tried
            await self._put_off(key, row)
        return taken

    async def _claim(self) -> list[tuple[str, Row]]:
        """Claiming looks at all that is in flight, so few large claims cost less than many small
        ones."""
        return await self._house.store.claim(self._clock(), self._in_flight * BATCHES, LEASE)

    async def _one(self, key: str, row: Row) -> None:
        """One row from claim to outcome. A row that fails by surprise stays claimed and comes
        back when its lease is over; it stops no other."""
        try:
            await self._deliver(key, row)
        except (StoreError, KeyError, TypeError, ValueError) as error:
            log.error("delivery_broken", delivery=key, error=type(error).__name__)
            self.tally["broken"] += 1

    async def _deliver(self, key: str, row: Row) -> None:
        tenant = row["person"].partition(":")[0]
        if self._circuit.is_open(tenant):
            await self._put_off(key, row)
            return
        await self._throttle.turn(tenant, row["person"])
        ready = await self._begin(key)
        if ready is None:
            self.tally["held"] += 1
            return
        message = self._compose(ready.row, key, ready.person)
        if message is None or (row["kind"], row["subject"]) in self._stopped_content:
            reason = "content_gone" if message is None else "content_stopped"
            settled = Settled({"state": "skipped", "reason": reason})
        else:
            outcome = await self._send(ready, message)
            settled = settle(ready.row, outcome, self._clock(), self._chance())
            self._heed(tenant, ready, settled, outcome)
        await self._end(Sent(key, settled))

    async def _put_off(self, key: str, row: Row) -> None:
        until = self._circuit.until(row["person"].partition(":")[0])
        await self._end(Sent(key, Settled(again(until, "circuit"))))

    async def _send(self, ready: Ready, message: Message) -> Outcome:
        person = ready.person
        to = person.address
        if not to.conversation:
            opened = await self._house.messenger.open(to)
            if not opened.ok:
                return _unopened(opened)
            await deliveries.keep_conversation(self._house, person.key, opened.conversation)
            to = replace(to, conversation=opened.conversation)
            await self._throttle.turn(to.tenant, person.key)
        return await self._house.messenger.send(to, message)

    def _heed(self, tenant: str, ready: Ready, settled: Settled, outcome: Outcome) -> None:
        """What an outcome means for everything else that waits."""
        self.tally[str(outcome.ended)] += 1
        if outcome.ok:
            self._circuit.close(tenant)
        kind, subject = ready.row["kind"], ready.row["subject"]
        if settled.effect is Effect.TENANT_WAITS:
            self._throttle.stop(tenant, settled.wait)
        elif settled.effect is Effect.STOP_CONTENT:
            self._stopped_content.add((kind, subject))
            log.error("content_too_big", kind=kind, subject=subject)
        elif settled.effect in (Effect.STOP_TENANT, Effect.STOP_ALL):
            whole = "" if settled.effect is Effect.STOP_ALL else tenant
            self._circuit.open(whole, outcome.reason or str(outcome.ended))

    async def _begin_all(self, keys: Sequence[str]) -> list[Ready | None]:
        return await deliveries.begin(self._house, keys, self._clock())

    async def _end_all(self, sent: Sequence[Sent]) -> list[None]:
        await deliveries.end(self._house, sent, self._clock())
        return [None] * len(sent)


def _unopened(opened: Outcome) -> Outcome:
    """Creating a conversation sends no card, so an uncertain one may safely be tried again."""
    if opened.ended is Ended.UNCERTAIN:
        return replace(opened, ended=Ended.RETRY)
    if opened.ended is Ended.GONE:
        return replace(opened, ended=Ended.REFUSED)
    return opened
