"""Letters that were lost or changed before the text came here, known by what is left of them."""

from __future__ import annotations

import re
from typing import Final

_MEND: Final = 'Export it anew, as "CSV UTF-8", or write the word again.'
# What a Norwegian text may have beside ASCII, with the letters of the Sami languages.
_OURS: Final = "æøåÆØÅéèêëäöüÄÖÜÉáàâíóòôúçñšžŠŽčČđĐŋŊŧŦ–—‘’“”…«»·§°´\xa0ÃÂ"
# Letters that read as others by accident: "Å " before a no-break space is no "Š".
_ACCIDENTS: Final = frozenset(("Å\xa0", "Â", "Ã"))
_WORD_LETTER: Final = r"[^\W\d_]"


def _as(encoding: str, char: str) -> str:
    """UTF-8, read in another encoding. What Windows-1252 has no character for is a control code."""
    raw = char.encode()
    return "".join(bytes([each]).decode(encoding, "ignore") or chr(each) for each in raw)


_MEANT: Final = {
    read: char
    for encoding in ("mac_roman", "cp850", "cp1252", "latin-1")
    for char in _OURS
    if (read := _as(encoding, char)) not in _ACCIDENTS
}
_MISREAD: Final = re.compile("|".join(map(re.escape, sorted(_MEANT, key=len, reverse=True))))
_LOST: Final = re.compile("[\ufffd\udc80-\udcff]")
_QUESTION: Final = re.compile(rf"(?<={_WORD_LETTER})\?(?={_WORD_LETTER})")
# Signs that one encoding has where another has å, æ or ø: no word has them.
_NO_WORD: Final = re.compile(
    rf"(?<={_WORD_LETTER})[†‡›‹¯¿¾½¼¸¤¦¬√∏∂≈├┤┬┼╣║°µ®„‚•{{}}\\](?={_WORD_LETTER})"
    rf"|(?<={_WORD_LETTER})‘(?=[a-zæøå])"
    rf"|[¯¿¾†‡›¸¤¦¬√∏├┤┬┼](?={_WORD_LETTER})"
    rf"|(?<={_WORD_LETTER})[¯¾†‡‹¤¦¬√∏├┤┬┼]"
    r"|(?<=[a-zæøå])[ÕÂÊŒÃŽ](?=[a-zæøå])"
)
_SUSPECT: Final = re.compile(r"[?&+%={}\\]")  # all that can be wrong with ASCII
_CODED: Final = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{3,8});|\+A[M-P][A-Za-z0-9]-|[%=]C3[%=][89AB][0-9A-F]",
    re.IGNORECASE,
)


def misread_letters(text: str) -> str:
    """The first letter that is UTF-8 and was read as something else, as in "SkÃ¥la", or that was
    lost; "" if there is none."""
    found = None if text.isascii() else _MISREAD.search(text) or _LOST.search(text)
    return found[0] if found else ""


def is_broken(text: str) -> bool:
    """Whether there is a byte in it that is none of its encoding, as `decode` leaves them."""
    return not text.isascii() and _LOST.search(text) is not None


def damage(text: str) -> tuple[str, str] | None:
    """What is wrong with the letters of a text, and how to mend it; None for nothing. Quotes only
    the letters in question."""
    if text.isascii() and not _SUSPECT.search(text):
        return None
    if _LOST.search(text):
        return "a letter in it is broken.", _MEND
    if _CODED.search(text):
        return "a letter in it is written as a code.", _MEND
    if _QUESTION.search(text):
        return "a letter has become a question mark.", _MEND
    if found := _MISREAD.search(text):
        return f"'{found[0]}' is probably '{_MEANT[found[0]]}', read wrongly.", _MEND
    if found := _NO_WORD.search(text):
        return f"'{found[0]}' is probably a letter that was read wrongly.", _MEND
    return None
