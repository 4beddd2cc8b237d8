"""Reads a roster file into rows, and reports all faults at once, each with its row and column.

The file comes from somebody's spreadsheet, directory or personnel system, and is not trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.core.people.municipalities import Municipalities
from bot.core.people.roster import BadCell, RosterFault, quoted
from bot.core.people.roster_file.headings import Heading, heading_of
from bot.core.people.roster_file.lines import LONGEST_LINE, Row, rows_of
from bot.core.people.roster_file.repeats import compare
from bot.core.people.roster_file.rows import RowReader
from bot.core.people.roster_file.sheet import Sheet
from bot.core.text_files.damage import is_broken
from bot.core.text_files.decoding import BadText, decode

__all__ = ["LONGEST_LINE", "MOST_BYTES", "Sheet", "has_heading", "read", "read_table"]

MOST_BYTES: Final = 64 * 1024 * 1024


def read(raw: bytes, map_: Municipalities, day: date) -> Sheet:
    """The rows and faults of a text file: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or
    tabs. Municipalities are looked up on the map of `day`. Raises nothing."""
    if len(raw) > MOST_BYTES:
        return _refused(0, "it is larger than 64 MB.", "Is it the right file?")
    try:
        text = decode(raw)
        heading, rows = rows_of(text)
    except BadText as bad:
        return _refused(*bad.args)
    except BadCell as bad:
        return _refused(0, *bad.args)
    return _read(heading, rows, map_, day, broken=is_broken(text))


def read_table(table: Sequence[Sequence[str]], map_: Municipalities, day: date) -> Sheet:
    """The same of a table that was read from a workbook, row by row from its first. Raises
    nothing."""
    try:
        number, heading = heading_of(table)
    except BadCell as bad:
        return _refused(0, *bad.args)
    rows = [Row(n, list(row)) for n, row in enumerate(table[number:], start=number + 1)]
    return _read(heading, rows, map_, day)


def has_heading(table: Sequence[Sequence[str]]) -> bool:
    """Whether it is the table of a roster."""
    try:
        heading_of(table)
    except BadCell:
        return False
    return True


def _refused(row: int, why: str, mend: str) -> Sheet:
    return Sheet(faults=[RosterFault(row, "", why, mend)])


def _read(
    heading: Heading, rows: Sequence[Row], map_: Municipalities, day: date, *, broken: bool = False
) -> Sheet:
    filled = [each for each in rows if each.said]
    heading = heading.for_rows([each.cells for each in filled])
    sheet = Sheet(lines=len(filled), unused=[quoted(each.name) for each in heading.unused])
    reader = RowReader(sheet, heading, map_, day, broken=broken)
    for each in filled:
        reader.take(each)
    reader.finish()
    if not sheet.lines:
        sheet.faults += _refused(0, "there is nobody in it.", "Put a row under the heading.").faults
    compare(sheet)
    return sheet
