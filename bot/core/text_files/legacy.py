"""Which of the encodings with one byte a character a file is in, by what its words would be.

Every file can be read as Windows-1252, MacRoman or as DOS text, and two of the three readings are
wrong. A reading counts only if each of its characters is one that could stand where it does:
"Sk†la" is no word, and nor is "SkÂla".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WINDOWS: Final = "cp1252"
OTHERS: Final = {"cp850": "DOS text", "cp865": "DOS text", "mac_roman": "MacRoman"}
_COMMON: Final = "åæøÅÆØáàäéèêëíïóòôöúùûüñçßÁÀÄÉÈÍÓÒÔÖÚÜÑÇ"
_LETTERS: Final = {
    WINDOWS: frozenset(_COMMON + "âãìîõýðþšžËÎÏÝÞÐŠŽ"),
    **dict.fromkeys(OTHERS, frozenset(_COMMON)),
}
_ALONE: Final = frozenset("åæøÅÆØÉÖÄàé")  # letters that are words
_ANYWHERE: Final = frozenset("’–—´\xa0\xad")
_BEFORE_WORD: Final = frozenset("‘“«")
_AFTER_WORD: Final = frozenset("”»…™©")
_BY_THEMSELVES: Final = frozenset("§°½¼²³€£®·±×•")
_SPACES: Final = bytes(32 if n <= ord(",") or n in b";\x7f" else n for n in range(256))
_WORD: Final = re.compile(r"[^\W\d_]+")


def tokens_of(raw: bytes) -> set[bytes]:
    """What stands between spaces and separators and is not ASCII, each once."""
    return {each for each in set(raw.translate(_SPACES).split()) if not each.isascii()}


def reads(token: bytes, encoding: str) -> bool:
    """Whether the token could be meant in this encoding."""
    try:
        text = unicodedata.normalize("NFC", token.decode(encoding))
    except UnicodeDecodeError:
        return False
    words = (found[0] for found in _WORD.finditer(text) if not found[0].isascii())
    return all(_is_word(each, encoding) for each in words) and _marks_fit(text)


def _is_word(word: str, encoding: str) -> bool:
    letters = [n for n, each in enumerate(word) if not each.isascii()]
    if any(word[n] not in _LETTERS[encoding] for n in letters):
        return False
    if len(word) == 1:
        return word in _ALONE
    return word.isupper() or all(_case_fits(word, n, encoding) for n in letters)


def _case_fits(word: str, n: int, encoding: str) -> bool:
    """Capitals begin words. In Windows-1252 they may stand inside one too: SkoleÅsen."""
    after = word[n + 1 : n + 2]
    if word[n].isupper():
        return n == 0 or (encoding == WINDOWS and (after.islower() or word[:n].isupper()))
    return encoding == WINDOWS or not after.isupper()


def _marks_fit(text: str) -> bool:
    return all(
        _mark_fits(each, text[n - 1 : n], text[n + 1 : n + 2])
        for n, each in enumerate(text)
        if not each.isascii() and not each.isalpha()
    )


def _mark_fits(mark: str, before: str, after: str) -> bool:
    return (
        mark in _ANYWHERE
        or (mark in _BEFORE_WORD and not before.isalnum())
        or (mark in _AFTER_WORD and not after.isalnum())
        or (mark in _BY_THEMSELVES and not before.isalpha() and not after.isalpha())
    )
