"""A champion pushes a lesson to colleagues, or shares it in a group chat or channel; an operator
sends a lesson or a message to many."""

from __future__ import annotations

from typing import Final

from bot.actions.pushes import approval, owned, rows, share
from bot.core.learning.events import LessonPassed
from bot.services import CardKind, Listener

HEARS: Final = (Listener(LessonPassed, rows.lesson_passed),)
KINDS: Final = (
    # Somebody has just tapped for it, and is looking at the screen.
    CardKind(share.KIND, 10, counts=False, at_once=True, teaches=True),
    CardKind(rows.KIND, 50, teaches=True, skip_reason=rows.skip_reason, enrich=rows.enriched),
    # An operator's lesson or message, to many: champions, who know whom they write to, go first.
    CardKind(rows.BROADCAST, 55, teaches=True, skip_reason=rows.skip_reason, reads=rows.push_read),
    CardKind(
        rows.MESSAGE,
        56,
        skip_reason=rows.skip_reason,
        enrich=rows.message_enriched,
        reads=rows.push_read,
    ),
    # A champion waits for the answer, and the card does not count in the operator's budget.
    CardKind(
        approval.KIND,
        60,
        counts=False,
        skip_reason=approval.skip_reason,
        enrich=approval.enriched,
    ),
)
OWNS: Final = owned.OWNS
