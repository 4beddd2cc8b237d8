"""The documents about gatherings, and people's answers to them."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

GATHERINGS: Final = "gatherings"  # key: the gathering's id
REPLIES: Final = "replies"  # key: gathering/person: yes, maybe, no; came; the pulse after it
ATTENDANCES: Final = "attendances"  # key: the gathering's id: what is known beside taps
ESTIMATES: Final = "estimates"  # key: the gathering's id: what somebody says that it saved

COLLECTIONS: Final = (
    Collection(GATHERINGS, indexes=("by", "municipality", "state")),
    Collection(REPLIES, indexes=("person", "gathering")),
    Collection(ATTENDANCES, indexes=("by",)),
    Collection(ESTIMATES, indexes=("by",)),
)
