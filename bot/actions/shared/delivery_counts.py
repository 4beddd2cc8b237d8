"""How deliveries stand, in counts: of each kind, of each champion's push, and of each day.

A row stands in the figures of one day (UTC): the day on which it is due, and when it is put off to
another, that one. A row that ends later than on its day stands under the day on which it ended. So
what was expected on a day is what ended under it, whatever came of it, together with what still
waits under it, and no row is ever counted under two days. Rows from before there was such a count
have no `day`, and stand under the first day on which something becomes of them.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from bot.core.delivery.deliveries import Delivery
from bot.core.moments import moment
from bot.core.values import replace
from bot.ports import Tx

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
    """This row still waits, and may be due on another day than it was; the row afterwards."""
    old, new = row.day, row.due_at[:10]
    if old == new:
        return row
    if old:
        tx.add(_of_day(old, WAITING), -1)
    tx.add(_of_day(new, WAITING))
    return replace(row, day=new)


def expected(tx: Tx, day: str) -> dict[str, int]:
    """What was expected on `day` (today), by what became of it; what still waits, also from earlier
    days, is "waiting"."""
    prefix = f"ended|{day}|"
    found = Counter({name.removeprefix(prefix): n for name, n in tx.counts(prefix).items()})
    for name, n in tx.counts(f"{WAITING}|").items():
        if name.removeprefix(f"{WAITING}|") <= day:
            found[WAITING] += n
    return dict(found)


def _names(row: Delivery) -> list[str]:
    names = [f"delivery|{row.kind}"]
    return [*names, f"push|{row.push}"] if row.push else names


def _of_day(day: str, state: str) -> str:
    return f"{WAITING}|{day}" if state == WAITING else f"ended|{day}|{state}"
