"""What the store keeps about a person's learning, besides their progress and attempts."""

from __future__ import annotations

from msgspec import Struct


class Completion(Struct, frozen=True):
    """A lesson that was passed, with the municipality (on the map of the day), the unit and the
    lesson's version at the moment `at`. `score` of `questions` answers were right."""

    person: str
    municipality: str
    unit: str
    course: str
    lesson: str
    version: int
    score: int
    questions: int
    at: str
    attempt: int


class Opinion(Struct, frozen=True):
    """A person's opinion of a lesson, first given at the moment `at`. `useful` is "yes", "no" or
    ""; `words` say what is wrong in it, "" for nothing."""

    person: str
    lesson: str
    at: str
    useful: str = ""
    words: str = ""


class FollowupQuestion(Struct, frozen=True):
    """An earlier question, asked again. `gap` is the planned number of days since the day it was
    `learned`. `order` has the ids of its options as they are shown."""

    lesson: str
    version: int
    question: str
    order: tuple[str, ...]
    gap: int
    learned: str


class Followup(Struct, frozen=True):
    """A follow-up card. `answers` has the chosen option ids for each question. All questions are
    answered together, at the moment `answered_at`; before that there are none."""

    person: str
    asked: tuple[FollowupQuestion, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    answered_at: str = ""
