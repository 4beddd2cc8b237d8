"""The documents about gatherings, and people's answers to them."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

GATHERINGS: Final = "gatherings"  # key: the gathering's id
REPLIES: Final = "replies"  # key: gathering/person: yes, maybe, no; came; the pulse after it

COLLECTIONS: Final = (
    Collection(GATHERINGS, indexes=("by", "municipality", "state")),
    Collection(REPLIES, indexes=("person", "gathering")),
)
