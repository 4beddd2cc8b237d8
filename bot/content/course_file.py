"""Reads a course.yaml into a `Course`: id, title, audience, and the lessons in order."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.content.faults import Kind, Notes, shown
from bot.content.nodes import Node, read
from bot.content.texts import RULES
from bot.content.yaml_reader import Reader
from bot.core.learning.lessons import Course

COURSE_FILE: Final = "course.yaml"
AUDIENCES: Final = ("employee", "champion")
MOST_LESSONS: Final = 50


def read_course(path: Path, name: str, notes: Notes) -> tuple[Course | None, list[tuple[str, int]]]:
    """The course, or None if the file has a fault; and the listed lesson ids with their lines.
    Faults go into `notes`; `name` is the file's name in messages."""
    node = read(path, name)
    if not isinstance(node, Node):
        notes.all.append(node)
        return None, []
    reader = Reader(notes, name)
    found = reader.fields(node, "the course", ("id", "title", "lessons"), ("audience",))
    id = reader.id(found.get("id"), "id")
    if id and id != path.parent.name:
        what = f"the course is called `{id}` and its folder {shown(path.parent.name)}"
        mend = f"Call the folder {id}, or mend the id."
        reader.fault(Kind.FILE_NAME, found["id"].line, what, mend)
    title = reader.text(found.get("title"), "title", RULES["title"])
    audience = "employee"
    if "audience" in found:
        audience = reader.choice(found["audience"], "audience", AUDIENCES)
    listed = _listed(reader, found.get("lessons"))
    reader.note_missing()
    course = Course(id, title, tuple(each for each, _ in listed), audience)
    return course if reader.sound else None, listed


def _listed(reader: Reader, node: Node | None) -> list[tuple[str, int]]:
    nodes = reader.items(node, "lessons", 1, MOST_LESSONS)
    listed = [(reader.id(each, "a lesson's id"), each.line) for each in nodes]
    reader.unique(listed, "the lesson")
    return [each for each in listed if each[0]]
