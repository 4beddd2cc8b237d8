"""One budget a person, over every sender: how many cards may come unasked, and when the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.moments import parse_moment


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `week` cards in any seven days and `day` on one of the person's days."""

    week: int = 3
    day: int = 1


BUDGET: Final = Budget()


def free_at(
    recent: tuple[str, ...], at: datetime, zone: ZoneInfo, budget: Budget = BUDGET
) -> datetime:
    """The first moment at or after `at` when one more card fits. `recent` are stored moments of
    cards that counted, oldest first; the answer is in UTC."""
    if not recent:
        return at.astimezone(UTC)
    cards = [parse_moment(each) for each in recent]
    while True:
        moment = _by_week(cards, at, budget)
        later = _by_day(cards, moment, zone, budget)
        if later == at:
            return at.astimezone(UTC)
        at = later


def _by_week(cards: list[datetime], at: datetime, budget: Budget) -> datetime:
    lately = [each for each in cards if each > at - timedelta(days=7)]
    if len(lately) < budget.week:
        return at
    return lately[-budget.week] + timedelta(days=7)


def _by_day(cards: list[datetime], at: datetime, zone: ZoneInfo, budget: Budget) -> datetime:
    today = at.astimezone(zone).date()
    if sum(1 for each in cards if each.astimezone(zone).date() == today) < budget.day:
        return at
    tomorrow = datetime.combine(today + timedelta(days=1), time(), tzinfo=zone)
    return tomorrow.astimezone(UTC)
