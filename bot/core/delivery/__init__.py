"""Cards on their way to people, and people on their way through a plan: the documents."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

JOURNEYS: Final = "journeys"  # key: person: where they are in a plan, and when to look again
DELIVERIES: Final = "deliveries"  # key: the delivery's unique key

COLLECTIONS: Final = (
    Collection(JOURNEYS, indexes=("plan",), moment="next_at"),
    Collection(DELIVERIES, indexes=("person", "fix", "subject", "push", "state"), moment="due_at"),
)
