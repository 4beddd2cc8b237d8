"""What a person sees next while learning: the results of actions, from which cards are drawn."""

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
    """A question to answer. `problem` is "", or a word for what was wrong with the answer:
    "choose"."""

    person: Person
    lesson: Lesson
    question: Question
    attempt: Attempt
    problem: str = ""


class VerdictView(Struct, frozen=True):
    """The verdict on an answer. `chosen` is the answer that counts: the first in the attempt."""

    person: Person
    lesson: Lesson
    question: Question
    attempt: Attempt
    chosen: tuple[str, ...]


class SummaryView(Struct, frozen=True):
    """The result of an attempt. `done` of the course's `total` lessons are passed; `next_lesson` is
    None if the course is done.

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
    """A question of a follow-up card, and its answer (() before it is answered)."""

    lesson: Lesson
    question: Question
    order: tuple[str, ...]
    answer: tuple[str, ...] = ()


class FollowupDetails(Struct, frozen=True):
    """What a follow-up card asks, beside its row."""

    asked: tuple[Again, ...]


class RecallView(Struct, frozen=True):
    """A follow-up card. `problem` is "choose" if an answer was missing; then none was kept."""

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
    """The lesson no longer exists."""

    person: Person


View = LessonView | QuestionView | VerdictView | SummaryView | DiplomaView | Stranger | Missing
