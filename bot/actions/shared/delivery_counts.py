"""Counts of deliveries by state: for each kind, each champion's push, and each day.

A row is counted under one day (in UTC): the day on which it is due, or to which it was postponed. A
row that ends after its day is moved to the day on which it ended. So what was expected on a day is
what ended under it, in whatever state, and what is still waiting under it; and no row is counted
under two days. Rows from before this count existed have no `day`, and are counted under the first
day on which their state changes.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from bot.core.delivery.deliveries import Delivery
from bot.core.moments import moment
from bot.core.values import replace
from bot.ports import Tx

_EARLIER: Final = "earlier"  # instead of the day of what ended long ago
WAITING: Final = "waiting"  # one word for all the states before a row ends


def count_planned(tx: Tx, row: Delivery) -> None:
    """This row is new."""
    for name in _names(row):
        tx.add(f"{name}|{WAITING}")
    tx.add(_of_day(row.day, WAITING))


def count(tx: Tx, row: Delivery, before: str, after: str, at: datetime | None = None) -> Delivery:
    """This row went from one state to another at `at`; the waiting ones are `WAITING`. Gives the
    row with the day that it stands under now: its own one where no moment is given."""
    for name in _names(row):
        tx.add(f"{name}|{before}", -1)
        tx.add(f"{name}|{after}")
    old = row.day
    new = max(old, moment(at)[:10]) if at else old
    if old:
        tx.add(_of_day(old, before), -1)
    if new:
        tx.add(_of_day(new, after))
    return row if new == old else replace(row, day=new)


def put_off(tx: Tx, row: Delivery) -> Delivery:
    """The row still waits, but may be due on another day. Returns it with that day."""
    old, new = row.day, row.due_at[:10]
    if old == new:
        return row
    if old:
        tx.add(_of_day(old, WAITING), -1)
    tx.add(_of_day(new, WAITING))
    return replace(row, day=new)


def expected(tx: Tx, day: str) -> dict[str, int]:
    """What was expected on `day` (today), by state; "waiting" includes what waits from earlier
    days."""
    prefix = f"ended|{day}|"
    found = Counter({name.removeprefix(prefix): n for name, n in tx.counts(prefix).items()})
    for name, n in tx.counts(f"{WAITING}|").items():
        if name.removeprefix(f"{WAITING}|") <= day:
            found[WAITING] += n
    return dict(found)


def sum_earlier(tx: Tx, day: str, limit: int) -> int:
    """Up to `limit` counts of what ended before `day` go into one for each state; how many. What
    changes afterwards is counted under its day again, and summed in its turn."""
    old = [item for item in tx.counts("ended|").items() if item[0].split("|")[1] < day]
    for name, n in old[:limit]:
        tx.add(name, -n)
        tx.add(_of_day(_EARLIER, name.split("|")[2]), n)
    return len(old[:limit])


def _names(row: Delivery) -> list[str]:
    names = [f"delivery|{row.kind}"]
    return [*names, f"push|{row.push}"] if row.push else names


def _of_day(day: str, state: str) -> str:
    return f"{WAITING}|{day}" if state == WAITING else f"ended|{day}|{state}"
