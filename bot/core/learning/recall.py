"""Spaced recall: an earlier lesson that is to be asked about again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KIND: Final = "recall"  # of a card: a follow-up, earlier questions again
GAPS: Final = (3, 14, 45)  # days after a lesson; spaced recall, see docs/DECISIONS.md


@dataclass(frozen=True)  # without slots, so that it is quickly made: a journey has many
class Recall:
    """An earlier lesson to be asked about again. `gap` is the planned number of days, `learned`
    the day it was learned, `questions` what to prefer asking (missed ones first)."""

    lesson: str
    due: str
    gap: int
    learned: str
    questions: tuple[str, ...] = ()
