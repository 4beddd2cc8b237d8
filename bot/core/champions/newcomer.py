"""Someone new, as a champion may know of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A newcomer who said yes. `place` is where they work, on today's map; `since` an ISO date."""

    key: str
    entra: str
    name: str
    place: str
    since: str
