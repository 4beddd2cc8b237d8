"""Reports as text: aligned tables for a terminal, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.actions.figures.recall import MunicipalityRecall
from bot.core.figures.report import ReportRow, share, shown_together
from bot.core.figures.report_detail import Detail, Item, Week

Cell = str | int | None
Line = Sequence[Cell]
HIDDEN: Final = "–"
NOWHERE: Final = "(municipality not known)"
BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

_ROW: Final = ("number", "name", "people", "started", "lessons_completed", "completed")
_DETAIL: Final = ("what", "id", "title", "people", "started", "lessons_completed", "completed")


def list_text(table: Sequence[ReportRow], minimum: int) -> str:
    """Every municipality, and the sum of those that are shown."""
    total = shown_together(table)
    head = ("number", "name", "people", "started", "", "lessons", "completed", "")
    lines = [_row_cells(each.number, each.name or NOWHERE, each) for each in table]
    lines.append(_row_cells("", "shown together", total))
    note = _note(minimum) if total.suppressed else ""
    return aligned([head, *lines]) + note


def detail_text(found: Detail, minimum: int) -> str:
    """One municipality: its figures, then by lesson, by course and by week."""
    row = found.row
    parts = [
        f"{row.number} {row.name or NOWHERE}\n",
        aligned([("people", "started", "lessons", "completed"), _main(row)]),
        aligned([("lesson", "title", "started", "passed"), *map(_item_cells, found.lessons)]),
        aligned([("course", "title", "started", "completed"), *map(_item_cells, found.courses)]),
        aligned(
            [
                ("week", "from", "people", "started", "lessons", "completed"),
                *((each.week, str(each.monday), *_main(each)) for each in found.weeks),
            ]
        ),
    ]
    hidden = row.suppressed or any(each.suppressed for each in found.weeks)
    return "\n".join(parts) + (_note(minimum) if hidden else "")


def list_csv(table: Sequence[ReportRow]) -> str:
    lines = [(each.number, each.name or "", *_main(each), _yes(each.suppressed)) for each in table]
    return as_csv([(*_ROW, "suppressed"), *lines])


def detail_csv(found: Detail) -> str:
    """One line for each lesson, course and week. For a lesson, `completed` counts those who passed
    it."""
    row = found.row
    lines: list[Line] = [
        ("municipality", row.number, row.name or "", *_main(row), _yes(row.suppressed))
    ]
    for what, items in (("lesson", found.lessons), ("course", found.courses)):
        for each in items:
            figures = (each.people, each.started, None, each.completed)
            lines.append((what, each.id, _title(each), *figures, _yes(each.suppressed)))
    lines += [
        ("week", each.week, str(each.monday), *_main(each), _yes(each.suppressed))
        for each in found.weeks
    ]
    return as_csv([(*_DETAIL, "suppressed"), *lines])


def _main(row: ReportRow | Week) -> tuple[Cell, Cell, Cell, Cell]:
    return row.people, row.started, row.lessons_completed, row.completed


def _row_cells(number: str, name: str, row: ReportRow) -> Line:
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
    )


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
    texts = [[HIDDEN if cell is None else str(cell) for cell in line] for line in (head, *body)]
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
    """Put an apostrophe before a text that a spreadsheet would run as a formula.
    https://owasp.org/www-community/attacks/CSV_Injection"""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


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
