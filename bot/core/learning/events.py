"""What happened while a person learned, as it is announced to the subjects that listen.

`person` is the person's key, `at` when it happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuizFinished:
    """The last question of an attempt was answered. `missed` are the questions answered wrongly,
    `passed` whether this attempt passed the lesson."""

    person: str
    lesson: str
    missed: tuple[str, ...]
    passed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class LessonPassed:
    """Somebody passed a lesson for the first time."""

    person: str
    lesson: str


@dataclass(frozen=True, slots=True)
class FollowupAnswer:
    """One question of a follow-up, answered. `gap` is the planned number of days since the lesson
    was learned (`learned`, an ISO date); `group` the municipality and band ("1506|8-28") that the
    answer counts in, "" where it counts in none."""

    lesson: str
    question: str
    gap: int
    learned: str
    group: str
    right: bool


@dataclass(frozen=True, slots=True)
class FollowupAnswered:
    """A whole follow-up card was answered."""

    person: str
    answers: tuple[FollowupAnswer, ...]
    at: datetime
