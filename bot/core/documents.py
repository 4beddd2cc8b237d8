"""Every collection of documents in the store, put together from what the subjects declare.

The store reads this list alone, so it knows every index without the assembly and drops none. No
subject imports it: a subject's own collections stand in `bot.core.<subject>`.
"""

from __future__ import annotations

from typing import Final

from bot.core import champions, collection, delivery, figures, gatherings, learning, people, pushes
from bot.core.champions import LETTERS, THANKS
from bot.core.collection import AUDIT, STORE_FACTS, Collection
from bot.core.delivery import DELIVERIES, JOURNEYS
from bot.core.figures import MONTHS, SNAPSHOTS
from bot.core.gatherings import ATTENDANCES, ESTIMATES, GATHERING_JOBS, GATHERINGS, REPLIES
from bot.core.learning import ATTEMPTS, COMPLETIONS, LESSONS, OPINIONS, PROGRESS, RECALLS
from bot.core.people import ADDRESSES, ERASED, MEMBERSHIPS, PENDING, PEOPLE
from bot.core.pushes import PUSHES, SHARES

SUBJECTS: Final = (people, learning, delivery, figures, pushes, gatherings, champions)

COLLECTIONS: Final[dict[str, Collection]] = {
    each.name: each for subject in (collection, *SUBJECTS) for each in subject.COLLECTIONS
}

__all__ = [
    "ADDRESSES", "ATTEMPTS", "ATTENDANCES", "AUDIT", "COLLECTIONS", "COMPLETIONS", "DELIVERIES",
    "ERASED", "ESTIMATES", "GATHERINGS", "GATHERING_JOBS", "JOURNEYS", "LESSONS", "LETTERS",
    "MEMBERSHIPS", "MONTHS", "OPINIONS", "PENDING", "PEOPLE", "PROGRESS", "PUSHES", "RECALLS",
    "REPLIES", "SHARES", "SNAPSHOTS", "STORE_FACTS", "SUBJECTS", "THANKS",
]  # fmt: skip
