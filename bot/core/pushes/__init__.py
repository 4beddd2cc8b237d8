"""The documents about lessons that champions push and share."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

PUSHES: Final = "pushes"  # key: a champion's push: what, to whom, why, and how it is going
SHARES: Final = "shares"  # key: a lesson that a champion lets the bot post in a room

COLLECTIONS: Final = (
    Collection(PUSHES, indexes=("by", "state"), since=(("by", "confirmed"),)),
    Collection(SHARES, indexes=("by", "state"), since=(("by", "created"),)),
)
