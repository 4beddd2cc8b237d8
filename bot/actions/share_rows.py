"""Shares as they are kept: posted cards that are to be drawn anew, old ones that go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.actions.alone import readable
from bot.actions.house import House
from bot.core import kinds, sharing
from bot.core.people import moment
from bot.core.pushing import DRAFT_LASTS
from bot.core.sharing import FOLLOWED, Share
from bot.ports import Tx

_PAGE: Final = 200
_LASTS: Final = {
    "draft": DRAFT_LASTS,
    "posting": FOLLOWED,
    "posted": FOLLOWED,
    "stirred": FOLLOWED,
    "gone": FOLLOWED,
}


def load(tx: Tx, id: str) -> Share | None:
    doc = tx.get(kinds.SHARES, id) if id else None
    return sharing.from_doc(doc) if doc else None


def save(tx: Tx, share: Share) -> None:
    tx.put(kinds.SHARES, share.id, sharing.to_doc(share))


async def stirred(house: House, limit: int = _PAGE) -> list[Share]:
    """Posted cards from which somebody has started since they were drawn."""
    rows = await house.store.run(lambda tx: tx.find(kinds.SHARES, state="stirred", limit=limit))
    return [share for _, share in readable(rows, sharing.from_doc)]


async def told(house: House, drawn: Share, told: int, *, alive: bool) -> None:
    """The card shows `told` by now, or can't be reached any more. Who started while it was drawn
    is for the next time."""

    def change(tx: Tx) -> None:
        now = load(tx, drawn.id)
        if now:
            same = (now.started, now.by) == (drawn.started, drawn.by)
            state = "gone" if not alive else "posted" if same else "stirred"
            save(tx, replace(now, state=state, told=told))

    await house.store.run(change)


async def tidy(house: House, at: datetime) -> int:
    """Drafts go after a day, and posted ones after two months: their cards stay and work, and
    tell nothing new. How many went."""
    gone = 0
    for state, lasts in _LASTS.items():
        after, full = "", True
        while full:
            after, full, n = await house.store.run(_tidying(state, moment(at - lasts), after))
            gone += n
    return gone


def _tidying(state: str, oldest: str, after: str) -> Callable[[Tx], tuple[str, bool, int]]:
    def change(tx: Tx) -> tuple[str, bool, int]:
        page = tx.find(kinds.SHARES, state=state, after=after, limit=_PAGE)
        old = [id for id, doc in page if doc["created"] < oldest]
        for id in old:
            tx.delete(kinds.SHARES, id)
        return page[-1][0] if page else "", len(page) == _PAGE, len(old)

    return change


def forget(tx: Tx, key: str) -> None:
    """The champion is erased: drafts go, and posted cards lose name and words at the next tick."""
    for id, doc in tx.find(kinds.SHARES, by=key, limit=1000):
        if doc["activity"]:
            tx.put(kinds.SHARES, id, doc | {"by": "", "words": "", "state": "stirred"})
        else:
            tx.delete(kinds.SHARES, id)
