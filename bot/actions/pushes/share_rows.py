"""Stores shares, and finds posted cards that have to be updated."""

from __future__ import annotations

from bot.actions.shared.batches import READ_PAGE, readable
from bot.core import documents
from bot.core.pushes.share import Share, ShareState
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


def load(tx: Tx, id: str) -> Share | None:
    return tx.get(documents.SHARES, id, Share) if id else None


def save(tx: Tx, share: Share) -> None:
    tx.put(documents.SHARES, share.id, share)


def is_any_outdated(tx: Tx) -> bool:
    """Whether `outdated` would find a card."""
    return bool(tx.find(documents.SHARES, state=ShareState.OUTDATED, limit=1))


async def outdated(services: Services, limit: int = READ_PAGE) -> list[Share]:
    """Posted cards from which somebody has started since they were drawn."""
    rows = await services.store.run(
        lambda tx: tx.find(documents.SHARES, state=ShareState.OUTDATED, limit=limit)
    )
    return [share for _, share in readable(rows, Share)]


async def mark_drawn(services: Services, drawn: Share, shown: int, *, alive: bool) -> None:
    """Record that the card shows `shown` people, or that it can't be updated any more. People who
    started meanwhile are for the next update."""

    def change(tx: Tx) -> None:
        now = load(tx, drawn.id)
        if now:
            same = (now.started, now.by) == (drawn.started, drawn.by)
            kept = ShareState.POSTED if same else ShareState.OUTDATED
            state = kept if alive else ShareState.GONE
            save(tx, replace(now, state=state, told=shown))

    await services.store.run(change)
