"""Mends sent cards: a corrected lesson replaces a wrong one, an unanswered one is withdrawn.

A sent row that is to be mended carries the mark `fix`; the mark goes when it is done.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime

import structlog

from bot import drawing
from bot.actions.delivery import corrections as delivery_corrections
from bot.actions.delivery.corrections import Correction
from bot.core.delivery.states import FixMark
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Message
from bot.drawing.delivery import withdrawn
from bot.drawing.request import CardRequest
from bot.engine.throttle import SLICE, Throttle
from bot.errors import UNREADABLE
from bot.ports import Tx
from bot.services import Services

log = structlog.get_logger(__name__)
PAGE = 50
_LATER = (Ended.THROTTLED, Ended.RETRY, Ended.UNCERTAIN, Ended.DISABLED, Ended.UNREGISTERED)


class CorrectionSender:
    """Puts right what was sent, at the same pace as everything else."""

    def __init__(self, services: Services, throttle: Throttle) -> None:
        self._services = services
        self._throttle = throttle
        self._after = ""  # where this process goes on; mending twice does no harm
        self.tally: Counter[str] = Counter()

    def has_work(self, tx: Tx) -> bool:
        return delivery_corrections.is_any_marked(tx)

    async def run(self, at: datetime) -> int:
        """What is marked, for `SLICE` seconds: the next tick goes on from there. How many were
        mended. What could not be is tried again: replacing a message twice does no harm."""
        time = asyncio.get_running_loop().time
        mended, ends = 0, time() + SLICE
        while page := await delivery_corrections.marked(self._services, PAGE, at, self._after):
            for each in page:
                mended += await self._one(each, at)
                self._after = each.key
                if time() >= ends:
                    return mended
        self._after = ""
        return mended

    async def _one(self, fix: Correction, at: datetime) -> bool:
        """A card that can't be drawn stays as it is, and stops no other."""
        try:
            return await self._mend(fix, at)
        except UNREADABLE as error:
            log.error("fix_broken", delivery=fix.key, error=type(error).__name__)
            self.tally["broken"] += 1
            await self._done(fix, at, mended=False)
            return False

    async def _mend(self, fix: Correction, at: datetime) -> bool:
        to = fix.person.address
        message = self._message(fix)
        if await self._throttle.turn(to.tenant, fix.person.key):
            return False
        outcome = await self._services.messenger.update(to, fix.row.activity, message)
        self.tally[f"{fix.row.fix}_{outcome.ended}"] += 1
        self._heed(to.tenant, outcome)
        if outcome.ended in _LATER:
            return False
        await self._done(fix, at, mended=outcome.ok)
        return outcome.ok

    async def _done(self, fix: Correction, at: datetime, *, mended: bool) -> None:
        services, as_of = self._services, fix.row.as_of
        await delivery_corrections.done(services, fix.key, at, mended=mended, as_of=as_of)

    def _message(self, fix: Correction) -> Message:
        """The lesson anew with a note, or one line in the place of a withdrawn card."""
        if fix.row.fix == FixMark.CORRECT:
            request = CardRequest(self._services, fix.row, fix.key, fix.person, fix.details)
            if corrected := drawing.delivered(request):
                return corrected
        return drawing.message(self._services, fix.person, withdrawn(fix.person))

    def _heed(self, tenant: str, outcome: SendOutcome) -> None:
        if outcome.ended is Ended.THROTTLED:
            self._throttle.stop(tenant, outcome.wait or 30.0)
