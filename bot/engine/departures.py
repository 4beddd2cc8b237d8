"""Takes people out of the figures when their leaving date comes."""

from __future__ import annotations

from datetime import datetime

from bot.actions.people.leaving_date import count_departures
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


def _hour(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H}"
