"""How far a person has come in a course, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from bot.core.learning.lessons import Course, Library
from bot.core.people.person import Person
from bot.core.values import replace


class TrackState(StrEnum):
    NEW = "new"  # not begun
    STARTED = "started"  # in the middle of the quiz, or failed
    PASSED = "passed"  # once, which is enough


class Track(Struct, frozen=True):
    """A person's progress in one lesson. Dates are ISO dates, "" if it has not happened.

    `attempts` is the number of the latest attempt, `best` the most right answers so far.
    """

    started: str = ""
    passed: str = ""
    version: int = 0
    attempts: int = 0
    best: int = 0

    @property
    def state(self) -> TrackState:
        begun = TrackState.STARTED if self.attempts else TrackState.NEW
        return TrackState.PASSED if self.passed else begun


NOTHING = Track()


class Progress(Struct, frozen=True):
    """A person's progress in one course."""

    person: str
    course: str
    lessons: Mapping[str, Track] = {}
    completed: str = ""

    def track(self, lesson: str) -> Track:
        return self.lessons.get(lesson, NOTHING)

    def with_track(self, lesson: str, track: Track) -> Progress:
        return replace(self, lessons={**self.lessons, lesson: track})

    def done(self, course: Course) -> int:
        """How many of the course's lessons are passed."""
        return sum(1 for each in course.lessons if self.track(each).passed)

    def next_lesson(self, course: Course, after: str = "") -> str:
        """The next lesson that is not passed, searching from `after` and then from the start; "" if
        the course is done."""
        order = list(course.lessons)
        at = order.index(after) + 1 if after in order else 0
        return next((each for each in order[at:] + order[:at] if not self.track(each).passed), "")


def progress_key(person: str, course: str) -> str:
    return f"{person}/{course}"


def courses_for(person: Person, library: Library) -> list[Course]:
    """The courses for this person: those for everybody, and for champions their own."""
    return [
        each
        for each in library.courses.values()
        if each.audience != "champion" or person.role.leads
    ]


def counted_facts(progress: Iterable[Progress]) -> dict[str, str]:
    """What a person's learning adds to the counts, so that it can move with them: each fact (see
    `bot.core.people.municipality_counts`) with the day on which it first happened (ISO date)."""
    found: dict[str, str] = {}
    for fact, day in (each for one in progress for each in _facts(one)):
        if day:
            found[fact] = min(day, found.get(fact, day))
    return found


def _facts(progress: Progress) -> Iterator[tuple[str, str]]:
    """The facts of one course; those that have not happened have "" for a day."""
    for id, track in progress.lessons.items():
        yield f"lesson:{id}:started", track.started
        yield f"lesson:{id}:passed", track.passed
        yield f"course:{progress.course}:started", track.started
        yield "started", track.started
    yield "completed", progress.completed
    yield f"course:{progress.course}:completed", progress.completed
