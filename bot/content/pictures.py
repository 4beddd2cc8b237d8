"""Checks a lesson's picture: does it exist, is it a PNG, and is it small enough for a card?"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Final

FOLDER: Final = "pictures"  # beside the lesson files
NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.png")
# Teams shows images of at most 1024 x 1024 pixels and 1 MB:
# https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
WIDEST: Final = 1024
LARGEST: Final = 1_000_000  # bytes

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = struct.Struct(">I4sII")  # length, b"IHDR", width, height
_LAST: Final = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def picture_fault(path: Path) -> str:
    """Why Teams would not show the picture at `path`, or "" if it would."""
    try:
        if not path.is_file():
            return "there is no such picture"
        size = path.stat().st_size
        if size >= LARGEST:
            return f"the picture is {size:,} bytes, and must be under {LARGEST:,}"
        return _content_fault(path.read_bytes())
    except OSError as error:
        return f"the picture can't be read: {error.strerror or type(error).__name__}"


def _content_fault(raw: bytes) -> str:
    if not raw.startswith(_SIGNATURE) or len(raw) < len(_SIGNATURE) + _HEADER.size:
        return "this is not a PNG picture"
    length, chunk, width, height = _HEADER.unpack_from(raw, len(_SIGNATURE))
    if (length, chunk) != (13, b"IHDR") or 0 in (width, height):
        return "this is not a PNG picture"
    if max(width, height) > WIDEST:
        return f"the picture is {width} x {height} pixels, and {WIDEST} x {WIDEST} is the most"
    return "" if raw.endswith(_LAST) else "the picture breaks off before its end"
