"""A leaving date: from that day on nothing is sent, and no figure has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from bot.actions.people.records import depart, find, move, save
from bot.actions.people.rights import require
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.actions.shared.batches import readable
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.actor import Actor
from bot.core.moments import moment
from bot.core.people.events import LeavingDateSet
from bot.core.people.person import Leaving, Person, has_left
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

_PAGE: Final = 100  # people in one transaction


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
        require(services, tx, actor, "set a leaving date", at)
        before = find(tx, key)
        return set_leaving_date(services, tx, actor, before, day, at) if before else None

    return await services.store.run(change)


def set_leaving_date(
    services: Services, tx: Tx, actor: Actor, before: Person, day: str, at: datetime
) -> Person:
    """The person with this leaving date (ISO date, or ""), saved and recorded. Idempotent. The
    caller must check that `actor` may do this."""
    after = _dated(services, tx, before, day, at)
    if after != before:
        save(tx, after)
        announce(services, tx, LeavingDateSet(after, at))
        was, now = {"left_on": before.left_on}, {"left_on": day}
        act = Act.LEAVING_DATE_SET
        record(services, tx, actor, act, at, about=before, before=was, after=now)
    return after


def count_departures(services: Services, after: str, at: datetime) -> Callable[[Tx], str]:
    """Take the next page of people whose leaving date has come, since it was set, out of the
    figures. Gives where to go on, "" after the last page. Idempotent."""

    def change(tx: Tx) -> str:
        page = tx.find(documents.PEOPLE, leaving=Leaving.AHEAD, after=after, limit=_PAGE)
        for _, each in readable(page, Person):
            if has_left(each, at):
                save(tx, depart(services, tx, each, at))
        return page[-1][0] if len(page) == _PAGE else ""

    return change


def _dated(services: Services, tx: Tx, before: Person, day: str, at: datetime) -> Person:
    """The person with this leaving date, out of the figures if it has come. One who was out already
    and still is stays out from the day that was counted."""
    after = replace(before, left_on=day, leaving=None)
    if has_left(after, at) and not before.is_member:
        return replace(after, leaving=Leaving.COUNTED)
    return depart(services, tx, move(services, tx, before, after, moment(at)[:10]), at)


def _as_day(text: str) -> str:
    try:
        return str(date.fromisoformat(text)) if text else ""
    except ValueError:
        raise Refused(why="A leaving date is written as year-month-day: 2026-11-22.") from None
