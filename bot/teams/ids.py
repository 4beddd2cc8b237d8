"""Ids from outside that become parts of an address: of a conversation, a message, a person."""

from __future__ import annotations

import re

# What Teams' ids are made of, without what ends or splits a path: / \ ? # % and blanks. Escaping
# alone would not do, since servers differ in when they decode %2F and %2E%2E.
_ID = re.compile(r"(?!\.{1,2}\Z)[!\"$&-.0->@-\[\]-~]{1,1000}")


def is_plain_id(id: str) -> bool:
    """Whether `id` may stand in a path, once escaped: printable ASCII, and no dot segment."""
    return _ID.fullmatch(id) is not None
