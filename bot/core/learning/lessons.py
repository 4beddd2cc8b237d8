"""Courses, lessons and questions, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from bot.core.languages import Text

QuestionKind = Literal["single", "multiple", "true_false"]


class Option(Struct, frozen=True):
    """One choice. `feedback` says why it is right, or why it is not."""

    id: str
    text: Text
    feedback: Text


class Question(Struct, frozen=True):
    """`correct` has option ids; `reread` is the one thing to read again after a wrong answer."""

    id: str
    kind: QuestionKind
    text: Text
    options: tuple[Option, ...]
    correct: frozenset[str]
    reread: Text

    def __hash__(self) -> int:
        return hash(self.id)  # hashing the texts would cost more than looking up the card


class Picture(Struct, frozen=True):
    """`file` is the name under which the picture is served; `alt` says what matters in it."""

    file: str
    alt: Text


class Link(Struct, frozen=True):
    url: Text
    text: Text


class Source(Struct, frozen=True):
    """Where a fact in the lesson was checked, and when (ISO date)."""

    url: str
    checked: str


class Lesson(Struct, frozen=True):
    """One version of a lesson."""

    id: str
    version: int
    course: str
    minutes: int
    title: Text
    body: Text
    try_it: Text
    learned: Text
    link: Link
    passing: int
    questions: tuple[Question, ...]
    picture: Picture | None = None
    sources: tuple[Source, ...] = ()

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    def question(self, id: str) -> Question | None:
        return next((each for each in self.questions if each.id == id), None)


@dataclass(frozen=True, slots=True)
class Course:
    """`lessons` are lesson ids in order. `audience`: "employee" or "champion"."""

    id: str
    title: Text
    lessons: tuple[str, ...]
    audience: str = "employee"


@dataclass(frozen=True)
class Library:
    """All courses; the current version of each lesson; and every version ever seen.

    Make it with `Library.of`. `lesson(id)` returns the current version, `lesson(id, version)` any.
    """

    courses: Mapping[str, Course]
    current: Mapping[str, Lesson]
    versions: Mapping[tuple[str, int], Lesson] = field(default_factory=dict)

    @classmethod
    def of(
        cls, courses: Iterable[Course], lessons: Iterable[Lesson], earlier: Iterable[Lesson] = ()
    ) -> Library:
        current = {each.id: each for each in lessons}
        versions = {(each.id, each.version): each for each in earlier}
        versions.update({(each.id, each.version): each for each in current.values()})
        return cls({each.id: each for each in courses}, current, versions)

    def lesson(self, id: str, version: int | None = None) -> Lesson | None:
        return self.current.get(id) if version is None else self.versions.get((id, version))

    def course_of(self, lesson: Lesson) -> Course:
        return self.courses[lesson.course]

    def place(self, lesson: Lesson) -> tuple[int, int]:
        """(3, 9) for lesson 3 of 9 in its course; (0, 9) if it was removed from the course."""
        order = self.courses[lesson.course].lessons
        return (order.index(lesson.id) + 1 if lesson.id in order else 0, len(order))
