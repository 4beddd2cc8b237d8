"""Spaced recall: asking about an earlier lesson again."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

KIND: Final = "recall"  # the kind of card: a follow-up, with earlier questions
GAPS: Final = (3, 14, 45)  # days after a lesson; spaced recall, see docs/DECISIONS.md


class Recall(Struct, frozen=True):
    """An earlier lesson to ask about again. `gap` is the planned number of days since `learned`,
    the day of the lesson. `questions` are to be preferred, missed ones first."""

    lesson: str
    due: str
    gap: int
    learned: str
    questions: tuple[str, ...] = ()
