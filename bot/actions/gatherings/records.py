"""Saves gatherings, and records in the audit that they were called or changed."""

from __future__ import annotations

from datetime import datetime

from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts, record
from bot.core import documents
from bot.core.actor import Actor
from bot.core.gatherings.gathering import Gathering
from bot.ports import Tx
from bot.services import Services


def put(tx: Tx, gathering: Gathering) -> None:
    tx.put(documents.GATHERINGS, gathering.id, gathering)


def record_change(
    services: Services,
    tx: Tx,
    actor: Actor,
    act: Act,
    before: Gathering | None,
    after: Gathering,
    at: datetime,
) -> None:
    """Record a change in the audit, with the gathering before (None if it is new) and after."""
    was = _facts_of(before) if before else {}
    record(services, tx, actor, act, at, about=after.id, before=was, after=_facts_of(after))


def _facts_of(gathering: Gathering) -> Facts:
    """Not title, agenda and place, which are people's own words; `rev` shows that they changed."""
    return {
        "state": gathering.state,
        "rev": gathering.rev,
        "start": gathering.start,
        "minutes": gathering.minutes,
        "venue": gathering.venue,
        "online": gathering.is_online,
        "notes": bool(gathering.notes),
    }
