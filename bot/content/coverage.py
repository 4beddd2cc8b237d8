"""Counts how many of each lesson's texts exist in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.languages import LANGUAGES, Text
from bot.core.learning.lessons import Lesson, Library, Question


@dataclass(frozen=True, slots=True)
class ContentCoverage:
    """A lesson has `total` texts; `there` says how many of them exist in each language (nb, nn,
    en)."""

    course: str
    lesson: str
    version: int
    total: int
    there: tuple[int, ...]


def coverage(library: Library) -> tuple[ContentCoverage, ...]:
    """One entry for each lesson, in the order of the courses."""
    return tuple(
        _count(library.current[id]) for course in library.courses.values() for id in course.lessons
    )


def _count(lesson: Lesson) -> ContentCoverage:
    texts = tuple(texts_of(lesson))
    there = tuple(sum(bool(getattr(e, language)) for e in texts) for language in LANGUAGES)
    return ContentCoverage(lesson.course, lesson.id, lesson.version, len(texts), there)


def texts_of(lesson: Lesson) -> Iterator[Text]:
    """Every text in the lesson that people read. Addresses, and the fixed words of true/false
    questions, do not count."""
    yield from (lesson.title, lesson.body, lesson.try_it, lesson.learned, lesson.link.text)
    if lesson.picture:
        yield lesson.picture.alt
    for question in lesson.questions:
        yield from _texts_of(question)


def _texts_of(question: Question) -> Iterator[Text]:
    yield from (question.text, question.reread)
    for option in question.options:
        if question.kind != "true_false":
            yield option.text
        yield option.feedback
