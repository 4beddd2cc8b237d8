"""A few counts of how sending is going, for /metrics and the alarm."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.actions.delivery.journeys import oldest_waiting
from bot.actions.shared.delivery_counts import expected
from bot.core.moments import moment
from bot.ports import Tx


@dataclass(frozen=True, slots=True)
class SendingHealth:
    """`states` counts all deliveries by state. `today` counts those expected today (in UTC, see
    `bot.actions.shared.delivery_counts`), by state. `oldest` is the earliest moment at which a
    waiting delivery is or was due, or None."""

    states: dict[str, int]
    today: dict[str, int]
    oldest: datetime | None

    @property
    def expected(self) -> int:
        return sum(self.today.values())

    @property
    def sent(self) -> int:
        return self.today.get("sent", 0)


def sending_health(tx: Tx, at: datetime) -> SendingHealth:
    """Reads counts and two rows, however many people there are."""
    states: Counter[str] = Counter()
    for name, n in tx.counts("delivery|").items():
        states[name.rpartition("|")[2]] += n
    return SendingHealth(dict(states), expected(tx, moment(at)[:10]), oldest_waiting(tx))
