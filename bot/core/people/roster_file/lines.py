"""The lines of a text file as rows of cells.

A row is one line, so that a missing quotation mark only affects its own row, not the rest of the
file; but an address of several lines in quotation marks is part of its row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.people.roster import BadCell, quoted
from bot.core.people.roster_file.headings import Heading, heading_of

LONGEST_LINE: Final = (
    32_000  # characters; a row of a directory with its licences has a few thousand
)
MOST_LINES: Final = 8  # of one row
_DELIMITERS: Final = (";", ",", "\t")
_LINE: Final = re.compile(r"\r\n|\n|\r")
_SEPARATOR: Final = re.compile(r'\s*"?sep=.?"?[;,\s]*', re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """`number` is as in a spreadsheet, with the first line as 1. `wrong` is what is wrong with the
    row as such: why, and how to mend it."""

    number: int
    cells: list[str]
    wrong: tuple[str, str] | None = None

    @property
    def said(self) -> bool:
        return self.wrong is not None or any(map(str.strip, self.cells))


def rows_of(text: str) -> tuple[Heading, list[Row]]:
    """The heading and the rows under it. Raises `BadCell` if there is no heading."""
    lines = ["" if _SEPARATOR.fullmatch(each) else each for each in _LINE.split(text)]
    tried = [heading_of(_tops(lines, each), quiet=True) for each in _DELIMITERS]
    known = [heading.known for _, heading in tried]
    best = known.index(max(known))
    delimiter, (number, heading) = _DELIMITERS[best], tried[best]
    heading_of(_tops(lines, delimiter))  # raises if there is none
    return heading, list(_rows(lines, number, delimiter, len(heading.columns)))


def _tops(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The first lines, among which the heading is."""
    tops = []
    for line in lines[:40]:
        try:
            tops.append(_cells(line, delimiter))
        except BadCell:
            tops.append([])
    return tops


def _rows(lines: Sequence[str], first: int, delimiter: str, width: int) -> Iterator[Row]:
    n = first
    while n < len(lines):
        row, taken = _row(lines, n, delimiter, width)
        if row.wrong is None and any(row.cells[width:]):
            mend = f'Write "..." around a cell that has {quoted(delimiter)} in it.'
            row.wrong = ("it has more cells than the heading.", mend)
        yield row
        n += taken


def _row(lines: Sequence[str], n: int, delimiter: str, width: int) -> tuple[Row, int]:
    """The row that begins on this line, and how many lines it has."""
    try:
        return Row(n + 1, _cells(lines[n], delimiter)), 1
    except BadCell as bad:
        for more in range(2, MOST_LINES + 1) if lines[n].count('"') % 2 else ():
            joined = "\n".join(lines[n : n + more])
            if joined.count('"') % 2 == 0 and n + more <= len(lines):
                found = _joined(joined, delimiter, width)
                if found:
                    return Row(n + 1, found), more
                break
        return Row(n + 1, [], (bad.args[0], bad.args[1])), 1


def _joined(text: str, delimiter: str, width: int) -> list[str]:
    """The cells of a row of several lines; [] if it is no whole row."""
    try:
        cells = _cells(text, delimiter)
    except BadCell:
        return []
    return cells if len(cells) == width else []


def _cells(line: str, delimiter: str) -> list[str]:
    if len(line) > LONGEST_LINE:
        why = f"it has {len(line)} characters."
        raise BadCell(why, "Is a quotation mark missing, or is it not a roster?")
    if '"' not in line:
        return line.split(delimiter)
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        why = "a quotation mark is open, or in the wrong place."
        raise BadCell(why, 'Write "..." around the whole cell, and "" for one inside it.') from None
    return cells
