"""What stands around the text of a cell and is no part of it: spaces, invisible characters, and the
quotation marks that programs write to keep a text a text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# They take no room: zero-width spaces and joiners, marks of direction, a stray byte order mark.
_NO_WIDTH: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0]"
)
_AS_TEXT: Final = re.compile(r'="(.*)"')  # ="0301", as programs write it for a spreadsheet
_MARKED: Final = re.compile(r"'(?=[\d=+@-])")  # '0301, as somebody types it there
_PAIRS: Final = {"'": "'", '"': '"', "‘": "’", "“": "”", "`": "`", "´": "´", "’": "’", "”": "”"}

_OPENING: Final = frozenset((*_PAIRS, "="))


def plain(cell: str) -> str:
    """The text of a cell: composed characters (NFC), single spaces, none around it, nothing that
    can't be seen, and no quotation marks around the whole. What can't be seen and might change
    what is read (a change of direction) stays if it stands inside the text: see `unseen`."""
    if cell.isascii() and cell.isprintable():
        return _unquoted(cell if cell.strip() == cell and "  " not in cell else _single(cell))
    text = _NO_WIDTH.sub("", cell)
    while text and _is_unseen(text[0]):
        text = text[1:]
    while text and _is_unseen(text[-1]):
        text = text[:-1]
    return _unquoted(_single(unicodedata.normalize("NFC", text)))


def unseen(text: str) -> str:
    """The first character that can't be seen, as "U+202E"; "" if there is none."""
    if text.isprintable():
        return ""
    found = next((each for each in text if _is_unseen(each) and not each.isspace()), "")
    return f"U+{ord(found):04X}" if found else ""


def _single(text: str) -> str:
    return " ".join(text.split())


def _is_unseen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn")


def _unquoted(text: str) -> str:
    if text[:1] not in _OPENING:
        return text
    if found := _AS_TEXT.fullmatch(text):
        return _unquoted(found[1].strip())
    inner = text[1:-1]
    if len(text) > 2 and _PAIRS.get(text[0]) == text[-1] and not {text[0], text[-1]} & {*inner}:
        return inner.strip()
    return _MARKED.sub("", text, count=1) if _MARKED.match(text) else text
