"""Makes workbooks (XLSX), as small as Excel would open them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cell = str | float | bool | None
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden: str = "",
    merged: str = "",
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """Its bytes. `hidden` is the name of a hidden sheet; `merged` a range of the first sheet, as in
    "A1:E1"; `extra` are cells of the first sheet by their reference."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(names, hidden),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
        ),
    }
    for n, name in enumerate(names, start=1):
        more = (merged, extra or {}) if n == 1 else ("", {})
        parts[f"xl/worksheets/sheet{n}.xml"] = _sheet(sheets[name], *more)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, text in parts.items():
            packed.writestr(path, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_MEDIA}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MEDIA}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _book(names: Sequence[str], hidden: str) -> str:
    state = ' state="hidden"'
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        f"{state if name == hidden else ''}/>"
        for n, name in enumerate(names, start=1)
    )
    return (
        f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    )


def _sheet(rows: Sequence[Sequence[Cell]], merged: str, extra: Mapping[str, str]) -> str:
    lines = "".join(
        f'<row r="{n}">{"".join(_cell(f"{chr(65 + c)}{n}", v) for c, v in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    more = "".join(f"<row>{_cell(place, text)}</row>" for place, text in extra.items())
    joined = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    data = f"<sheetData>{lines}{more}</sheetData>"
    return f'<worksheet xmlns="{_SPREADSHEET}">{data}{joined}</worksheet>'


def _cell(place: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, str) and value.startswith("#"):
        return f'<c r="{place}" t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        return (
            f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        )
    return f'<c r="{place}"><v>{value}</v></c>'
