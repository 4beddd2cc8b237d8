"""Work that is done once a day, by the first process to get to it.

The store records that it has begun, so that several processes share a day's work. A process that
does not end it within `LEASE` is taken to have crashed, and the work begins again; so it must be
idempotent.
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
    """Who does a day's work."""

    OURS = "ours"  # this process, and no other until it ends or `LEASE` is over
    TAKEN = "taken"  # another process has begun
    DONE = "done"  # nobody: it is done for that day


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
    """Record that it is done for that day; or if not `done`, that anybody may begin it again."""

    work = DailyWork(day, done=done)
    await services.store.run(lambda tx: tx.put(documents.STORE_FACTS, _key(what), work))


def _key(what: str) -> str:
    return f"daily-{what}"
