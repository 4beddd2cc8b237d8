"""Reads what buttons send. It may be forged like any input, so types and lengths are checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
_MOST: Final = 1_000_000


def identifier(data: Mapping[str, Any], name: str) -> str | None:
    """An id (1-64 letters, digits, "_", "." or "-"), or None for anything else."""
    value = data.get(name)
    return value if isinstance(value, str) and _ID.match(value) else None


def number(data: Mapping[str, Any], name: str) -> int | None:
    """An integer from 0 to 1,000,000; None for anything else."""
    value = data.get(name)
    return value if type(value) is int and 0 <= value <= _MOST else None


def text(data: Mapping[str, Any], name: str, most: int) -> str | None:
    """A text, truncated to `most` characters; None for anything else."""
    value = data.get(name)
    return value[:most] if isinstance(value, str) else None
