"""After sending was held back: cards that waited are spread over time, and the time for which they
were held does not make them too old."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.planner import SPREAD
from bot.core.moments import parse_moment
from bot.core.people.person import Person
from bot.core.store_facts import Hold


def turn_of(hold: Hold, row: Delivery, person: Person, at: datetime) -> datetime | None:
    """When a card that was due while sending was held back may go: all of them are spread over the
    time after the release, by each person's lot. None if it may go now."""
    if not hold.released or row.due_at > hold.released:
        return None
    when = parse_moment(hold.released) + SPREAD * (person.lot / 100)
    return when if when > at else None


def held_for(hold: Hold, since: datetime, at: datetime) -> timedelta:
    """For how long of the time between the two sending was held back. Of several pauses only the
    last is known."""
    if not hold.at or not (hold.held or hold.released):
        return timedelta()
    begin = max(parse_moment(hold.at), since)
    end = at if hold.held else min(parse_moment(hold.released), at)
    return max(end - begin, timedelta())
