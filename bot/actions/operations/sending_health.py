"""How sending is going, in a few counts: for /metrics and the alarm."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.actions.delivery.journeys import oldest_due
from bot.core.people.person import moment
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class SendingHealth:
    """`states` counts deliveries by state over all time; `expected` are rows planned today (UTC)
    and `sent` those that went out today; `oldest` is the oldest moment not yet met, or None."""

    states: dict[str, int]
    expected: int
    sent: int
    oldest: datetime | None


async def sending_health(services: Services, at: datetime) -> SendingHealth:
    """Reads counts and two rows, whatever the number of people."""
    day = moment(at)[:10]

    def change(tx: Tx) -> tuple[dict[str, int], int, int]:
        states: Counter[str] = Counter()
        for name, n in tx.counts("delivery|").items():
            states[name.rpartition("|")[2]] += n
        planned, sent = f"planned|{day}", f"sent|{day}"
        return dict(states), tx.counts(planned).get(planned, 0), tx.counts(sent).get(sent, 0)

    states, expected, sent = await services.store.run(change)
    return SendingHealth(states, expected, sent, await oldest_due(services))
