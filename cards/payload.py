"""Reading back what buttons send: as hostile as any input, so types and lengths are checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
_MOST: Final = 1_000_000


def identifier(data: Mapping[str, Any], name: str) -> str | None:
    """An id as the content files have them, or None."""
    value = data.get(name)
    return value if isinstance(value, str) and _ID.match(value) else None


def number(data: Mapping[str, Any], name: str) -> int | None:
    """A small whole number, not negative; None for anything else."""
    value = data.get(name)
    return value if type(value) is int and 0 <= value <= _MOST else None


def text(data: Mapping[str, Any], name: str, most: int) -> str | None:
    """A text, or None; what is longer than `most` is cut."""
    value = data.get(name)
    return value[:most] if isinstance(value, str) else None
