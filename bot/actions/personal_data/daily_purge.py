"""Purges everything that is too old, once a day. The audit has how much was purged."""

from __future__ import annotations

from datetime import datetime

from bot.actions.personal_data import retention
from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core.actor import Actor
from bot.services import Services


async def purge(services: Services, actor: Actor, at: datetime) -> dict[str, int]:
    """Purge. Returns the number of documents purged by name, including names with 0."""
    gone = await retention.purge(services, at)
    counts = {name: n for name, n in gone.items() if n}
    if counts:
        await services.store.run(
            lambda tx: audit.record(services, tx, actor, Act.DATA_PURGED, at, after=counts)
        )
    return gone
