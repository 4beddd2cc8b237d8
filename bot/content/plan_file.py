"""Reads plans.yaml into plans, and notes every fault in it. Without the file there are no plans.

There is one file, beside ``courses``: a list of plans with id, course, start and, where they apply,
done_by (first and last day), every_days (default 7), municipalities (numbers), units
("1506/Sentrum skole"), pause_weeks (ISO weeks without lessons, default 28, 29 and 30) and hold_out
(the percentage of people who get nothing, to measure the effect). A plan without municipalities and
units is for everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bot.content.calendars import break_weeks, public_holidays
from bot.content.faults import ContentError, ContentFault, Kind, Notes, did_you_mean, shown
from bot.content.loader import HOME, gather
from bot.content.municipality_file import gather_municipalities
from bot.content.nodes import Node, read
from bot.content.plan_order import clashes
from bot.content.texts import Rule, flaws, tidy
from bot.content.yaml_reader import Reader
from bot.core.delivery.forecast import done_on
from bot.core.delivery.plans import Plan
from bot.core.learning.lessons import Library
from bot.core.people.hours import Calendar
from bot.core.people.municipalities import Municipalities, Municipality

FILE: Final = "plans.yaml"
LARGEST_FILE: Final = 256 * 1024  # bytes
EVERY_DAYS: Final = 7
PAUSE_WEEKS: Final = (28, 29, 30)  # fellesferie
MOST: Final = 200
MOST_PLACES: Final = 1000
MOST_HELD_OUT: Final = 50
OPEN_ENDED: Final = timedelta(days=3 * 366)  # how far ahead pauses are computed without a done_by

_REQUIRED: Final = ("id", "course", "start")
_OPTIONAL: Final = (
    *("done_by", "every_days", "municipalities", "units", "pause_weeks", "hold_out"),
)
_NUMBER: Final = re.compile(r"[0-9]{4}")
_UNIT: Final = Rule(120)


def load_plans(directory: Path = HOME) -> tuple[tuple[Plan, ...], tuple[ContentFault, ...]]:
    """The plans without faults, and every fault in the file. Raises nothing."""
    if not (directory / FILE).exists():
        return (), ()  # then neither courses nor municipalities need be read
    elsewhere, notes = Notes(), Notes()
    library, places = gather(directory, elsewhere), gather_municipalities(directory, elsewhere)
    return gather_plans(directory, notes, library, places), notes.faults


def plans(directory: Path = HOME) -> tuple[Plan, ...]:
    """All plans, in the file's order; () without a file. Raises `ContentError`, with all faults, if
    there are any."""
    found, faults = load_plans(directory)
    if faults:
        raise ContentError(str(directory), faults)
    return found


def gather_plans(
    directory: Path, notes: Notes, library: Library, places: Municipalities
) -> tuple[Plan, ...]:
    """Like `load_plans`, but puts faults and warnings into `notes`."""
    if not (directory / FILE).exists():
        return ()
    node = read(directory / FILE, FILE, LARGEST_FILE)
    if not isinstance(node, Node):
        notes.all.append(node)
        return ()
    found = Reader(notes, FILE).fields(node, "the file", ("plans",))
    nodes = Reader(notes, FILE).items(found.get("plans"), "plans", 1, MOST)
    entries = [_Entry(notes, each, library, places) for each in nodes]
    ids = [(each.plan.id, each.line_of("id")) for each in entries]
    Reader(notes, FILE).unique(ids, "the plan")
    sound = [each for each in entries if each.reader.sound]
    _together(notes, sound, library, places)
    return tuple(each.plan for each in sound)


def _together(
    notes: Notes, entries: Sequence[_Entry], library: Library, places: Municipalities
) -> None:
    """Note a warning for each plan that others leave no people, or no time."""
    named = {each.plan.id: each for each in entries}
    for clash in clashes([each.plan for each in entries], library, places):
        kind, key = (Kind.LATE_PLAN, "done_by") if clash.late else (Kind.IDLE_PLAN, "id")
        line = named[clash.plan].line_of(key)
        Reader(notes, FILE).fault(kind, line, clash.what, clash.mend)


class _Entry:
    """One plan: its value, and the lines needed to report faults between entries."""

    def __init__(self, notes: Notes, node: Node, library: Library, places: Municipalities) -> None:
        self.reader = Reader(notes, FILE)
        self.line = node.line
        self.found = self.reader.fields(node, "a plan", _REQUIRED, _OPTIONAL)
        self.start, self.done_by = self._span()
        self.plan = Plan(
            id=self.reader.id(self.found.get("id"), "id"),
            course=self._course(library),
            start=self.start,
            done_by=self.done_by,
            every_days=self._amount("every_days", 1, 365, EVERY_DAYS),
            municipalities=frozenset(self._numbers(places)),
            units=frozenset(self._units(places)),
            breaks=self._breaks(),
            hold_out=self._amount("hold_out", 0, MOST_HELD_OUT, 0),
        )
        if self.reader.sound:
            self._in_time(library)

    def line_of(self, key: str) -> int:
        return self.found[key].line if key in self.found else self.line

    def _span(self) -> tuple[date, date | None]:
        start = self.reader.day(self.found.get("start"), "start")
        if "done_by" not in self.found:
            return start, None
        done_by = self.reader.day(self.found["done_by"], "done_by")
        if date.min < done_by < start:
            what = f"done_by is {done_by}, before start ({start})"
            self.reader.fault(Kind.PLAN, self.line_of("done_by"), what, "Correct one of them.")
        return start, done_by

    @property
    def last(self) -> date:
        """The last day for which pauses are computed."""
        if self.done_by and self.done_by > self.start:
            return self.done_by
        return self.start + OPEN_ENDED if self.start < date.max - OPEN_ENDED else date.max

    def _amount(self, key: str, low: int, high: int, usual: int) -> int:
        return self.reader.number(self.found[key], key, low, high) if key in self.found else usual

    def _course(self, library: Library) -> str:
        course = self.reader.id(self.found.get("course"), "course")
        if course and course not in library.courses:
            mend = f"{did_you_mean(course, library.courses)}{_known(library.courses)}"
            what = f"there is no course `{course}`"
            self.reader.fault(Kind.PLAN, self.line_of("course"), what, mend)
        return course

    def _numbers(self, places: Municipalities) -> Iterable[str]:
        nodes = self.reader.items(
            self.found.get("municipalities"), "municipalities", 1, MOST_PLACES
        )
        for node in nodes:
            number = self.reader.scalar(node, "municipalities")
            if self._stands(number, node.line, places):
                yield number

    def _units(self, places: Municipalities) -> Iterable[str]:
        for node in self.reader.items(self.found.get("units"), "units", 1, MOST_PLACES):
            text = self.reader.scalar(node, "units")
            number, slash, name = text.partition("/")
            if not slash or not tidy(name):
                mend = 'Write number, slash and name, as in "1506/Sentrum skole".'
                what = f"the unit is `{shown(text)}`"
                self.reader.fault(Kind.PLAN, node.line, what, mend)
                continue
            for flaw in flaws(name, _UNIT):
                self.reader.fault(flaw.kind, node.line, f"units: {flaw.what}", flaw.mend)
            if self._stands(number.strip(), node.line, places, former=True):
                yield f"{number.strip()}/{tidy(name)}"

    def _stands(
        self, number: str, line: int, places: Municipalities, *, former: bool = False
    ) -> bool:
        """Whether the municipality exists while the plan runs, or may be `former`; notes a fault if
        not."""
        known = places.by_number(number)
        if known is None:
            what = f"there is no municipality `{shown(number)}`"
            on_map = [each for each in places if former or self._is_on_map(each)]
            named = [each.number for each in on_map if each.name == number]
            mend = 'A number is four digits in quotes, as in "1506".'
            if named:
                mend = f"Write its number, {_quoted(named)}."
            elif _NUMBER.fullmatch(number):
                near = did_you_mean(number, (each.number for each in on_map))
                mend = f"{near}Add it to municipalities.yaml, or correct it."
            self.reader.fault(Kind.PLAN, line, what, mend)
        elif not former and not self._is_on_map(known):
            day = self.start if known.ended_by(self.start) else self.last
            fit = [e.number for e in places.instead_of(number, day) if self._is_on_map(e)]
            mend = f"Write {_quoted(fit)}." if fit else "Take it out, or move the dates."
            what = f"{number} {known.name} is not on the map while this plan goes on"
            self.reader.fault(Kind.PLAN, line, what, mend)
        else:
            return True
        return False

    def _is_on_map(self, known: Municipality) -> bool:
        return not known.ended_by(self.start) and known.valid_from <= self.last

    def _breaks(self) -> tuple[tuple[date, date], ...]:
        weeks: Iterable[int] = PAUSE_WEEKS
        if "pause_weeks" in self.found:
            nodes = self.reader.items(self.found["pause_weeks"], "pause_weeks", 0, 53)
            weeks = [self.reader.number(each, "pause_weeks", 1, 53) for each in nodes]
        return break_weeks(weeks, self.start, self.last) if self.start > date.min else ()

    def _in_time(self, library: Library) -> None:
        """Note a warning if there is not enough time for the lessons between start and done_by."""
        if self.done_by is None:
            return
        lessons = len(library.courses[self.plan.course].lessons)
        day = done_on(self.plan, lessons, self.start, Calendar(public_holidays()))
        if day is not None and day <= self.done_by:
            return
        ends = f"the last comes on {day}" if day else "there is never a day for the last"
        what = f"{lessons} lessons, {self.plan.every_days} days apart, don't fit: {ends}"
        mend = "Start earlier, choose fewer `every_days` or pauses, or move `done_by`."
        self.reader.fault(Kind.LATE_PLAN, self.line_of("done_by"), what, mend)


def _known(courses: Iterable[str]) -> str:
    return f"Known here: {', '.join(f'`{each}`' for each in courses) or 'none'}."


def _quoted(numbers: Iterable[str]) -> str:
    return " or ".join(f'"{each}"' for each in numbers)
