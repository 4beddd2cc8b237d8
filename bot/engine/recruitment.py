"""Once a day: coverage is worked out and kept, and champions near bare units are asked."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from bot.actions.champions import recruitment
from bot.actions.figures import coverage
from bot.actions.figures.reports import Reports
from bot.actions.people.places import day_of
from bot.services import Services


class Recruiting:
    """Run it before sending."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._reports = Reports(
            services.store, services.municipalities, services.library, services.min_group_size
        )
        self._day = ""
        self.tally: Counter[str] = Counter()

    async def run(self, at: datetime) -> None:
        today = day_of(at)
        if self._day == today:
            return
        await coverage.keep(self._reports, date.fromisoformat(today))
        self.tally["asked"] += await recruitment.plan(self._services, at)
        self._day = today
