"""What the store keeps of somebody's learning beside their progress and their attempts."""

from __future__ import annotations

from msgspec import Struct


class Completion(Struct, frozen=True):
    """One pass of a lesson, with the municipality (on the map of its day), the unit and the
    lesson's version of the moment `at`. `score` of `questions` answers were right."""

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
    """What a person thinks of a lesson, first said at the moment `at`: `useful` is "yes", "no" or
    "", `words` what is wrong in it, "" for nothing."""

    person: str
    lesson: str
    at: str
    useful: str = ""
    words: str = ""


class FollowupQuestion(Struct, frozen=True):
    """One earlier question, asked again `gap` planned days after the day it was `learned`. `order`
    are the ids of its options as they are shown."""

    lesson: str
    version: int
    question: str
    order: tuple[str, ...]
    gap: int
    learned: str


class Followup(Struct, frozen=True):
    """One follow-up card. `answers` are the chosen option ids, question by question, all of them
    from the moment `answered_at` on and none before."""

    person: str
    asked: tuple[FollowupQuestion, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    answered_at: str = ""
