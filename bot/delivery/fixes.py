"""Fix and recall: a corrected lesson in the place of a wrong one, an unanswered one taken back.

A sent row that is to be mended carries the mark `fix`; the mark goes when it is done.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import structlog

from bot.actions import fixing
from bot.actions.fixing import Fix
from bot.actions.house import House
from bot.core.outcomes import Ended, Outcome
from bot.core.turn import Message
from bot.delivery.compose import compose
from bot.delivery.throttle import Throttle
from bot.locale import words
from cards import outreach

log = structlog.get_logger(__name__)
PAGE = 50
_LATER = (Ended.THROTTLED, Ended.RETRY, Ended.UNCERTAIN, Ended.DISABLED, Ended.UNREGISTERED)


class Fixer:
    """Puts right what was sent, at the same pace as everything else."""

    def __init__(self, house: House, throttle: Throttle) -> None:
        self._house = house
        self._throttle = throttle
        self.tally: Counter[str] = Counter()

    async def run(self, at: datetime) -> int:
        """Everything that is marked; how many were mended. What could not be is tried again at
        the next tick: replacing a message twice does no harm."""
        mended = 0
        after = ""
        while page := await fixing.marked(self._house, PAGE, after):
            after = page[-1].key
            for each in page:
                mended += await self._mend(each, at)
        return mended

    async def _mend(self, fix: Fix, at: datetime) -> bool:
        to = fix.person.address
        await self._throttle.turn(to.tenant, fix.person.key)
        outcome = await self._house.messenger.update(to, fix.row["activity"], self._message(fix))
        self.tally[f"{fix.what}_{outcome.ended}"] += 1
        self._heed(to.tenant, outcome)
        if outcome.ended in _LATER:
            return False
        as_of = fix.row.get("as_of", "")
        await fixing.done(self._house, fix.key, at, mended=outcome.ok, as_of=as_of)
        return outcome.ok

    def _message(self, fix: Fix) -> Message:
        """The lesson anew with a note, or one line in the place of a withdrawn card."""
        if fix.what == "correct":
            corrected = compose(self._house, fix.row, fix.key, fix.person)
            if corrected:
                return corrected
        card = outreach.withdrawn(words(fix.person.language))
        return Message(card.json(self._house.whom(fix.person.user)), card.summary)

    def _heed(self, tenant: str, outcome: Outcome) -> None:
        if outcome.ended is Ended.THROTTLED:
            self._throttle.stop(tenant, outcome.wait or 30.0)
