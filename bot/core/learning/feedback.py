"""What somebody says of a lesson."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaultReport:
    """Something is wrong in a lesson. `words` are the person's own, at most 500 characters."""

    lesson: str
    version: int
    words: str
