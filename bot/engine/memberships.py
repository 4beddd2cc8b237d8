"""Keeps up to date where people belong: out of the figures when their leaving date comes, and where
their unit went to another municipality."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial

from bot.actions.people.leaving_date import count_departures
from bot.actions.people.renumbering import undo_renumbering
from bot.actions.people.transfers import move_transferred
from bot.engine.daily import Daily
from bot.ports import Tx
from bot.services import Services


class Departures:
    """Looked at once an hour, since the date comes at midnight in each person's own time zone.
    Several processes may do it at once: whoever is out already is not counted again."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._done = ""  # the hour of the last look

    def has_work(self, _: Tx, at: datetime) -> bool:
        return self._done != _hour(at)

    async def run(self, at: datetime) -> None:
        after, more = "", True
        while more:
            after = await self._services.store.run(count_departures(self._services, after, at))
            more = bool(after)
        self._done = _hour(at)


class Moves:
    """Once a day, and before whatever counts people."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._daily = Daily(services, "moves")
        self.tally: Counter[str] = Counter()

    def has_work(self, _: Tx, at: datetime) -> bool:
        return self._daily.is_due(at)

    async def run(self, at: datetime) -> None:
        await self._daily.run(at, partial(self._once_a_day, at))

    async def _once_a_day(self, at: datetime) -> None:
        self.tally["put_back"] += await undo_renumbering(self._services, at)
        self.tally["transferred"] += await move_transferred(self._services, at)


def _hour(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H}"
