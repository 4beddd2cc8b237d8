"""Shares as they are kept: posted cards that are to be drawn anew, old ones that go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.people.person import moment
from bot.core.pushes import share as push_share
from bot.core.pushes.push import DRAFT_LASTS
from bot.core.pushes.share import FOLLOWED, Share
from bot.ports import Tx
from bot.services import Services

_PAGE: Final = 200
_LASTS: Final = {
    "draft": DRAFT_LASTS,
    "posting": FOLLOWED,
    "posted": FOLLOWED,
    "stirred": FOLLOWED,
    "gone": FOLLOWED,
}


def load(tx: Tx, id: str) -> Share | None:
    doc = tx.get(documents.SHARES, id) if id else None
    return push_share.from_doc(doc) if doc else None


def save(tx: Tx, share: Share) -> None:
    tx.put(documents.SHARES, share.id, push_share.to_doc(share))


async def stirred(services: Services, limit: int = _PAGE) -> list[Share]:
    """Posted cards from which somebody has started since they were drawn."""
    rows = await services.store.run(
        lambda tx: tx.find(documents.SHARES, state="stirred", limit=limit)
    )
    return [share for _, share in readable(rows, push_share.from_doc)]


async def told(services: Services, drawn: Share, told: int, *, alive: bool) -> None:
    """The card shows `told` by now, or can't be reached any more. Who started while it was drawn
    is for the next time."""

    def change(tx: Tx) -> None:
        now = load(tx, drawn.id)
        if now:
            same = (now.started, now.by) == (drawn.started, drawn.by)
            state = "gone" if not alive else "posted" if same else "stirred"
            save(tx, replace(now, state=state, told=told))

    await services.store.run(change)


async def tidy(services: Services, at: datetime) -> int:
    """Drafts go after a day, and posted ones after two months: their cards stay and work, and
    tell nothing new. How many went."""
    gone = 0
    for state, lasts in _LASTS.items():
        after, full = "", True
        while full:
            after, full, n = await services.store.run(_tidying(state, moment(at - lasts), after))
            gone += n
    return gone


def _tidying(state: str, oldest: str, after: str) -> Callable[[Tx], tuple[str, bool, int]]:
    def change(tx: Tx) -> tuple[str, bool, int]:
        page = tx.find(documents.SHARES, state=state, after=after, limit=_PAGE)
        old = [id for id, doc in page if doc["created"] < oldest]
        for id in old:
            tx.delete(documents.SHARES, id)
        return page[-1][0] if page else "", len(page) == _PAGE, len(old)

    return change


def forget(tx: Tx, key: str) -> None:
    """The champion is erased: drafts go, and posted cards lose name and words at the next tick."""
    for id, doc in tx.find(documents.SHARES, by=key, limit=1000):
        if doc["activity"]:
            tx.put(documents.SHARES, id, doc | {"by": "", "words": "", "state": "stirred"})
        else:
            tx.delete(documents.SHARES, id)
