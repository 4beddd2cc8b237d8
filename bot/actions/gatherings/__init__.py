"""Gatherings: calling them, inviting, answering, attending, the questions afterwards, savings."""

from __future__ import annotations

from typing import Final

from bot.actions.gatherings import guests, owned
from bot.core.gatherings.gathering import GATHERING, INVITATION
from bot.services import CardKind

KINDS: Final = (
    CardKind(
        INVITATION,
        120,
        skip_reason=guests.skip_reason,
        enrich=guests.enriched,
        reads=guests.reads,
    ),
    # For people who will come: reminders, a notice of changes, questions afterwards.
    CardKind(
        GATHERING,
        130,
        counts=False,
        skip_reason=guests.skip_reason,
        enrich=guests.enriched,
        reads=guests.reads,
    ),
)
OWNS: Final = owned.OWNS
