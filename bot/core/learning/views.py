"""What a person is to see next while learning: the outcome of an action, and what a card draws."""

from __future__ import annotations

from msgspec import Struct

from bot.core.learning.lessons import Course, Lesson, Question
from bot.core.learning.progress import TrackState
from bot.core.learning.quiz import Attempt, Result
from bot.core.people.person import Person
from bot.core.people.views import Stranger


class LessonView(Struct, frozen=True):
    person: Person
    lesson: Lesson
    state: TrackState


class QuestionView(Struct, frozen=True):
    """`problem` is "" or a word for what was wrong with the answer: "choose"."""

    person: Person
    lesson: Lesson
    question: Question
    attempt: Attempt
    problem: str = ""


class VerdictView(Struct, frozen=True):
    """`chosen` is the answer that stands: the first one of the attempt."""

    person: Person
    lesson: Lesson
    question: Question
    attempt: Attempt
    chosen: tuple[str, ...]


class SummaryView(Struct, frozen=True):
    """`done` of `total` lessons of the course; `next_lesson` is None when the course is done.

    `opinion` is what the person has said of the lesson: any of "yes", "no" and "reported".
    """

    person: Person
    lesson: Lesson
    result: Result
    attempt: int
    done: int
    total: int
    next_lesson: Lesson | None
    opinion: str = ""


class Again(Struct, frozen=True):
    """One question of a follow-up card, and the answer that stands (() before it is answered)."""

    lesson: Lesson
    question: Question
    order: tuple[str, ...]
    answer: tuple[str, ...] = ()


class FollowupDetails(Struct, frozen=True):
    """What a follow-up card asks, beside its row."""

    asked: tuple[Again, ...]


class RecallView(Struct, frozen=True):
    """`problem` is "choose" when an answer was missing; nothing was kept then."""

    person: Person
    delivery: str
    asked: tuple[Again, ...]
    problem: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.asked) and all(each.answer for each in self.asked)


class DiplomaView(Struct, frozen=True):
    person: Person
    course: Course
    day: str


class Missing(Struct, frozen=True):
    """The lesson is not there any more."""

    person: Person


View = LessonView | QuestionView | VerdictView | SummaryView | DiplomaView | Stranger | Missing
