"""What is older than it may be goes, once a day; nothing personal outlives its purpose.

Each person carries `oldest`, the first day that anything kept of them may be from, and the store
finds people by it: only those are read from whom something is to go, and ordinary turns write
nothing for this. What people did stays in the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.actions.house import House
from bot.actions.people import find, save
from bot.actions.personal import OWN, drop, drop_row, rows_of
from bot.core import kinds
from bot.core.deliveries import ENDED
from bot.core.people import Person, moment
from bot.ports import Doc, Tx

_PAGE: Final = 10  # people in one transaction: a turn that waits for it hardly notices
_DAY: Final = timedelta(days=1)
_BROKEN: Final = "broken"
_NEVER: Final = "9999"

Rows = dict[str, list[tuple[str, Doc]]]


async def purge(house: House, at: datetime) -> dict[str, int]:
    """Delete what is from more than `house.retention_days` ago; how many of each kind went.

    That is attempts, completions, opinions, follow-ups, ended deliveries and memberships; and
    wholly, people with no sign of life since then, whether they left or just fell silent.
    "broken" counts people with a document that can't be read; they are left as they are.
    """
    cut = moment(at - timedelta(days=house.retention_days))[:10]
    gone: Counter[str] = Counter({kind: 0 for kind in (kinds.PEOPLE, *OWN)})
    after = ("", "")
    while True:
        page, counts = await house.store.run(_page(cut, after, at))
        gone.update(counts)
        if len(page) < _PAGE:
            return dict(gone)
        after = page[-1]


def _page(cut: str, after: tuple[str, str], at: datetime) -> Callable[[Tx], Purged]:
    last = str(date.fromisoformat(cut) - _DAY)

    def change(tx: Tx) -> Purged:
        counts: Counter[str] = Counter()
        due = tx.due(kinds.PEOPLE, last, after=after, limit=_PAGE)
        for key, _ in due:
            counts.update(_one(tx, key, cut, at))
        for kind, n in counts.items():
            tx.add(f"purged|{kind}", n)
        return [(doc["oldest"], key) for key, doc in due], counts

    return change


def _one(tx: Tx, key: str, cut: str, at: datetime) -> dict[str, int]:
    """Everything is read before anything is deleted, so a document that can't be read stops only
    its own person."""
    try:
        person = find(tx, key)
        rows = {kind: rows_of(tx, kind, key) for kind in OWN}
        dated = {kind: [_day_of(kind, doc, rows) for _, doc in rows[kind]] for kind in OWN}
        if person is None:
            return {}
        alive = _last_sign(person, rows)
    except (KeyError, TypeError, ValueError):
        return {BROKEN: 1}
    if alive < cut:
        return drop(tx, person, at)
    return _thin(tx, person, rows, dated, cut, alive)


def _thin(
    tx: Tx, person: Person, rows: Rows, dated: dict[str, list[str]], cut: str, alive: str
) -> dict[str, int]:
    """Delete the old rows of someone who stays, and note how far back the rest goes."""
    gone: Counter[str] = Counter()
    kept = [alive]
    for kind in OWN:
        for (key, doc), day in zip(rows[kind], dated[kind], strict=True):
            if day < cut:
                drop_row(tx, kind, key, doc)
                gone[kind] += 1
            else:
                kept.append(day)
    save(tx, replace(person, oldest=min(kept)))
    return gone
