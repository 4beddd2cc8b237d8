"""Text from outside, without what nobody can see: the one rule for names, titles, agendas, words.

A control character can move a terminal's cursor, a bidirectional override shows a text as another
one, and a zero-width character makes two different names look alike. The rule is applied where such
a text comes in, and again where it is shown, since earlier versions stored it as it came.
https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that show nothing
_GONE: Final = frozenset("\u034f\u17b4\u17b5")  # marks that show nothing
_JOINERS: Final = "\u200c\u200d"
# A joiner belongs in Persian, in Indic scripts and in an emoji of several: never beside a space, a
# sign, or a letter of Latin, Greek or Cyrillic. UAX #31, section 2.3, says where exactly.
_STRAY: Final = re.compile(f"(?<![\u0590-\u1cff\u2190-\U000fffff])[{_JOINERS}]+|[{_JOINERS}]+$")
_BEFORE_NOTHING: Final = re.compile(f"[{_JOINERS}]+(?![\u0590-\u1cff\u2190-\U000fffff])")
# What turns the text around it, moves a cursor, or hides: nothing that is shown has it, ever.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2061-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_STACKED: Final = re.compile(  # more accents on a letter than any language has, and selectors
    "([\u0300-\u036f]{4})[\u0300-\u036f]+|([\ufe00-\ufe0f])[\ufe00-\ufe0f]+"
)


def visible(text: str) -> str:
    """The text on one line, with single spaces; "" if nothing of it can be seen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = "".join(map(_shown, text))
    shown = without_hidden(_BEFORE_NOTHING.sub("", _STRAY.sub("", shown)))
    shown = " ".join(_STACKED.sub(r"\g<1>\g<2>", shown).split())
    return shown if any(unicodedata.category(each)[0] in "LNPS" for each in shown) else ""


def visible_lines(text: str) -> str:
    """The same in paragraphs: at most one empty line between two lines."""
    joined = "\n".join(map(visible, text.splitlines()))
    return re.sub(r"\n{2,}", "\n\n", joined).strip()


def without_hidden(text: str) -> str:
    """The text as it is, lines and spaces too, but without control characters, marks that change
    the direction of writing, and zero-width spaces."""
    return _HIDDEN.sub("", text)


def shortened(text: str, most: int) -> str:
    """The text in at most `most` characters, with an ellipsis for the rest."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _shown(each: str) -> str:
    """The character; a space for one that separates, "" for one that only formats."""
    if each.isprintable() and each not in _BLANK:
        return "" if each in _GONE else each
    if each in _JOINERS or "\U0001f000" <= each <= "\U0001faff":  # emoji newer than this Python
        return each
    match unicodedata.category(each):
        case "Cf" | "Cn":
            return ""
        case "Cs":
            return "\ufffd"
        case _:
            return " "
