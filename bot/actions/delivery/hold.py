"""The operator's word on sending: after a restore nothing goes out until they say go."""

from __future__ import annotations

from bot.core import documents
from bot.ports import Store, Tx

_DOC = "sending"


async def is_held(store: Store) -> bool:
    """Whether sending is held back, as a restore leaves it."""
    return await store.run(held)


def held(tx: Tx) -> bool:
    """The same, within a change."""
    return bool((tx.get(documents.STORE_FACTS, _DOC) or {}).get("held"))


async def hold(store: Store, why: str) -> None:
    """Nothing goes out unasked until somebody says go."""
    await store.run(lambda tx: tx.put(documents.STORE_FACTS, _DOC, {"held": True, "why": why}))


async def go(store: Store) -> bool:
    """Let sending go on. What a restore marked as uncertain stays so and is not sent again.

    True if it was held; said twice, it changes nothing.
    """

    def change(tx: Tx) -> bool:
        doc = tx.get(documents.STORE_FACTS, _DOC) or {}
        if not doc.get("held"):
            return False
        tx.put(documents.STORE_FACTS, _DOC, {**doc, "held": False})
        return True

    return await store.run(change)
