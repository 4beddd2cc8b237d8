"""Reads the content directory into a `Library`, reporting all faults at once.

The directory has ``courses/<course>/course.yaml``, ``courses/<course>/<lesson>.yaml`` and
``courses/<course>/pictures/<name>.png``. Other kinds of files are ignored.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.content.course_file import COURSE_FILE, read_course
from bot.content.faults import ContentError, ContentFault, Kind, Notes, did_you_mean, shown
from bot.content.lesson_file import read_lesson
from bot.content.pictures import FOLDER
from bot.core.learning.lessons import Course, Lesson, Library

HOME: Final = Path(__file__).parent  # the content that comes with the bot
COURSES: Final = "courses"


def load(directory: Path = HOME) -> tuple[Library, tuple[ContentFault, ...]]:
    """A library of the content without faults, and every fault. Raises nothing."""
    notes = Notes()
    return gather(directory, notes), notes.faults


def library(directory: Path = HOME) -> Library:
    """The whole library. Raises `ContentError`, with all faults, if there are any."""
    found, faults = load(directory)
    if faults:
        raise ContentError(str(directory), faults)
    return found


def picture_files(directory: Path = HOME) -> dict[str, Path]:
    """The path of each picture, by its `Picture.file`, which is unique."""
    found = (directory / COURSES).glob(f"*/{FOLDER}/*.png")
    return {path.name: path for path in sorted(found)}


def gather(directory: Path, notes: Notes) -> Library:
    """Like `load`, but puts faults and warnings into `notes`."""
    try:
        return _gather(directory, notes)
    except OSError as error:
        path = shown(str(error.filename or directory))
        why = f"{path} can't be read: {error.strerror or type(error).__name__}"
        notes.all.append(ContentFault(Kind.UNREADABLE, COURSES, 1, why, "Look at CONTENT_DIR."))
        return Library.of((), ())


def _gather(directory: Path, notes: Notes) -> Library:
    folders = sorted(e for e in (directory / COURSES).iterdir() if _kept(e))
    readings = [_Folder(each, directory, notes) for each in folders if each.is_dir()]
    if not readings:
        notes.all.append(
            ContentFault(Kind.EMPTY, COURSES, 1, "there are no courses", "Add a folder.")
        )
    _stray(folders, notes)
    _between(readings, notes)
    courses = sorted(
        (e.course for e in readings if e.course), key=lambda c: c.audience != "employee"
    )
    known = {each.id for each in courses}
    lessons = [e for r in readings for e in r.lessons.values() if e and e.course in known]
    return _whole(courses, lessons)


def _kept(path: Path) -> bool:
    return not path.name.startswith((".", "_"))


def _whole(courses: list[Course], lessons: list[Lesson]) -> Library:
    """Only what is consistent: courses whose lessons all exist, and lessons that are in a
    course."""
    placed = {lesson.id: lesson for lesson in lessons}
    kept = [
        Course(
            each.id,
            each.title,
            tuple(id for id in each.lessons if id in placed and placed[id].course == each.id),
            each.audience,
        )
        for each in courses
    ]
    listed = {id for each in kept for id in each.lessons}
    return Library.of(kept, (e for e in placed.values() if e.id in listed))


def _stray(entries: list[Path], notes: Notes) -> None:
    for path in entries:
        if path.suffix in (".yaml", ".yml") and path.is_file():
            mend = "Move it into the folder of a course."
            file = f"{COURSES}/{shown(path.name)}"
            notes.all.append(ContentFault(Kind.COURSE, file, 1, "this file is in no course", mend))


class _Folder:
    """The content of one course's folder. In `lessons`, a file with faults is None."""

    def __init__(self, folder: Path, directory: Path, notes: Notes) -> None:
        self.folder = folder
        self.name = shown(str(folder.relative_to(directory)).replace("\\", "/"))
        self.course, self.listed = read_course(
            folder / COURSE_FILE, f"{self.name}/{COURSE_FILE}", notes
        )
        self.lessons: dict[str, Lesson | None] = {}
        for path in sorted(each for each in folder.iterdir() if _kept(each)):
            self._file(path, notes)
        self._unused(notes)

    def _file(self, path: Path, notes: Notes) -> None:
        name = f"{self.name}/{shown(path.name)}"
        if path.suffix.lower() == ".yml" or path.suffix in (".YAML", ".Yaml"):
            what = "this file's name does not end in .yaml, so it is left out"
            notes.all.append(ContentFault(Kind.FILE_NAME, name, 1, what, "Rename it."))
        elif path.suffix == ".yaml" and path.name != COURSE_FILE:
            self.lessons[path.stem] = read_lesson(path, name, self.folder.name, notes)

    def _unused(self, notes: Notes) -> None:
        if not all(self.lessons.values()):
            return
        used = {each.picture.file for each in self.lessons.values() if each and each.picture}
        for path in sorted((self.folder / FOLDER).glob("*.png")):
            if path.name not in used:
                name = f"{self.name}/{FOLDER}/{shown(path.name)}"
                mend = "Remove it, or name it in a lesson."
                notes.all.append(
                    ContentFault(Kind.UNUSED_PICTURE, name, 1, "no lesson shows this", mend)
                )


def _between(folders: list[_Folder], notes: Notes) -> None:
    """Note the faults between courses."""
    home: dict[str, str] = {}
    for each in folders:
        for lesson in each.lessons:
            _placed(each, lesson, home, notes)
        for lesson, line in each.listed:
            _there(each, lesson, line, folders, notes)
    _pictures(folders, notes)


def _placed(folder: _Folder, lesson: str, home: dict[str, str], notes: Notes) -> None:
    id, file = shown(lesson), f"{folder.name}/{shown(lesson)}.yaml"
    if lesson in home:
        what = f"the lesson `{id}` is also in {home[lesson]}"
        mend = "Rename one: an id is one lesson's for ever."
        notes.all.append(ContentFault(Kind.DUPLICATE_ID, file, 1, what, mend, id))
    home.setdefault(lesson, folder.name)
    if folder.course and lesson not in {listed for listed, _ in folder.listed}:
        mend = f"List it under `lessons:` in {folder.name}/{COURSE_FILE}, or remove the file."
        notes.all.append(ContentFault(Kind.COURSE, file, 1, "the lesson is in no course", mend, id))


def _there(folder: _Folder, lesson: str, line: int, folders: list[_Folder], notes: Notes) -> None:
    if lesson in folder.lessons:
        return
    others = [each.name for each in folders if lesson in each.lessons]
    if others:
        what = f"`{lesson}` is a lesson of {others[0]}, and a lesson is in one course only"
        mend = "Remove it from this list, or move the file here."
    else:
        what = f"there is no file {lesson}.yaml in {folder.name}"
        mend = did_you_mean(lesson, folder.lessons) + "Add the file, or take it off this list."
    file = f"{folder.name}/{COURSE_FILE}"
    notes.all.append(ContentFault(Kind.COURSE, file, line, what, mend, lesson))


def _pictures(folders: list[_Folder], notes: Notes) -> None:
    """Picture names must be unique across all courses, which are served under one address."""
    home: dict[str, str] = {}
    for each in folders:
        for path in sorted((each.folder / FOLDER).glob("*.png")):
            if home.setdefault(path.name, each.name) != each.name:
                name = f"{each.name}/{FOLDER}/{shown(path.name)}"
                what = f"{home[path.name]} has a picture of the same name"
                notes.all.append(ContentFault(Kind.PICTURE, name, 1, what, "Rename one."))
