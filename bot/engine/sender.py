"""Claims what is due, marks it, throttles it, sends it, settles it.

Nothing is sent but from a planned row, and a durable *attempting* mark goes before each request:
whatever happens between the mark and the outcome, the card is not sent a second time.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog

from bot import drawing
from bot.actions.delivery import dispatch
from bot.actions.delivery.dispatch import Ready, Sent
from bot.actions.people import own_chat
from bot.core.delivery.settlement import (
    Effect,
    RowChange,
    Settled,
    again,
    failed,
    settle,
    skipped,
)
from bot.core.delivery.states import DeliveryState, Reason
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Message
from bot.core.values import replace
from bot.drawing.request import CardRequest
from bot.engine.batcher import Batcher
from bot.engine.circuit import MANY_BLOCKED, Circuit
from bot.engine.throttle import Throttle
from bot.errors import UNREADABLE, NotSaved, StoreError
from bot.ports import Clock, Doc, Tx
from bot.services import Services

log = structlog.get_logger(__name__)
IN_FLIGHT: Final = 64
BATCHES: Final = 4  # times what is in flight, claimed at once
MANY: Final = 20  # people of one tenant who have blocked the bot, and none in between who has not
_GLANCE: Final = 0.05  # seconds between looks at whether all has landed
Draw = Callable[[CardRequest[Any]], Message | None]


class Sender:
    """`draw` gives the message of a card, None when there is nothing to draw any more. `chance()`
    gives a number in [0, 1) for jitter. `tally` counts outcomes since the start."""

    def __init__(
        self,
        services: Services,
        clock: Clock,
        throttle: Throttle,
        circuit: Circuit,
        chance: Callable[[], float],
        in_flight: int = IN_FLIGHT,
        draw: Draw = drawing.delivered,
    ) -> None:
        self._services = services
        self._message_of = draw
        self._clock = clock
        self._throttle = throttle
        self._circuit = circuit
        self._chance = chance
        self._in_flight = in_flight
        self._batcher = Batcher(self._exchange)
        self._ending: set[asyncio.Future[Ready | None]] = set()
        self._unsaved: list[Sent] = []
        self._blocked: Counter[str] = Counter()
        self._stopped_content: set[tuple[str, str]] = set()
        self._in_air = 0
        self._stopping = False
        self._more = False  # something is due that this round has not taken up
        self.tally: Counter[str] = Counter()

    @property
    def stopped_content(self) -> frozenset[tuple[str, str]]:
        """What is not sent any more since it was too big, as (kind, subject)."""
        return frozenset(self._stopped_content)

    async def stop(self, most: float) -> None:
        """Take nothing more up, and wait up to `most` seconds for what is in the air, so that it
        is known how it ended. What was claimed and not begun comes back after its lease."""
        self._stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(most):
                while self._in_air or self._ending:
                    await asyncio.sleep(_GLANCE)

    def has_work(self, tx: Tx, at: datetime) -> bool:
        """Something is due, or the disk refused how something ended."""
        return bool(self._unsaved) or dispatch.is_any_due(tx, at)

    async def send_due(self) -> int:
        """Send everything that is due now; how many rows were taken up. Returns when all of them
        are settled or put off."""
        unsaved, self._unsaved = self._unsaved, []
        for each in unsaved:
            self._end(each)
        taken, self._more = 0, True
        while self._more:
            self._more = False
            found = await self._round()
            taken += found
            self._more = self._more and bool(found)
        return taken

    async def _round(self) -> int:
        """What can be claimed now, and what more is due while many are sent. There is a next round
        while something due was left: an outcome can set another row of that person free."""
        if self._stopping or self._circuit.is_open():
            return 0
        backlog = deque(await self._claim())
        claiming = asyncio.Lock()
        taken, ended, looked = 0, 0, 0

        async def work() -> None:
            nonlocal taken, ended, looked
            while not (self._stopping or self._circuit.is_open()):
                async with claiming:
                    if not backlog and ended - looked >= self._in_flight:
                        looked = ended
                        backlog.extend(await self._claim())
                if not backlog:
                    return
                taken += 1
                await self._one(*backlog.popleft())
                ended += 1

        # Most rounds find nothing, or a few: no more workers than there is work.
        workers = (work() for _ in range(min(self._in_flight, len(backlog))))
        failed = await asyncio.gather(*workers, return_exceptions=True)
        for key, row in () if self._stopping else backlog:
            self._put_off(key, row)  # the circuit opened: nothing of these was tried
        while self._ending:
            await asyncio.wait(self._ending)
        for each in filter(None, failed):  # all the others have come to an end by now
            raise each
        return taken

    async def _claim(self) -> list[tuple[str, Doc]]:
        """Claiming looks at all that is in flight, so few large claims cost less than many small
        ones."""
        services, most = self._services, self._in_flight * BATCHES
        rows, more = await services.store.claim(self._clock(), most, services.lease)
        self._more = self._more or more
        return rows

    async def _one(self, key: str, row: Doc) -> None:
        """One row from claim to outcome. A row that fails by surprise stays claimed and comes
        back when its lease is over; it stops no other."""
        try:
            self._notice(key, row)
            await self._deliver(key, row)
        except (StoreError, *UNREADABLE) as error:
            self._broken(key, error)

    def _notice(self, key: str, row: Doc) -> None:
        """A kind that no subject declares fails when it is to go: the operator is to know of it."""
        if (kind := str(row.get("kind"))) not in self._services.kinds:
            log.error("delivery_of_unknown_kind", delivery=key, kind=kind)
            self.tally[Reason.UNKNOWN_KIND] += 1

    def _broken(self, key: str, error: BaseException) -> None:
        log.error("delivery_broken", delivery=key, error=type(error).__name__)
        self.tally["broken"] += 1

    async def _deliver(self, key: str, row: Doc) -> None:
        tenant, wait = tenant_of(row), 0.0
        if not self._circuit.is_open(tenant):
            wait = await self._throttle.turn(tenant, str(row.get("person")))
        if self._stopping:
            return
        if self._circuit.is_open(tenant):  # it may have opened while this one waited its turn
            self._put_off(key, row)
            return
        if wait:
            later = again(self._clock() + timedelta(seconds=wait), Reason.THROTTLED)
            self._end(Sent(key, Settled(later), DeliveryState.CLAIMED))
            return
        self._in_air += 1
        try:
            await self._fly(tenant, key)
        finally:
            self._in_air -= 1

    async def _fly(self, tenant: str, key: str) -> None:
        ready = await self._batcher(key)
        if ready is None:
            self.tally["held"] += 1
            return
        self._end(Sent(key, await self._settle(tenant, ready)))

    async def _settle(self, tenant: str, ready: Ready) -> Settled:
        """Send a row that is marked, or find out why not; how it ended."""
        message = self._draw(ready)
        if isinstance(message, Settled):
            return message
        if ready.person.conversation:
            outcome = await self._services.messenger.send(ready.person.address, message)
            outcome = _perhaps_elsewhere(ready, outcome)
        else:
            opened = await self._services.messenger.open(ready.person.address)
            if opened.ok:
                return await self._line_up(ready, opened)
            outcome = _unopened(opened)
        settled = settle(ready.row, outcome, self._clock(), self._chance())
        self._heed(tenant, ready, settled, outcome)
        return settled

    async def _line_up(self, ready: Ready, opened: SendOutcome) -> Settled:
        """The conversation is there, and nothing was sent in it yet. That takes a turn of its own,
        which may be hours away: so the row waits again, and is asked again whether it may go."""
        self._more = True
        await own_chat.keep(self._services, ready.person.key, opened.conversation)
        return Settled(RowChange(DeliveryState.PLANNED, Reason.OPENED, claimed_until=""))

    def _put_off(self, key: str, row: Doc) -> None:
        until = self._circuit.until(tenant_of(row))
        later = Settled(again(until, Reason.CIRCUIT))
        self._end(Sent(key, later, DeliveryState.CLAIMED))

    def _draw(self, ready: Ready) -> Message | Settled:
        """The card, or how the row ends without one. It is marked already, so whatever goes wrong
        here must end it: nothing was sent."""
        row, key, person = ready.row, ready.key, ready.person
        if (row.kind, row.subject) in self._stopped_content:
            return skipped(Reason.CONTENT_STOPPED)
        try:
            message = self._message_of(CardRequest(self._services, row, key, person, ready.details))
        except Exception as error:  # noqa: BLE001 - one card that can't be drawn stops no other
            log.error("card_broken", delivery=ready.key, error=type(error).__name__)
            return failed(Reason.CARD_BROKEN)
        return message or skipped(Reason.CONTENT_GONE)

    def _heed(self, tenant: str, ready: Ready, settled: Settled, outcome: SendOutcome) -> None:
        """What an outcome means for everything else that waits."""
        self.tally[str(outcome.ended)] += 1
        if outcome.ok:
            self._circuit.close(tenant)
            self._throttle.well(tenant)
            self._blocked.pop(tenant, None)
        elif outcome.ended is Ended.BLOCKED:
            self._blocked[tenant] += 1
            if self._blocked[tenant] >= MANY:  # so many in a row are not people's own choice
                self._circuit.open(tenant, MANY_BLOCKED)
        kind, subject = ready.row.kind, ready.row.subject
        if settled.effect is Effect.TENANT_WAITS:
            self._throttle.stop(tenant, settled.wait)
        elif settled.effect is Effect.STOP_CONTENT:
            if subject:  # a welcome is about the person alone, whose name may be what is too big
                self._stopped_content.add((kind, subject))
            log.error("content_too_big", kind=kind, subject=subject)
        elif settled.effect in (Effect.STOP_TENANT, Effect.STOP_ALL):
            whole = "" if settled.effect is Effect.STOP_ALL else tenant
            self._circuit.open(whole, outcome.reason or str(outcome.ended))

    def _end(self, sent: Sent) -> None:
        """Have it settled, together with what is begun next: only the round waits for it."""
        ending = self._batcher(sent)
        self._ending.add(ending)
        ending.add_done_callback(partial(self._ended, sent))

    def _ended(self, sent: Sent, ending: asyncio.Future[Ready | None]) -> None:
        """What the disk refused is known here, and settled when there is room again."""
        self._ending.discard(ending)
        error = None if ending.cancelled() else ending.exception()
        if isinstance(error, NotSaved):
            self._unsaved.append(sent)
        if error:
            self._broken(sent.key, error)

    async def _exchange(self, items: Sequence[str | Sent]) -> list[Ready | None]:
        """Settle what has ended and mark what is to go, together."""
        sent = [each for each in items if isinstance(each, Sent)]
        keys = [each for each in items if isinstance(each, str)]
        ready = iter(await dispatch.exchange(self._services, sent, keys, self._clock()))
        return [None if isinstance(each, Sent) else next(ready) for each in items]


def tenant_of(row: Doc) -> str:
    return str(row.get("person")).partition(":")[0]


def _perhaps_elsewhere(ready: Ready, outcome: SendOutcome) -> SendOutcome:
    """Whether the app is not there at all, or only not in this conversation, is known once their
    own has been asked for."""
    if outcome.ended is Ended.NOT_INSTALLED and not ready.row.resolved:
        return replace(outcome, ended=Ended.GONE)
    return outcome


def _unopened(opened: SendOutcome) -> SendOutcome:
    """Creating a conversation sends no card, so an uncertain one may safely be tried again."""
    if opened.ended is Ended.UNCERTAIN:
        return replace(opened, ended=Ended.RETRY)
    if opened.ended is Ended.GONE:
        return replace(opened, ended=Ended.REFUSED)
    return opened
