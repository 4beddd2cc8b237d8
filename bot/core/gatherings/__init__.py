"""The documents about gatherings, and people's answers to them."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

GATHERINGS: Final = "gatherings"  # key: the gathering's id
REPLIES: Final = "replies"  # key: gathering/person: yes, maybe, no; came; the pulse after it
ATTENDANCES: Final = "attendances"  # key: the gathering's id: what is known beside taps
ESTIMATES: Final = "estimates"  # key: the gathering's id: what somebody says that it saved
GATHERING_JOBS: Final = "gathering_jobs"  # key: gathering/what...: work that is not done yet

COLLECTIONS: Final = (
    Collection(
        GATHERINGS,
        indexes=("by", "municipality", "state"),
        since=(("by", "created"), ("by", "start")),
    ),
    Collection(REPLIES, indexes=("person", "gathering"), since=(("person", "at"),)),
    Collection(ATTENDANCES, indexes=("by",)),
    Collection(ESTIMATES, indexes=("by",)),
    Collection(GATHERING_JOBS, indexes=("by", "gathering", "state")),
)
