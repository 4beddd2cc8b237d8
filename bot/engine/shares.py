"""Shared cards that the bot posted, kept up to date with how many have started from them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.actions.people import records as person_records
from bot.actions.pushes import share_rows
from bot.core.pushes import share as push_share
from bot.core.pushes.share import Share
from bot.core.send_outcome import Ended
from bot.core.turn import Message
from bot.drawing import pushes
from bot.engine.throttle import SLICE, Throttle
from bot.errors import UNREADABLE
from bot.locale import words
from bot.ports import Tx
from bot.services import Services

log = structlog.get_logger(__name__)
EVERY: Final = timedelta(seconds=30)  # a card is drawn anew no oftener than this
_LATER: Final = (Ended.THROTTLED, Ended.RETRY, Ended.UNCERTAIN, Ended.DISABLED, Ended.UNREGISTERED)


class Shares:
    """How many have started is asked for and told in steps, and never of a small group."""

    def __init__(self, services: Services, throttle: Throttle) -> None:
        self._services = services
        self._throttle = throttle
        # How often this process looks: two that look twice as often draw the same card twice.
        self._looked: datetime | None = None
        self.tally: Counter[str] = Counter()

    def has_work(self, tx: Tx, at: datetime) -> bool:
        """It is time to look, and a card tells less than it may."""
        return self._is_time(at) and share_rows.is_any_outdated(tx)

    def _is_time(self, at: datetime) -> bool:
        return self._looked is None or abs(at - self._looked) >= EVERY

    async def run(self, at: datetime) -> None:
        if self._is_time(at):
            self._looked = at
            time = asyncio.get_running_loop().time
            ends = time() + SLICE
            for each in await share_rows.outdated(self._services):
                with self._guarded(each):
                    await self._one(each, at)
                if time() >= ends:
                    break

    @contextmanager
    def _guarded(self, share: Share) -> Iterator[None]:
        """One that can't be read stops no other."""
        try:
            yield
        except UNREADABLE as error:
            log.error("share_broken", share=share.id, error=type(error).__name__)
            self.tally["broken"] += 1

    async def _one(self, share: Share, at: datetime) -> None:
        """Drawn anew where what it tells has changed, or its champion has been erased."""
        services = self._services
        members = await services.messenger.members(share.address) if share.by else None
        told = push_share.shown(share.started, members, services.min_group_size)
        if share.by and told == share.told:
            await share_rows.mark_drawn(services, share, told, alive=True)
            return
        message = await self._message(share, told, at)
        if message is None and share.by:
            await share_rows.mark_drawn(services, share, told, alive=False)
            return
        if await self._throttle.turn(share.tenant, share.conversation):
            return
        outcome = await (
            services.messenger.update(share.address, share.activity, message)
            if message
            else services.messenger.delete(share.address, share.activity)
        )
        self.tally[str(outcome.ended)] += 1
        if outcome.ended is Ended.THROTTLED:
            self._throttle.stop(share.tenant, outcome.wait or 30.0)
        if outcome.ended not in _LATER:
            await share_rows.mark_drawn(services, share, told, alive=outcome.ok and bool(share.by))

    async def _message(self, share: Share, told: int, at: datetime) -> Message | None:
        """None where the lesson is no longer there: the card stays as it is, or goes where its
        champion has been erased."""
        services, lesson = self._services, self._services.library.lesson(share.lesson)
        if lesson is None:
            return None
        person = await person_records.look_up(services, share.by) if share.by else None
        spoken = words(share.language)
        card = pushes.shared(
            services,
            lesson,
            spoken,
            push_share.seal(share.tenant, lesson.id, share.id, services.secret, at),
            by=person.name if person else "",
            own=share.words,
            count=pushes.started(services, spoken, told),
        )
        return Message(card.json(), card.summary)
