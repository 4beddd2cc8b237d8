"""Holds all sending back and releases it: for an operator's pause, and after a restore.

While it is held, nothing is sent unasked and nothing more is planned. Answers still go out, as do
cards that somebody has just asked for, and corrections of cards that were sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.rights import require
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts, record
from bot.core import documents
from bot.core.actor import BOT, Actor
from bot.core.moments import moment, parse_moment
from bot.core.store_facts import Hold
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Store, Tx
from bot.services import Services

MOST: Final = 200  # characters of the reason
FARTHEST: Final = timedelta(days=366)
NOT_HELD: Final = Hold(False)
_DOC: Final = "sending"


async def is_held(store: Store) -> bool:
    """Whether sending is held back."""
    return await store.run(held)


async def look(store: Store) -> Hold:
    """How sending is held back, or when it last was."""
    return await store.run(current)


def held(tx: Tx) -> bool:
    """Whether sending is held back, within a change."""
    return current(tx).held


def current(tx: Tx) -> Hold:
    """How sending is held back, or when it last was, within a change."""
    return tx.get(documents.STORE_FACTS, _DOC, Hold) or NOT_HELD


async def hold(
    services: Services, actor: Actor, why: str, at: datetime, until: datetime | None = None
) -> Hold:
    """Hold sending back until it is released, or until the moment `until` at the latest. Returns
    how it was held before. Repeated, it changes why and until when, but not since when.

    Raises `NotAllowed` for a person who is not an operator of everything, and `Refused` unless
    `until` is within the coming year.
    """
    if until and not at < until <= at + FARTHEST:
        raise Refused(why="A pause ends within a year from now, and not before now.")
    asked = tuple(kind.name for kind in services.kinds.values() if kind.at_once)
    why = " ".join(why.split())[:MOST]

    def change(tx: Tx) -> Hold:
        require(services, tx, actor, "hold sending back", at)
        before = current(tx)
        since = before.at if before.held and before.at else moment(at)
        after = Hold(True, why, since, moment(until) if until else "", passes=asked)
        if before.held and (before.why, before.until) == (after.why, after.until):
            return before
        tx.put(documents.STORE_FACTS, _DOC, after)
        facts: Facts = {"held": True, "why": why}
        facts = {**facts, "until": after.until} if until else facts
        was: Facts = {"held": before.held}
        record(services, tx, actor, Act.SENDING_HELD, at, before=was, after=facts)
        return before

    return await services.store.run(change)


async def go(services: Services, actor: Actor, at: datetime) -> bool:
    """Let sending go on. What a restore marked as uncertain stays so and is not sent again.

    True if it was held; said twice, it changes nothing. Raises `NotAllowed` for a person who is
    not an operator of everything.
    """

    def change(tx: Tx) -> bool:
        require(services, tx, actor, "let sending go on", at)
        return _release(services, tx, actor, at)

    return await services.store.run(change)


def has_ended(tx: Tx, at: datetime) -> bool:
    """Whether the moment has come until which sending was held back."""
    hold = current(tx)
    return hold.held and bool(hold.until) and parse_moment(hold.until) <= at


async def end(services: Services, at: datetime) -> bool:
    """Release sending if the time until which it was held has come. True if it was released."""

    def change(tx: Tx) -> bool:
        return has_ended(tx, at) and _release(services, tx, BOT, at)

    return await services.store.run(change)


def _release(services: Services, tx: Tx, actor: Actor, at: datetime) -> bool:
    hold = current(tx)
    if not hold.held:
        return False
    tx.put(documents.STORE_FACTS, _DOC, replace(hold, held=False, until="", released=moment(at)))
    before, after = {"held": True}, {"held": False}
    record(services, tx, actor, Act.SENDING_RELEASED, at, before=before, after=after)
    return True
