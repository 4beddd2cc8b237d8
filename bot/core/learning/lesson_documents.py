"""Lessons as documents, kept by id and version so that an old card can always be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.core import values
from bot.core.learning.lessons import Lesson
from bot.core.values import replace
from bot.errors import UNREADABLE, PadriverError

Doc = dict[str, Any]
FORMAT: Final = 1


class LessonUnreadable(PadriverError):
    """The stored lesson {key} can't be read: {why}."""


def lesson_key(id: str, version: int) -> str:
    """The key of a lesson's document in the store: "ditt-forste-mote@1"."""
    return f"{id}@{version}"


def to_doc(lesson: Lesson) -> Doc:
    """The lesson as JSON values, from which `from_doc` makes an equal lesson."""
    return {"format": FORMAT} | values.to_doc(lesson)


def from_doc(doc: Mapping[str, Any]) -> Lesson:
    """The lesson in a document that `to_doc` made. Raises only `LessonUnreadable`."""
    if doc.get("format") != FORMAT:
        raise LessonUnreadable(key=_key(doc), why=f"its format is {doc.get('format')!r}")
    try:
        return values.from_doc(Lesson, doc)
    except UNREADABLE as error:
        raise LessonUnreadable(key=_key(doc), why=f"{type(error).__name__} {error}") from error


def _key(doc: Mapping[str, Any]) -> str:
    return f"{doc.get('id')}@{doc.get('version')}"


def changed_without_version(lesson: Lesson, stored: Mapping[str, Any]) -> bool:
    """Whether `lesson` differs from the document stored under the same id and version, apart from
    its sources and its course, which do not affect the quiz.

    False if id or version differ: that is another lesson, or a new version. Raises
    `LessonUnreadable`.
    """
    if (stored.get("id"), stored.get("version")) != (lesson.id, lesson.version):
        return False
    return replace(from_doc(stored), sources=lesson.sources, course=lesson.course) != lesson
