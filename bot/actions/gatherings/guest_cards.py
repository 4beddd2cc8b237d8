"""Cards of a gathering for those invited: planned as rows of their own, and counted."""

from __future__ import annotations

from datetime import datetime

from bot.actions.delivery.plan_row import plan_row
from bot.actions.people.places import calendar_of
from bot.core.delivery.deliveries import PlannedCard
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import GATHERING, Gathering
from bot.core.people.hours import WORKDAY, Hours, zone_of
from bot.core.people.person import Person
from bot.ports import Tx
from bot.services import Services


def plan_reminders(
    services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime
) -> None:
    """Plan the reminders of somebody who will or may come: outside the budget, in their own
    hours."""
    hours = Hours.parse(person.hours) or WORKDAY
    calendar = calendar_of(services, person.place, at)
    zone = zone_of(person.time_zone)
    for slot, due in gatherings.reminders(gathering, at, hours, zone, calendar):
        plan_card(services, tx, person.key, gathering, slot, at, due)


def plan_card(
    services: Services,
    tx: Tx,
    person: str,
    gathering: Gathering,
    slot: str,
    at: datetime,
    due: datetime,
    *,
    kind: str = GATHERING,
    counts: bool | None = None,
) -> bool:
    """Plan a row for a card of this gathering; False if it was planned before. For retention its
    age is that of its due moment, however early it was planned."""
    card = PlannedCard(person, kind, gathering.id, due, slot, counts, wanted_at=due)
    return plan_row(services, tx, card, at)


def count(tx: Tx, id: str, fact: str, n: int = 1) -> None:
    tx.add(f"gathering|{id}|{fact}", n)
