"""Shows the documents of a kind as the mappings that TinyDB works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, cast

import orjson

from bot.ports import Doc
from bot.store.changes import Change
from bot.store.rows import MOST, Shape, decode, shape_of
from bot.store.tinydb.base import TinyBase
from bot.store.tinydb.rows import Reader


class Scanning(Change):
    """A change that can also go through all documents of a kind, which the port does not allow."""

    __slots__ = ()

    def scan(self, kind: str) -> Iterator[tuple[str, Doc]]:
        """Every document of a kind: for a technician's queries, never for a turn."""
        newest = {key: write[0] for layer in self._layers(kind) for key, write in layer.items()}
        for row in cast(TinyBase, self._base).all(shape_of(kind)):
            if row[0] not in newest:
                yield row[0], decode(row)
        for key, own in sorted(newest.items()):
            if own is not None:
                yield key, decode(own)


class Numbered(Mapping[str, Doc]):
    """A kind's documents by row number, read on access."""

    def __init__(self, reader: Reader, shape: Shape) -> None:
        self._reader = reader
        self._shape = shape

    def __getitem__(self, number: str) -> Doc:
        body = self._reader.number(self._shape, int(number))
        if body is None:
            raise KeyError(number)
        return cast(Doc, orjson.loads(body))

    def __iter__(self) -> Iterator[str]:
        return (str(number) for number, _ in self._reader.numbered(self._shape))

    def __len__(self) -> int:
        return self._reader.size(self._shape)

    def items(self) -> Any:
        every = self._reader.numbered(self._shape)
        return ((str(number), orjson.loads(body)) for number, body in every)


class Edit(MutableMapping[str, Doc]):
    """Looks like the whole table to TinyDB, and remembers what TinyDB changes in it."""

    def __init__(self, tx: Scanning, kind: str) -> None:
        self._tx = tx
        self._kind = kind
        self._touched: dict[str, Doc | None] = {}  # None: deleted

    def __getitem__(self, doc_id: object) -> Doc:
        key = str(doc_id)
        doc = self._touched[key] if key in self._touched else self._tx.get(self._kind, key)
        if doc is None:
            raise KeyError(doc_id)
        self._touched[key] = doc
        return doc

    def __setitem__(self, doc_id: object, doc: Doc) -> None:
        self._touched[str(doc_id)] = doc

    def __delitem__(self, doc_id: object) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched[str(doc_id)] = None

    def __contains__(self, doc_id: object) -> bool:
        key = str(doc_id)
        if key in self._touched:
            return self._touched[key] is not None
        return self._tx.get(self._kind, key) is not None

    def __iter__(self) -> Iterator[str]:
        keys = {key for key, _ in self._tx.scan(self._kind)} | set(self._touched)
        return (key for key in sorted(keys) if self._touched.get(key, True) is not None)

    def items(self) -> Any:
        if self._touched:
            return super().items()
        return self._tx.scan(self._kind)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._touched = dict.fromkeys([*self])

    def keep(self) -> None:
        for key, doc in self._touched.items():
            if doc is None:
                self._tx.delete(self._kind, key)
            elif orjson.dumps(doc) != orjson.dumps(self._tx.get(self._kind, key)):
                self._tx.put(self._kind, key, doc)


def narrowing(shape: Shape, plan: Any) -> tuple[str, str] | None:
    """A declared field and the value that it has in every document the query can find; None if
    there is no such field.

    `plan` is the hash value of a TinyDB query: ("==", ("person",), value), or ("and", parts).
    """
    if not isinstance(plan, tuple) or not plan:
        return None
    if plan[0] == "and":
        found = [narrow for part in plan[1] if (narrow := narrowing(shape, part))]
        return shape.ordered(dict(found))[0] if found else None
    if plan[0] == "==" and len(plan[1]) == 1 and plan[1][0] in shape.indexes:
        return (plan[1][0], plan[2]) if type(plan[2]) is str else None
    return None


def found(tx: Change, kind: str, narrow: tuple[str, str]) -> Iterator[tuple[str, Doc]]:
    """Every document in which that field has that value, page by page."""
    field, value = narrow
    after = ""
    while page := tx.find(kind, after=after, limit=MOST, **{field: value}):
        yield from page
        after = page[-1][0]
