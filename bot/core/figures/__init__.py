"""The documents with figures that are computed once and kept."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

SNAPSHOTS: Final = "snapshots"  # key: unit/day: figures as of that day, so that nobody is watched

COLLECTIONS: Final = (Collection(SNAPSHOTS, indexes=("place",)),)
