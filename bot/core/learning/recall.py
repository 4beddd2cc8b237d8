"""Spaced recall: an earlier lesson that is to be asked about again."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

KIND: Final = "recall"  # of a card: a follow-up, earlier questions again
GAPS: Final = (3, 14, 45)  # days after a lesson; spaced recall, see docs/DECISIONS.md


class Recall(Struct, frozen=True):
    """An earlier lesson to be asked about again. `gap` is the planned number of days, `learned`
    the day it was learned, `questions` what to prefer asking (missed ones first)."""

    lesson: str
    due: str
    gap: int
    learned: str
    questions: tuple[str, ...] = ()
