"""The text of a report that somebody downloaded: its encoding, its lines and its cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from typing import Final

from bot.core.text_files.cells import plain
from bot.core.text_files.damage import damage
from bot.core.text_files.decoding import BadText, decode

MOST_BYTES: Final = 4 * 1024 * 1024  # a meeting of 5,000 takes about half of it
LONGEST_LINE: Final = 8_000  # characters
_LINE: Final = re.compile(r"\r\n|\n|\r")
_SEPARATORS: Final = ("\t", ";", ",")
Cells = list[str]


class BadReport(ValueError):
    """A file or row that can't be understood. Its arguments are two sentences that quote nothing:
    why, and how to mend it."""


def lines_of(raw: bytes) -> list[str]:
    """The lines of a file in UTF-16, UTF-8 or Windows-1252. Raises `BadReport`."""
    if len(raw) > MOST_BYTES:
        raise BadReport("it is larger than 4 MB.", "Is it the right file?")
    if raw.startswith(b"PK"):
        raise BadReport("it is a workbook.", "Take the CSV file as Teams gave it.")
    try:
        text = decode(raw)
    except BadText as bad:
        line, why, mend = bad.args
        raise BadReport(f"in row {line}, {why}" if line else why, mend) from None
    if any(each < " " and each not in "\t\r\n" for each in text):
        raise BadReport("it is no text.", "Take the CSV file as Teams gave it.")
    lines = _LINE.split(text)
    if not any(each.strip() for each in lines):
        raise BadReport("it is empty.", "Download it again, after the meeting.")
    return lines


def separator_of(heading: str, meaning: Callable[[str], str]) -> str:
    """The separator with which most headings mean something."""

    def known(separator: str) -> tuple[int, int]:
        try:
            names = cells(heading, separator)
        except BadReport:
            return 0, 0
        return sum(bool(meaning(each)) for each in names), len(names)

    return max(_SEPARATORS, key=known)


def cells(line: str, separator: str) -> Cells:
    """The cells of a line. Raises `BadReport`, also for letters that are broken. Teams writes no
    quotation marks around cells between tabs, so that one in a name is part of it."""
    if len(line) > LONGEST_LINE:
        raise BadReport("it is too long.", "Take the CSV file as Teams gave it.")
    if not line.isascii() and (wrong := damage(line)):
        raise BadReport(*wrong)
    if separator == "\t":
        return [plain(each).strip('"') for each in line.split("\t")]
    try:
        (found,) = csv.reader([line], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        why = "a quotation mark is open, or in the wrong place."
        raise BadReport(why, "Take the CSV file as Teams gave it.") from None
    return [plain(each) for each in found]
