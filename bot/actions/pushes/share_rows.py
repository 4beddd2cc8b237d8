"""Shares as they are kept: posted cards that are to be drawn anew, old ones that go."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.pushes import share as push_share
from bot.core.pushes.share import Share
from bot.ports import Tx
from bot.services import Services

_PAGE: Final = 200


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
