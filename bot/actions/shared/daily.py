"""What is to be done once a day, by whichever process comes to it first.

The store remembers who has begun, so that many processes share one day's work. Whoever has begun
and not ended within `LEASE` has crashed: then it is begun again. So it must be safe to do twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core import documents
from bot.core.moments import moment
from bot.core.store_facts import DailyWork
from bot.ports import Tx
from bot.services import Services

LEASE: Final = timedelta(minutes=30)


class Turn(StrEnum):
    """Whose turn it is to do a day's work."""

    OURS = "ours"  # and nobody else's, until it is ended or `LEASE` is over
    TAKEN = "taken"  # somebody has begun
    DONE = "done"  # nobody's: it is done for that day


async def begin(services: Services, what: str, day: str, at: datetime) -> Turn:
    """Take the work `what` of this day, if nobody has."""
    until, far = moment(at + LEASE), moment(at + 2 * LEASE)

    def change(tx: Tx) -> Turn:
        known = tx.get(documents.STORE_FACTS, _key(what), DailyWork)
        if known and known.day == day:
            if known.done:
                return Turn.DONE
            if moment(at) < known.until <= far:  # later is by a clock that was put right since
                return Turn.TAKEN
        tx.put(documents.STORE_FACTS, _key(what), DailyWork(day, until))
        return Turn.OURS

    return await services.store.run(change)


async def end(services: Services, what: str, day: str, *, done: bool) -> None:
    """It is done for that day, or anybody may begin it anew."""

    work = DailyWork(day, done=done)
    await services.store.run(lambda tx: tx.put(documents.STORE_FACTS, _key(what), work))


def _key(what: str) -> str:
    return f"daily-{what}"
