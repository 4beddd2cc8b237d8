"""Turns the bytes of a file into text, or says why it can't. What is not certain is refused, with
the line, since a wrong guess would be stored as people's names for places."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final

from bot.core.text_files.damage import misread_letters
from bot.core.text_files.legacy import OTHERS, WINDOWS, reads, tokens_of

_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE: Final = re.compile(rb"\r\n|\n|\r")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT: Final = 4096  # bytes, for the zeros of UTF-16
_MOST_ZEROS: Final = 0.3  # of the bytes in every other place
MEND: Final = 'Save it as "CSV UTF-8".'


class BadText(ValueError):
    """A file that can't be read. Its arguments are the line, counted from 1 (0: the whole file),
    and two sentences that quote nothing: why, and how to mend it."""


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, without its byte order mark and without
    what old programs write after the end (^Z, NUL).

    Broken bytes in a file that is otherwise UTF-8 are left in it as lone surrogates, which
    `bot.core.text_files.damage.damage` names. Raises `BadText` for a file in any other encoding,
    and for one that may be in several.
    """
    return _wide(raw) if _is_wide(raw) else _narrow(raw.rstrip(b"\0\x1a"))


def _is_wide(raw: bytes) -> bool:
    return raw.startswith((*_UTF_32, *_UTF_16)) or bool(_bare(raw))


def _bare(raw: bytes) -> str:
    """UTF-16 without a byte order mark is known by the zeros in ordinary letters."""
    start = raw[:_LOOKED_AT]
    for encoding, zeros, others in (
        ("utf-16-le", start[1::2], start[::2]),
        ("utf-16-be", start[::2], start[1::2]),
    ):
        if zeros.count(0) > _MOST_ZEROS * len(zeros) and others.count(0) * 9 < zeros.count(0):
            return encoding
    return ""


def _wide(raw: bytes) -> str:
    if raw.startswith(_UTF_32):
        raise BadText(0, "it is in UTF-32.", MEND)
    encoding = "utf-16" if raw.startswith(_UTF_16) else _bare(raw)
    try:
        return raw.decode(encoding).rstrip("\0\x1a")
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(encoding).count("\n") + 1
        raise BadText(line, "it is damaged UTF-16, or breaks off.", MEND) from None


def _narrow(raw: bytes) -> str:
    marked = raw.startswith(codecs.BOM_UTF8)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if marked or _is_broken_utf8(raw):
            return raw.decode("utf-8", "surrogateescape")
    return _legacy(raw)


def _is_broken_utf8(raw: bytes) -> bool:
    """Whether some of its letters are UTF-8 all the same."""
    return bool(misread_letters(raw.decode("latin-1")))


def _legacy(raw: bytes) -> str:
    """Windows-1252, if it reads so and in no other way."""
    if _CONTROL.search(raw):
        raise BadText(0, "it is no text.", "Is it the right file?")
    tokens = tokens_of(raw)
    unread = [each for each in tokens if not reads(each, WINDOWS)]
    fit = (each for each in OTHERS if all(reads(token, each) for token in tokens))
    others = " or ".join(dict.fromkeys(OTHERS[each] for each in fit))
    if not unread and not others:
        return raw.decode(WINDOWS)
    if unread and others:
        raise BadText(_line_of(raw, unread), f"the file is in {others}.", MEND)
    if unread:
        raise BadText(
            _line_of(raw, unread),
            "a letter is neither UTF-8 nor Windows-1252.",
            f"Is the file damaged there? {MEND}",
        )
    why = f"its letters can be read as Windows-1252 and as {others}."
    raise BadText(_line_of(raw, tokens), why, MEND)


def _line_of(raw: bytes, tokens: Iterable[bytes]) -> int:
    return len(_LINE.split(raw[: min(map(raw.index, tokens))]))
