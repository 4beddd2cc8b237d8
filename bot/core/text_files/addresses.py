"""E-mail addresses as people and programs write them into a cell."""

from __future__ import annotations

import re
from typing import Final

from bot.core.text_files.cells import plain

_PLAIN: Final = re.compile(r"[\w.+-]+@[\w.-]*\w", re.ASCII)
_PREFIX: Final = re.compile(r"(?:smtp|sips?|mailto|e-?mail|e-?post|upn):\s*", re.IGNORECASE)
_ANGLED: Final = re.compile(r"([^<>]*)<([^<>]*)>")  # Kari Nordmann <kari@x.no>
_ROUND: Final = re.compile(r"([^()]*)\(([^()]*)\)")  # Kari (kari@x.no), kari@x.no (Kari)
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\(([^()]*)\)")  # [kari@x.no](mailto:kari@x.no)
_AROUND: Final = " .,;"
_LAYERS: Final = 4
_SEVERAL: Final = re.compile(r"@.*[\s;,+/|].*@")


def address_of(cell: str) -> str:
    """The address in a cell, without what stands around it: "SMTP:kari@x.no", "mailto:kari@x.no",
    "Kari Nordmann <kari@x.no>", "'kari@x.no'". What is no single address is returned as it is, to
    be refused: nothing is guessed out of the middle of a text."""
    if _PLAIN.fullmatch(cell):
        return cell
    text = cell
    for _ in range(_LAYERS):
        before, text = text, _bare(text)
        if text == before:
            break
    return text


def is_several(text: str) -> bool:
    """Whether more than one address stands in it."""
    return _SEVERAL.search(text) is not None


def _bare(text: str) -> str:
    """Without one layer of what may stand around it."""
    text = _PREFIX.sub("", plain(text), count=1) if _PREFIX.match(plain(text)) else plain(text)
    for shape in (_LINK, _ANGLED, _ROUND):
        if found := shape.fullmatch(text):
            return _one_of(*found.groups()) or text
    return text.strip(_AROUND).partition("?")[0]


def _one_of(one: str, other: str) -> str:
    """That of two parts which is an address; "" if they are two different ones."""
    found = {address_of(each).casefold(): each for each in (one, other) if "@" in each}
    return next(iter(found.values())) if len(found) == 1 else ""
