"""A day's work, done by one process of however many there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.actions.people.places import day_of
from bot.actions.shared import daily
from bot.actions.shared.daily import Turn
from bot.services import Services


class Daily:
    """`what` names the work in the store, which says whether a day's is done."""

    def __init__(self, services: Services, what: str) -> None:
        self._services = services
        self._what = what
        # Only that no tick asks the store again: what is done for a day stays done, whoever did it.
        self._done = ""

    def is_due(self, at: datetime) -> bool:
        """Whether this process still has to ask the store whose turn it is today."""
        return self._done != day_of(at)

    async def run(self, at: datetime, work: Callable[[], Awaitable[None]]) -> bool:
        """Whether the work was done here and now. What it raises is raised, and the work left to
        whoever comes next."""
        if not self.is_due(at):
            return False
        day = day_of(at)
        turn = await daily.begin(self._services, self._what, day, at)
        done = turn is Turn.DONE
        if turn is Turn.OURS:
            try:
                await work()
                done = True
            finally:
                await daily.end(self._services, self._what, day, done=done)
        if done:
            self._done = day
        return turn is Turn.OURS
