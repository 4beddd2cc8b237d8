"""The operator's word on sending: after a restore nothing goes out until they say go."""

from __future__ import annotations

from datetime import datetime

from bot.actions.people.rights import require_operator
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts, record
from bot.core import documents
from bot.core.actor import Actor
from bot.core.store_facts import Hold
from bot.core.values import replace
from bot.ports import Store, Tx
from bot.services import Services

_DOC = "sending"


async def is_held(store: Store) -> bool:
    """Whether sending is held back, as a restore leaves it."""
    return await store.run(held)


def held(tx: Tx) -> bool:
    """The same, within a change."""
    known = tx.get(documents.STORE_FACTS, _DOC, Hold)
    return known is not None and known.held


async def hold(services: Services, actor: Actor, why: str, at: datetime) -> None:
    """Nothing goes out unasked until somebody says go. Raises `NotAllowed` for who is no operator
    of everything."""

    def change(tx: Tx) -> None:
        require_operator(tx, actor, "hold sending back", at)
        before = {"held": held(tx)}
        after: Facts = {"held": True, "why": why}
        tx.put(documents.STORE_FACTS, _DOC, Hold(True, why))
        record(services, tx, actor, Act.SENDING_HELD, at, before=before, after=after)

    await services.store.run(change)


async def go(services: Services, actor: Actor, at: datetime) -> bool:
    """Let sending go on. What a restore marked as uncertain stays so and is not sent again.

    True if it was held; said twice, it changes nothing. Raises `NotAllowed` for who is no operator
    of everything.
    """

    def change(tx: Tx) -> bool:
        require_operator(tx, actor, "let sending go on", at)
        known = tx.get(documents.STORE_FACTS, _DOC, Hold)
        if known is None or not known.held:
            return False
        tx.put(documents.STORE_FACTS, _DOC, replace(known, held=False))
        before, after = {"held": True}, {"held": False}
        record(services, tx, actor, Act.SENDING_RELEASED, at, before=before, after=after)
        return True

    return await services.store.run(change)
