"""Once a day: coverage is worked out and kept, and champions near bare units are asked."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from functools import partial

from bot.actions.champions import recruitment
from bot.actions.delivery import hold
from bot.actions.figures import coverage
from bot.actions.figures.reports import Reports
from bot.actions.people.places import day_of
from bot.engine.daily import Daily
from bot.ports import Tx
from bot.services import Services


class Recruiting:
    """Run it before sending."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._reports = Reports(
            services.store, services.municipalities, services.library, services.min_group_size
        )
        self._daily = Daily(services, "recruitment")
        self.tally: Counter[str] = Counter()

    def has_work(self, _: Tx, at: datetime) -> bool:
        return self._daily.is_due(at)

    async def run(self, at: datetime) -> None:
        await self._daily.run(at, partial(self._once_a_day, at))

    async def _once_a_day(self, at: datetime) -> None:
        await coverage.keep(self._reports, date.fromisoformat(day_of(at)))
        if not await hold.is_held(self._services.store):
            self.tally["asked"] += await recruitment.plan(self._services, at)
