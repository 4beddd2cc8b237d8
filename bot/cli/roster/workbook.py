"""Reads a workbook (XLSX) as a text file is read: its values as text, from the first sheet that has
the headings of a roster."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from bot.core.people.municipalities import Municipalities
from bot.core.people.roster import RosterFault, quoted
from bot.core.people.roster_file import MOST_BYTES, Sheet, has_heading, read, read_table

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and a workbook with a password
_WORKBOOK: Final = "xl/workbook.xml"
_SHEETS: Final = "xl/worksheets/"
_MOST_UNPACKED: Final = 512 * 1024 * 1024  # bytes
# The library makes room for every cell between the first and the last, also for empty ones.
_FAR_OUT: Final = re.compile(rb'<c r="((?:[A-Z]{3,}|[D-Z][A-Z])\d+|[A-Z]+\d{6,})"')
_ERROR: Final = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*\st="e"')
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError),
    ValueError,
)

Table = list[list[str]]


def read_file(raw: bytes, map_: Municipalities, day: date) -> Sheet:
    """The rows and faults of a file, text or workbook. Raises nothing."""
    if len(raw) > MOST_BYTES or not raw.startswith((_ZIP, _OLE)):
        return read(raw, map_, day)
    if wrong := _wrong(raw):
        return Sheet(faults=[RosterFault(0, "", *wrong)])
    tables = _tables(raw)
    if tables is None:
        why = "it is a workbook that can't be read."
        return Sheet(faults=[RosterFault(0, "", why, 'Save it anew, or as "CSV UTF-8".')])
    return _read(tables, map_, day)


def _read(tables: Sequence[tuple[str, Table]], map_: Municipalities, day: date) -> Sheet:
    name, table = next((each for each in tables if has_heading(each[1])), tables[0])
    sheet = read_table(table, map_, day)
    others = [quoted(other) for other, _ in tables if other != name]
    if others:
        sheet.notes.append(f"only the sheet {quoted(name)} is read, not {', '.join(others)}")
    return sheet


def _wrong(raw: bytes) -> tuple[str, str] | None:
    """Why it is not read at all, and how to mend it."""
    if raw.startswith(_OLE):
        why = "it is an old workbook (.xls), or has a password."
        return why, "Save it as .xlsx without a password."
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return _wrong_inside(packed)
    except _DAMAGED:
        return "it is a damaged workbook.", 'Save it anew, or as "CSV UTF-8".'


def _wrong_inside(packed: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = packed.infolist()
    if _WORKBOOK not in packed.namelist():
        return "it is packed, and no workbook (.xlsx).", 'Save it as .xlsx or "CSV UTF-8".'
    if sum(each.file_size for each in parts) > _MOST_UNPACKED:
        return "it is too large when it is unpacked.", "Is it the right file?"
    sheets = (packed.read(each) for each in parts if each.filename.startswith(_SHEETS))
    return next(filter(None, map(_wrong_cell, sheets)), None)


def _wrong_cell(sheet: bytes) -> tuple[str, str] | None:
    if far := _FAR_OUT.search(sheet):
        return f"a cell stands far out ({far[1].decode()}).", "Delete what stands beyond the list."
    # The library reads it as an empty cell, and people would be moved out of their units.
    if error := _ERROR.search(sheet):
        return f"the cell {error[1].decode()} is an error of the spreadsheet.", "Mend it there."
    return None


def _tables(raw: bytes) -> list[tuple[str, Table]] | None:
    """The sheets that can be seen and have something in them; None if nothing can be read."""
    # Only this needs the library, which is not loaded for every command.
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            seen = [e.name for e in book.sheets_metadata if e.visible == SheetVisibleEnum.Visible]
            found = [(each, _table(book.get_sheet_by_name(each))) for each in seen]
    except (CalamineError, OSError, ValueError):
        return None
    return [each for each in found if each[1]] or found[:1] or None


def _table(sheet: Any) -> Table:
    return [[_text(each) for each in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: Any) -> str:
    """A number without decimals is written without: 1506, not 1506.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)
