"""A newcomer, as champions may know about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A newcomer who consented. `place` is where they work, on today's map; `since` is an ISO
    date."""

    key: str
    entra: str
    name: str
    place: str
    since: str
