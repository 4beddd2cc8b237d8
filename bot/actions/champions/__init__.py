"""Champions: suggested, appointed, welcomed, and what they do for the colleagues they know."""

from __future__ import annotations

from typing import Final

from bot.actions.champions import letters, newcomers, owned, recruitment, role
from bot.core.people.events import PersonPlaced, RoleRostered
from bot.services import CardKind, Listener

HEARS: Final = (
    Listener(PersonPlaced, newcomers.person_placed),
    Listener(PersonPlaced, role.person_placed),
    Listener(RoleRostered, role.role_rostered),
)
KINDS: Final = (
    # A colleague waits for the answer, and the card does not count in the operator's budget.
    CardKind(
        letters.APPOINTING,
        65,
        counts=False,
        skip_reason=letters.unwanted_question,
        enrich=letters.enriched,
    ),
    CardKind(
        letters.SUGGESTION,
        70,
        skip_reason=letters.unwanted_suggestion,
        enrich=letters.enriched,
    ),
    CardKind(letters.GREETING, 80, skip_reason=letters.unwanted_greeting, enrich=letters.enriched),
    CardKind(role.KIND, 90, skip_reason=role.skip_reason, enrich=role.enriched),
    CardKind(newcomers.KIND, 100, skip_reason=newcomers.skip_reason, enrich=newcomers.enriched),
    CardKind(
        recruitment.KIND, 110, skip_reason=recruitment.skip_reason, enrich=recruitment.enriched
    ),
)
OWNS: Final = owned.OWNS
