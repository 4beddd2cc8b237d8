"""A lesson as the store keeps it, by id and version, so that an old card can always be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.core.languages import LANGUAGES, Text
from bot.core.learning.lessons import Lesson, Link, Option, Picture, Question, Source
from bot.errors import PadriverError

Doc = dict[str, Any]
FORMAT: Final = 1

# Checking a fact again, or moving the lesson to another course, changes nothing that is asked.
_NOT_CONTENT: Final = ("format", "sources", "course")


class LessonUnreadable(PadriverError):
    """The stored lesson {key} can't be read: {why}."""


def lesson_key(id: str, version: int) -> str:
    """The key of a lesson's document in the store: "ditt-forste-mote@1"."""
    return f"{id}@{version}"


def to_doc(lesson: Lesson) -> Doc:
    """The lesson as JSON values: what `from_doc` reads back to an equal lesson."""
    return {
        "format": FORMAT,
        "id": lesson.id,
        "version": lesson.version,
        "course": lesson.course,
        "minutes": lesson.minutes,
        "title": _words(lesson.title),
        "body": _words(lesson.body),
        "try_it": _words(lesson.try_it),
        "learned": _words(lesson.learned),
        "link": {"url": _words(lesson.link.url), "text": _words(lesson.link.text)},
        "passing": lesson.passing,
        "questions": [_question(each) for each in lesson.questions],
        "picture": lesson.picture
        and {"file": lesson.picture.file, "alt": _words(lesson.picture.alt)},
        "sources": [{"url": each.url, "checked": each.checked} for each in lesson.sources],
    }


def _words(text: Text) -> Doc:
    return {each: getattr(text, each) for each in LANGUAGES}


def _question(question: Question) -> Doc:
    return {
        "id": question.id,
        "kind": question.kind,
        "text": _words(question.text),
        "options": [
            {"id": each.id, "text": _words(each.text), "feedback": _words(each.feedback)}
            for each in question.options
        ],
        "correct": sorted(question.correct),
        "reread": _words(question.reread),
    }


def from_doc(doc: Mapping[str, Any]) -> Lesson:
    """The lesson in a document of `to_doc`. Raises `LessonUnreadable`, and nothing else."""
    if doc.get("format") != FORMAT:
        raise LessonUnreadable(key=_key(doc), why=f"its format is {doc.get('format')!r}")
    try:
        return _lesson(doc)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LessonUnreadable(key=_key(doc), why=f"{type(error).__name__} {error}") from error


def _key(doc: Mapping[str, Any]) -> str:
    return f"{doc.get('id')}@{doc.get('version')}"


def _lesson(doc: Mapping[str, Any]) -> Lesson:
    picture = doc["picture"]
    return Lesson(
        id=doc["id"],
        version=doc["version"],
        course=doc["course"],
        minutes=doc["minutes"],
        title=_text(doc["title"]),
        body=_text(doc["body"]),
        try_it=_text(doc["try_it"]),
        learned=_text(doc["learned"]),
        link=Link(_text(doc["link"]["url"]), _text(doc["link"]["text"])),
        passing=doc["passing"],
        questions=tuple(_to_question(each) for each in doc["questions"]),
        picture=Picture(picture["file"], _text(picture["alt"])) if picture else None,
        sources=tuple(Source(each["url"], each["checked"]) for each in doc["sources"]),
    )


def _text(doc: Mapping[str, str]) -> Text:
    return Text(**{each: doc.get(each, "") for each in LANGUAGES})


def _to_question(doc: Mapping[str, Any]) -> Question:
    options = (Option(e["id"], _text(e["text"]), _text(e["feedback"])) for e in doc["options"])
    return Question(
        id=doc["id"],
        kind=doc["kind"],
        text=_text(doc["text"]),
        options=tuple(options),
        correct=frozenset(doc["correct"]),
        reread=_text(doc["reread"]),
    )


def changed_without_version(lesson: Lesson, stored: Mapping[str, Any]) -> bool:
    """Whether `lesson` differs from the document stored under the same id and version.

    False where id or version differ: that is another lesson, or a new version of it.
    """
    fresh = to_doc(lesson)
    if (stored.get("id"), stored.get("version")) != (lesson.id, lesson.version):
        return False
    return any(stored.get(key) != value for key, value in fresh.items() if key not in _NOT_CONTENT)
