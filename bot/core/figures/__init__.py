"""The documents with figures: those that are computed once and kept, and the days long past."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

SNAPSHOTS: Final = "snapshots"  # key: tenant|place/day: so that nobody is watched

MONTHS: Final = "months"  # key: place/month: the counts by day of a month long past

COLLECTIONS: Final = (
    Collection(SNAPSHOTS, indexes=("place", "state")),
    Collection(
        MONTHS, indexes=("place",), moment="month", impersonal="counts by municipality and day"
    ),
)
