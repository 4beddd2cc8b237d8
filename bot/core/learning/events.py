"""Events about a person's learning, for the subjects that listen to them.

`person` is the person's key, `at` when it happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuizFinished:
    """The last question of an attempt was answered. `missed` are the questions answered wrongly;
    `passed` says whether this attempt passed the lesson."""

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
    """The answer to one question of a follow-up. `gap` is the planned number of days since the
    lesson was learned (`learned`, an ISO date). `group` is the municipality and band ("1506|8-28")
    in which the answer counts, "" if it doesn't count."""

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
