"""A leaving date: from that day on nothing is sent."""

from __future__ import annotations

from datetime import date, datetime

from bot.actions.people.records import find, save
from bot.actions.people.rights import require_operator
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.actions.shared.events import announce
from bot.core.actor import Actor
from bot.core.people.events import LeavingDateSet
from bot.core.people.person import Person
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services


async def leaves(
    services: Services, actor: Actor, key: str, on: str, at: datetime
) -> Person | None:
    """End contact on the day `on` (ISO date, past or future); "" removes the leaving date.

    Deliveries that are waiting then are skipped. The person's progress is kept until retention
    purges it. Returns None for an unknown person. Raises `Refused` if `on` is not a date, and
    `NotAllowed` unless the actor is an operator of everything.
    """
    day = _as_day(on)

    def change(tx: Tx) -> Person | None:
        require_operator(tx, actor, "set a leaving date", at)
        before = find(tx, key)
        return set_leaving_date(services, tx, actor, before, day, at) if before else None

    return await services.store.run(change)


def set_leaving_date(
    services: Services, tx: Tx, actor: Actor, before: Person, day: str, at: datetime
) -> Person:
    """The person with this leaving date (ISO date, or ""), saved and recorded. Idempotent. The
    caller must check that `actor` may do this."""
    after = replace(before, left_on=day)
    if after != before:
        save(tx, after)
        announce(services, tx, LeavingDateSet(after, at))
        was, now = {"left_on": before.left_on}, {"left_on": day}
        act = Act.LEAVING_DATE_SET
        record(services, tx, actor, act, at, about=before, before=was, after=now)
    return after


def _as_day(text: str) -> str:
    try:
        return str(date.fromisoformat(text)) if text else ""
    except ValueError:
        raise Refused(why="A leaving date is written as year-month-day: 2026-11-22.") from None
