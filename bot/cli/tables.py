"""Reports as text: aligned tables for a terminal, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions.figures.recall import MunicipalityRecall
from bot.core.figures.report import ReportRow, share, shown_together
from bot.core.figures.report_detail import Detail, Item, Week
from bot.core.figures.units import UnitFigures
from bot.core.visible_text import visible

Cell = str | int | None
Line = Sequence[Cell]
Counted = ReportRow | Week | UnitFigures
HIDDEN: Final = "–"
NOWHERE: Final = "(municipality not known)"
BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # these in full width too

_ROW: Final = ("number", "name", "people", "started", "lessons_completed", "completed")
_DETAIL: Final = ("what", "id", "title", "people", "started", "lessons_completed", "completed")
_MORE: Final = ("on_roster", "reached", "erased")


@dataclass(frozen=True, slots=True)
class Columns:
    """More columns of a list of municipalities: their head, and the cells of a row by number."""

    head: tuple[str, ...]
    cells: Callable[[str], Line]


NO_COLUMNS: Final = Columns((), lambda _: ())
_HAPPENED: Final = ("people", "started", "lessons", "whole course")
_HEAD: Final = (
    *("number", "name", "people", "started", "", "lessons", "whole course", ""),
    *("on roster", "reached", ""),
)


def list_text(table: Sequence[ReportRow], minimum: int) -> str:
    """Every municipality, and the sum of those that are shown; then the same by course."""
    rows = [*table, shown_together(table)]
    names = [each.name or NOWHERE for each in table] + ["shown together"]
    named = list(zip(names, rows, strict=True))
    lines = [_row_cells(each.number, name, each) for name, each in named]
    parts = [aligned([_HEAD, *lines]), *_by_course(named)]
    return "\n".join(parts) + (_note(minimum) if rows[-1].suppressed else "") + _erased(rows[-1])


def _by_course(rows: Sequence[tuple[str, ReportRow]]) -> Iterator[str]:
    """A table for each course."""
    for n, course in enumerate(rows[-1][1].courses):
        head = ("number", course.id, "people", "started", "", "whole course", "")
        lines = [
            (
                row.number,
                name,
                row.people,
                each.started,
                _per_cent(each.started, row.people),
                each.completed,
                _per_cent(each.completed, row.people),
            )
            for name, row in rows
            for each in row.courses[n : n + 1]
        ]
        yield aligned([head, *lines])


def detail_text(found: Detail, minimum: int) -> str:
    """One municipality: its figures, then by lesson, by course, by week and by unit."""
    row = found.row
    course_ids = [each.id for each in found.weeks[0].courses] if found.weeks else []
    parts = [
        f"{row.number} {row.name or NOWHERE}\n",
        aligned([_HEAD[2:], _row_cells("", "", row)[2:]]),
        aligned([("lesson", "title", "started", "passed"), *map(_item_cells, found.lessons)]),
        aligned([("course", "title", "started", "whole course"), *map(_item_cells, found.courses)]),
        aligned(
            [
                ("week", "from", *_HAPPENED, *course_ids),
                *(
                    (each.week, str(each.monday), *_main(each), *_passed(each))
                    for each in found.weeks
                ),
            ]
        ),
    ]
    if found.units:
        lines = [_row_cells("", each.unit, each)[1:] for each in found.units]
        parts.append(aligned([("unit", *_HEAD[2:]), *lines]))
    every: tuple[Counted, ...] = (row, *found.weeks, *(found.units or ()))
    hidden = any(each.suppressed for each in every)
    return "\n".join(parts) + (_note(minimum) if hidden else "") + _erased(row)


def _passed(week: Week) -> tuple[Cell, ...]:
    return tuple(each.completed for each in week.courses)


def _erased(row: ReportRow) -> str:
    """What reports with dates say of those who are in them without a person."""
    n = row.erased or 0
    return f"Of the people, {n} have erased their data since.\n" if n else ""


def list_csv(table: Sequence[ReportRow], more: Columns = NO_COLUMNS) -> str:
    """One line for each municipality. Each course has two columns of its own."""
    courses = [each.id for row in table[:1] for each in row.courses]
    head = [f"{id}_{what}" for id in courses for what in ("started", "completed")]
    lines = [
        (
            each.number,
            each.name or "",
            *_main(each),
            _yes(each.suppressed),
            *(getattr(each, name) for name in _MORE),
            *(n for course in each.courses for n in (course.started, course.completed)),
            *more.cells(each.number),
        )
        for each in table
    ]
    return as_csv([(*_ROW, "suppressed", *_MORE, *head, *more.head), *lines])


def detail_csv(found: Detail, more: Sequence[Line] = ()) -> str:
    """One line for each lesson, course, week, course in a week, and unit. For a lesson, `completed`
    counts those who passed it. `more` are lines of what has columns of its own after these: their
    head first, then for each what it is, its id and title, whether it is hidden, and its cells."""
    row = found.row
    lines: list[Line] = [_csv_line("municipality", row.number, row.name or "", row)]
    for what, items in (("lesson", found.lessons), ("course", found.courses)):
        for each in items:
            figures = (each.people, each.started, None, each.completed)
            lines.append((what, each.id, _title(each), *figures, _yes(each.suppressed)))
    for week in found.weeks:
        lines.append(_csv_line("week", week.week, str(week.monday), week))
        lines += _course_lines("course of a week", week.week, week)
    for unit in found.units or ():
        lines.append(_csv_line("unit", unit.unit, "", unit))
        lines += _course_lines("course of a unit", unit.unit, unit)
    own, *others = more or ((),)
    between, after = [""] * (len(_DETAIL) - 3), [""] * len(_MORE)
    lines += [(*e[:3], *between, e[3], *after, *e[4:]) for e in others]
    head = (*_DETAIL, "suppressed", *_MORE, *own)
    return as_csv([head, *((*each, *[""] * (len(head) - len(each))) for each in lines)])


def _csv_line(what: str, id: str, title: str, row: Counted) -> Line:
    more = (getattr(row, name, None) for name in _MORE)
    return what, id, title, *_main(row), _yes(row.suppressed), *more


def _course_lines(what: str, id: str, row: Counted) -> Iterator[Line]:
    hidden = _yes(row.suppressed)
    for each in row.courses:
        yield what, id, each.id, row.people, each.started, None, each.completed, hidden


def _main(row: Counted) -> tuple[Cell, Cell, Cell, Cell]:
    return row.people, row.started, row.lessons_completed, row.completed


def _row_cells(number: str, name: str, row: ReportRow | UnitFigures) -> Line:
    people, started, lessons, completed = _main(row)
    return (
        number,
        name,
        people,
        started,
        _per_cent(row.started, row.people),
        lessons,
        completed,
        _per_cent(row.completed, row.people),
        *_reached(row),
    )


def _reached(row: ReportRow | UnitFigures) -> tuple[Cell, Cell, Cell]:
    """Nothing where the roster says nothing of it, which need not be because it is hidden."""
    if row.on_roster is None:
        return "", "", ""
    return row.on_roster, row.reached, _per_cent(row.reached, row.on_roster)


def _item_cells(item: Item) -> Line:
    return item.id, _title(item), item.started, item.completed


def _title(item: Item) -> str:
    return item.title.to("nb") if item.title else ""


def _per_cent(part: int | None, people: int | None) -> str:
    return "" if part is None or not people else f"{share(part, people)} %"


def _note(minimum: int) -> str:
    return (
        f"{HIDDEN} hidden: fewer than {minimum} people, or a figure that would give such a group"
        " away. Sums are of what is shown.\n"
    )


def _yes(suppressed: bool) -> str:
    return "yes" if suppressed else ""


def aligned(lines: Iterable[Line]) -> str:
    """The lines in columns of the necessary width. The first two, and columns of words, are aligned
    to the left; figures are aligned to the right."""
    head, *body = [list(line) for line in lines]
    texts = [
        [HIDDEN if cell is None else visible(str(cell)) for cell in line] for line in (head, *body)
    ]
    widths = [max(len(line[n]) for line in texts) for n in range(len(head))]
    words = [any(isinstance(line[n], str) for line in body) for n in range(len(head))]
    words = [word and bool(head[n]) for n, word in enumerate(words)]
    return "".join(
        "  ".join(
            text.ljust(width) if word else text.rjust(width)
            for text, width, word in zip(line, widths, words, strict=True)
        ).rstrip()
        + "\n"
        for line in texts
    )


def as_csv(lines: Iterable[Line]) -> str:
    """CSV with semicolons, which a Norwegian Excel expects (its decimal separator is the comma). A
    hidden figure is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([_safe(cell) for cell in line] for line in lines)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    """Clean a text, and put an apostrophe before a text that a spreadsheet would run as a formula.
    https://owasp.org/www-community/attacks/CSV_Injection"""
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def recall_text(found: Sequence[MunicipalityRecall], minimum: int) -> str:
    """One line for each municipality and band of days since the lesson: answered, right, share."""
    head = ("number", "name", "days", "answered", "right", "share")
    return aligned([head, *_bands(found)]) + _note(minimum)


def recall_csv(found: Sequence[MunicipalityRecall]) -> str:
    head = ("number", "name", "days", "answered", "right", "share", "suppressed")
    return as_csv([head, *((*line, _yes(line[3] is None)) for line in _bands(found))])


def _bands(found: Sequence[MunicipalityRecall]) -> Iterator[Line]:
    for each in found:
        for band in each.bands:
            share = _per_cent(band.right, band.answered)
            yield each.number, each.name or "", band.days, band.answered, band.right, share
