"""Reads a lesson file into a `Lesson`, and notes every fault in it.

The limits for writers: 1-3 minutes; 2-4 questions; 2-5 options (for true/false: `sant` and
`usant`); ids of a-z, 0-9 and hyphens (60 characters, for options 20); addresses with https. For
lengths of texts see `bot.content.texts.RULES`, for pictures `bot.content.pictures`.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bot.content.faults import Kind, Notes, shown
from bot.content.nodes import Node, read
from bot.content.pictures import FOLDER, NAME, picture_fault
from bot.content.question import question
from bot.content.texts import RULES
from bot.content.yaml_reader import Reader
from bot.core.languages import LANGUAGES, Text
from bot.core.learning.lessons import Lesson, Link, Picture, Question, Source
from bot.core.values import replace

REQUIRED: Final = (
    *("id", "version", "minutes", "title", "body", "try_it", "learned", "link", "passing"),
    "questions",
)
OPTIONAL: Final = ("picture", "sources")
MOST_VERSIONS: Final = 9999
MOST_QUESTIONS: Final = 4
MOST_SOURCES: Final = 30
OLDEST_SOURCE: Final = timedelta(days=365)


def read_lesson(path: Path, name: str, course: str, notes: Notes) -> Lesson | None:
    """The lesson in the file, or None if anything in it is wrong; faults go into `notes`. `name` is
    the file's name in messages."""
    node = read(path, name)
    if not isinstance(node, Node):
        notes.all.append(replace(node, lesson=shown(path.stem)))
        return None
    reader = Reader(notes, name, shown(path.stem))
    lesson = _lesson(reader, node, path, course)
    reader.note_missing()
    return lesson if reader.sound else None


def _lesson(reader: Reader, node: Node, path: Path, course: str) -> Lesson:
    found = reader.fields(node, "the lesson", REQUIRED, OPTIONAL)
    questions = _questions(reader, found.get("questions"))
    if "version" in found:
        reader.notes.versions[path.stem] = found["version"].line
    return Lesson(
        id=_id(reader, found.get("id"), path),
        version=reader.number(found.get("version"), "version", 1, MOST_VERSIONS),
        course=course,
        minutes=reader.number(found.get("minutes"), "minutes", 1, 3),
        title=reader.text(found.get("title"), "title", RULES["title"]),
        body=reader.text(found.get("body"), "body", RULES["body"]),
        try_it=reader.text(found.get("try_it"), "try_it", RULES["try_it"]),
        learned=reader.text(found.get("learned"), "learned", RULES["learned"]),
        link=_link(reader, found.get("link")),
        passing=reader.number(found.get("passing"), "passing", 1, len(questions) or MOST_QUESTIONS),
        questions=questions,
        picture=_picture(reader, found.get("picture"), path),
        sources=_sources(reader, found.get("sources"), node),
    )


def _id(reader: Reader, node: Node | None, path: Path) -> str:
    id = reader.id(node, "id")
    if node is not None and id and id != path.stem:
        what = f"the lesson is called `{id}` and its file {shown(path.name)}"
        reader.fault(Kind.FILE_NAME, node.line, what, f"Call the file {id}.yaml, or mend the id.")
    return id


def _questions(reader: Reader, node: Node | None) -> tuple[Question, ...]:
    nodes = reader.items(node, "questions", 2, MOST_QUESTIONS)
    questions = tuple(question(reader, each, n) for n, each in enumerate(nodes, 1))
    lines = (each.line for each in nodes)
    reader.unique(zip((each.id for each in questions), lines, strict=True), "the question id")
    return questions


def _link(reader: Reader, node: Node | None) -> Link:
    found = reader.fields(node, "link", ("url", "text"))
    text = reader.text(found.get("text"), "link.text", RULES["link"])
    return Link(_address(reader, found.get("url")), text)


def _address(reader: Reader, node: Node | None) -> Text:
    """One address for all languages, or one for each. A missing one falls back to another, and does
    not count as missing."""
    if node is None or node.shape != "mapping":
        url = reader.url(node, "link.url")
        return Text(url, url, url)
    found = reader.fields(node, "link.url", (), LANGUAGES)
    if not found:
        mend = "Write the address, or one for each of nb, nn and en."
        reader.fault(Kind.NO_LANGUAGE, node.line, "link.url is there in no language", mend)
    return Text(**{key: reader.url(each, "link.url", key) for key, each in found.items()})


def _picture(reader: Reader, node: Node | None, path: Path) -> Picture | None:
    if node is None:
        return None
    found = reader.fields(node, "picture", ("file", "alt"))
    alt = reader.text(found.get("alt"), "picture.alt", RULES["alt"])
    file, name = found.get("file"), reader.scalar(found.get("file"), "picture.file")
    if file is None or not name:
        return None
    if not NAME.fullmatch(name):
        mend = "Use a-z, 0-9 and hyphens, ending in .png."
        reader.fault(Kind.PICTURE, file.line, f"picture.file is `{shown(name)}`", mend)
    elif why := picture_fault(path.parent / FOLDER / name):
        mend = f"Put a PNG that fits at {FOLDER}/{name}."
        reader.fault(Kind.PICTURE, file.line, f"picture.file `{name}`: {why}", mend)
    return Picture(name, alt)


def _sources(reader: Reader, node: Node | None, lesson: Node) -> tuple[Source, ...]:
    if node is None:
        mend = "Add `sources:` with the pages where the facts were checked."
        reader.fault(Kind.NO_SOURCE, lesson.line, "the lesson names no source", mend)
        return ()
    nodes = reader.items(node, "sources", 1, MOST_SOURCES)
    return tuple(_source(reader, each, n) for n, each in enumerate(nodes, 1))


def _source(reader: Reader, node: Node, number: int) -> Source:
    where = f"source {number}"
    found = reader.fields(node, where, ("url", "checked"))
    url = reader.url(found.get("url"), f"{where}, url")
    checked = reader.day(found.get("checked"), f"{where}, checked")
    if "checked" in found and reader.notes.today and checked != date.min:
        _age(reader, found["checked"].line, url, checked, reader.notes.today)
    return Source(url, checked.isoformat())


def _age(reader: Reader, line: int, url: str, checked: date, today: date) -> None:
    age = today - checked
    if age > OLDEST_SOURCE or age < timedelta(days=-1):  # a day's grace: time zones differ
        when = "more than a year ago" if age > OLDEST_SOURCE else "which is still to come"
        what = f"{shown(url)} was checked on {checked}, {when}"
        reader.fault(Kind.OLD_SOURCE, line, what, "Check it again, and write the day.")
