"""Gatherings in the loop: invitations and notices are planned until all are done."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

import structlog

from bot.actions.gatherings import jobs
from bot.errors import UNREADABLE
from bot.ports import Tx
from bot.services import Services

log = structlog.get_logger(__name__)
_PAGES: Final = 200  # of one job, then others have their turn


class Gatherings:
    """Run it before sending: everybody has a row before the first card goes."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.tally: Counter[str] = Counter()

    def has_work(self, tx: Tx, _: datetime) -> bool:
        return jobs.is_any(tx)

    async def run(self, at: datetime) -> None:
        """Until no job is left but those that can't be read."""
        broken: set[str] = set()
        while ids := [e for e in await jobs.waiting(self._services) if e not in broken]:
            for id in ids:
                if not await self._advance(id, at):
                    broken.add(id)

    async def _advance(self, id: str, at: datetime) -> bool:
        """Do a part of this job; False if it can't be read. It stops no other."""
        try:
            more = await jobs.advance(self._services, id, at, _PAGES)
        except UNREADABLE as error:
            log.error("gathering_job_broken", error=type(error).__name__)
            self.tally["broken"] += 1
            return False
        self.tally["done"] += not more
        return True
