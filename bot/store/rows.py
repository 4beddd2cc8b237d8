"""Documents as rows: encoded once, with the fields that they can be found by beside the body."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final, TypeVar, cast

import orjson

from bot.core import values
from bot.core.documents import COLLECTIONS
from bot.core.values import Document
from bot.errors import UNREADABLE, StoreUnusable
from bot.ports import Doc

T = TypeVar("T")
StoredRow = tuple[Any, ...]
"""(key, body as JSON bytes, then one text or None for each of the shape's fields)."""

ALL: Final = -1  # every bit set: all fields of the row differ, or may differ
KIND: Final = re.compile(r"(?!sqlite_)[a-z_][a-z0-9_]{0,60}", re.ASCII)
# However short it is, what orjson returns holds on to 4 KB. Rows stay in memory, so they are
# copied. The line feed ensures a real copy, which leaves it out: a full slice would copy nothing.
ENCODING: Final = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE
MOST: Final = 1_000  # documents in one page


class Shape:
    """The columns of a kind's rows: key and body, the declared index fields, and the moment if the
    kind has one. Raises ValueError for a name that cannot be a kind's."""

    def __init__(self, kind: str) -> None:
        if not KIND.fullmatch(kind):
            raise ValueError(f"{kind!r} cannot name a kind of documents")
        self.kind = kind
        declared = COLLECTIONS.get(kind)
        self.indexes = declared.indexes if declared else ()
        self.moment = declared.moment if declared else ""
        self.pairs = declared.pairs if declared else ()
        self.since = declared.since if declared else ()
        own = (self.moment,) if self.moment else ()
        self.moments = tuple(dict.fromkeys([*own, *(moment for _, moment in self.since)]))
        self.fields = self.indexes + self.moments
        self.place = {field: n for n, field in enumerate(self.fields, start=2)}

    def row(self, key: str, doc: Doc | Document) -> StoredRow:
        """The document as a row. Raises TypeError or ValueError if it is not JSON."""
        if not key.isascii():
            key.encode()  # a lone surrogate must fail here, where it harms only its own change
        value_of: Callable[[str], object]
        if isinstance(doc, dict):
            body, value_of = orjson.dumps(doc, option=ENCODING)[:-1], doc.get
        else:
            body, value_of = values.encode(doc), partial(getattr, doc)
        if not self.fields:
            return (key, body)
        found = [_text(value_of(field)) for field in self.indexes]
        found += [_text(value_of(field)) or None for field in self.moments]  # "" is no moment
        return (key, body, *found)

    def changed(self, old: StoredRow, new: StoredRow) -> int:
        """The fields that differ, as a bit mask."""
        if old[2:] == new[2:]:
            return 0
        return sum(1 << n for n in range(len(self.fields)) if old[n + 2] != new[n + 2])

    def moment_place(self) -> int:
        """The position of the moment in a row. Raises ValueError if the kind has none."""
        if not self.moment:
            raise ValueError(f"{self.kind} have no moment to be due by")
        return self.place[self.moment]

    def check_search(self, fields: dict[str, str], limit: int) -> None:
        """Raise ValueError unless these fields are declared and the page's size is allowed."""
        if not fields or not set(fields) <= set(self.indexes):
            raise ValueError(f"{self.kind} are found by {self.indexes}, not by {tuple(fields)}")
        if not all(isinstance(value, str) for value in fields.values()):
            raise ValueError("fields are found by text")
        check_limit(limit)

    def check_since(self, moment: str, fields: dict[str, str], limit: int) -> None:
        """Raise ValueError unless the first field is declared with this moment, and the rest may be
        asked for."""
        self.check_search(fields, limit)
        if (next(iter(fields)), moment) not in self.since:
            raise ValueError(f"{self.kind} are not found by {tuple(fields)} and {moment}")

    def ordered(self, fields: dict[str, str]) -> list[tuple[str, str]]:
        """The given fields with the most selective first: a declared pair, or else in the order of
        declaration."""
        for pair in self.pairs:
            if fields.keys() >= set(pair):
                rest = [each for each in fields.items() if each[0] not in pair]
                return [*((field, fields[field]) for field in pair), *rest]
        return [(field, fields[field]) for field in self.indexes if field in fields]


@lru_cache(maxsize=256)
def shape_of(kind: str) -> Shape:
    """The shape of this kind. Raises ValueError for a name that cannot be a kind's."""
    return Shape(kind)


def check_limit(limit: int) -> None:
    """Raise ValueError unless a page may have this many documents."""
    if not 1 <= limit <= MOST:
        raise ValueError(f"limit is 1-{MOST}, not {limit}")


def decode(row: StoredRow) -> Doc:
    """The row's document. Raises `StoreUnusable` if it is not JSON."""
    try:
        return cast(Doc, orjson.loads(row[1]))
    except orjson.JSONDecodeError as error:
        why = "a document in it is damaged"
        raise StoreUnusable(path="The store", why=why, mend="Restore a backup.") from error


def read(kind: type[T], row: StoredRow) -> T:
    """The row's document as a value of the type `kind`. Raises one of `bot.errors.UNREADABLE` if it
    is not one, and `StoreUnusable` if it is not JSON."""
    try:
        return values.decode(kind, row[1])
    except UNREADABLE:
        decode(row)  # whether it is JSON at all
        raise


def _text(value: object) -> str | None:
    if type(value) is str:
        return value
    return str(value) if isinstance(value, str) else None
