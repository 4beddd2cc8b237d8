"""Checks a content directory, for those who write the content and those who run the bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.content.coverage import ContentCoverage, coverage
from bot.content.faults import ContentFault, Kind, Notes
from bot.content.loader import COURSES, HOME, gather
from bot.content.municipality_file import gather_municipalities
from bot.content.plan_file import gather_plans
from bot.content.savings_file import gather_assumptions
from bot.core.delivery.plans import Plan
from bot.core.languages import LANGUAGES
from bot.core.learning.lesson_documents import changed_without_version
from bot.core.learning.lessons import Lesson, Library
from bot.core.people.municipalities import Municipalities

_NOWHERE: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check. Faults stop the bot from starting, warnings don't. `library` has only
    the content without faults."""

    library: Library
    municipalities: Municipalities
    faults: tuple[ContentFault, ...]
    warnings: tuple[ContentFault, ...]
    coverage: tuple[ContentCoverage, ...]
    plans: tuple[Plan, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults


def check(
    directory: Path = HOME, *, today: date, stored: Iterable[dict[str, Any]] = ()
) -> CheckReport:
    """Read all content. `stored` has the lessons from the store (as `to_doc` makes them), if a
    store is available: a lesson that has changed since, but kept its version, is then a fault."""
    notes = Notes(today)
    library = gather(directory, notes)
    municipalities = gather_municipalities(directory, notes)
    plans = gather_plans(directory, notes, library, municipalities)
    gather_assumptions(directory, notes, municipalities)
    notes.all.extend(version_faults(library, stored, notes.versions))
    faults, warnings = notes.faults, notes.warnings
    return CheckReport(library, municipalities, faults, warnings, coverage(library), plans)


def version_faults(
    library: Library, stored: Iterable[dict[str, Any]], lines: Mapping[str, int] = _NOWHERE
) -> list[ContentFault]:
    """A fault for each lesson that differs from what the store has under the same version.

    `lines` has the line on which each lesson states its version, by lesson id, where known.
    """
    faults = []
    for doc in stored:
        lesson = library.lesson(str(doc.get("id")))
        if lesson and changed_without_version(lesson, doc):
            what = f"the lesson has changed, and its version is still {lesson.version}"
            mend = f"Write `version: {lesson.version + 1}`."
            line = lines.get(lesson.id, 1)
            faults.append(ContentFault(Kind.VERSION, _file(lesson), line, what, mend, lesson.id))
    return faults


def _file(lesson: Lesson) -> str:
    return f"{COURSES}/{lesson.course}/{lesson.id}.yaml"


def report_lines(report: CheckReport) -> list[str]:
    """The report as lines of plain English for a terminal: faults, warnings, coverage, summary."""
    lines: list[str] = []
    for title, faults in (("To mend", report.faults), ("Worth a look", report.warnings)):
        if faults:
            lines += [f"{title} ({len(faults)}):", *(f"  {each}" for each in faults), ""]
    lines += [*_table(report.coverage), ""]
    lines.append(_verdict(report))
    return lines


def _table(rows: tuple[ContentCoverage, ...]) -> list[str]:
    cells = [("course", "lesson", "version", "texts", *LANGUAGES)]
    for row in rows:
        shares = (f"{100 * there // row.total} %" for there in row.there)
        cells.append((row.course, row.lesson, str(row.version), str(row.total), *shares))
    widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]))]
    return [
        "  ".join(_cell(*pair, n) for n, pair in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in cells
    ]


def _cell(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column < 2 else text.rjust(width)


def _verdict(report: CheckReport) -> str:
    usable = ", ".join(
        (
            _counted(len(report.library.courses), "course", "courses"),
            _counted(len(report.library.current), "lesson", "lessons"),
            _counted(len(list(report.municipalities)), "municipality", "municipalities"),
            _counted(len(report.plans), "plan", "plans"),
        )
    )
    if report.ok:
        return f"The content is fine: {usable}."
    return f"{_counted(len(report.faults), 'thing', 'things')} to mend. Without fault: {usable}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
