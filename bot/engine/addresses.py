"""Asks Teams again who people are, a few at a time: see
`bot.actions.people.identity.address_round`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.identity.address_round import ask_some, is_over
from bot.ports import Tx
from bot.services import Services

PAUSE: Final = timedelta(minutes=1)  # so that what people wait for always has the way to itself
LATE: Final = timedelta(minutes=10)  # the pause after Teams has let the bot wait


class Addresses:
    """At most 20 people a minute, for each process: Teams takes 50 requests a second.

    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._next: datetime | None = None  # before which nobody is asked about
        self.tally: Counter[str] = Counter()

    def has_work(self, tx: Tx, at: datetime) -> bool:
        return not self._rests(at) and not is_over(tx, at)

    async def run(self, at: datetime) -> None:
        done = await ask_some(self._services, at)
        self.tally.update(done)
        self._next = at + (LATE if done["late"] else PAUSE)

    def _rests(self, at: datetime) -> bool:
        """A clock that has been put back is not waited for."""
        return self._next is not None and self._next - LATE <= at < self._next
