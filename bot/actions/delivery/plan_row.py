"""One planned row, counted: how everything that is sent unasked begins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.delivery import deliveries
from bot.core.delivery.deliveries import delivery_key
from bot.core.people.person import moment
from bot.ports import Tx
from bot.services import Services


def plan_row(
    services: Services,
    tx: Tx,
    person: str,
    kind: str,
    subject: str,
    slot: str,
    at: datetime,
    due: datetime,
    **more: Any,
) -> bool:
    """Plan one card for the person with this key; False if it was planned before. `more` goes into
    the row: `counts=False` keeps it out of the person's budget."""
    key = delivery_key(services.secret, person, kind, subject, slot)
    row = deliveries.planned(person, kind, subject, slot, at, due, **{"counts": True} | more)
    if not tx.plan(key, row):
        return False
    tx.add(f"planned|{moment(at)[:10]}")
    tx.add(f"delivery|{kind}|waiting")
    return True
