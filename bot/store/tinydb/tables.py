"""The same documents through TinyDB: its tables, queries and documents over our rows.

There are three ways in::

    with TinyDB(path, storage=Rows) as db:  # stock TinyDB: reads, also beside a running bot
        db.table("completions").search(where("municipality") == "1506")

    with Tables(path) as db:  # ours: writes too, each update one durable transaction
        db.table("people").update({"language": "nn"}, where("municipality") == "1547")

    await store.run(lambda tx: tx.table("people").count(where("language") == "nn"))

A kind is a table. In our tables a document's id is its key; stock TinyDB, which requires integers,
gets row numbers. The methods with an underscore that are overridden here are private to TinyDB and
may change, so its version is pinned, and the tests compare with its own memory storage.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bot.errors import StoreUnusable
from bot.ports import Doc
from bot.store.rows import MOST, shape_of
from bot.store.tinydb.base import TinyBase
from bot.store.tinydb.file import prepare
from bot.store.tinydb.lock import Lock
from bot.store.tinydb.rows import Reader, Writer
from bot.store.tinydb.views import Edit, Numbered, Scanning, found, narrowing

Id = Any  # ours is the key, a str; TinyDB's annotations say int
Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class TinyChange(Scanning):
    """A change in the TinyDB store: the verbs of the port, and tables for TinyDB's queries."""

    __slots__ = ()

    def table(self, kind: str) -> KindTable:
        return KindTable(Within(self), kind)


class Within(Storage):
    """A change as a TinyDB storage. Reading or writing everything at once, as stock TinyDB does,
    raises `StoreUnusable`."""

    def __init__(self, tx: TinyChange) -> None:
        self._tx = tx

    @contextlib.contextmanager
    def change(self) -> Iterator[TinyChange]:
        yield self._tx

    def read(self) -> dict[str, dict[str, Any]] | None:
        raise _refusal("a change")

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        raise _refusal("a change", data)


class Rows(Within):
    """A store's file as a TinyDB storage. Stock TinyDB can read through it, but its writes raise
    `StoreUnusable`: for each change it would write all documents again.

    With `writes`, for `Tables`, it takes the lock, and raises `StoreBusy` after `wait` seconds.
    """

    def __init__(self, path: str | Path, *, writes: bool = False, wait: float = 0.0) -> None:
        self._path = Path(path)
        self._lock = Lock(self._path)
        self._writer: Writer | None = None
        if writes:
            self._lock.acquire(wait)
        try:
            if writes:
                prepare(self._path)
                self._writer = Writer(self._path)
            self._reader = Reader(self._path)
        except StoreUnusable:
            self._lock.release()
            raise

    @contextlib.contextmanager
    def change(self) -> Iterator[TinyChange]:
        """What the block writes is on disk when it ends, or none of it is. Raises `NotSaved`, and
        `StoreUnusable` if the storage was opened for reading."""
        self._reader.release()
        tx = TinyChange(TinyBase(self._reader, MOST))
        yield tx
        if tx and self._writer is None:
            raise _refusal(self._path)
        if tx and self._writer is not None:
            self._writer.write(tx)

    def read(self) -> dict[str, dict[str, Any]] | None:
        self._reader.release()
        shapes = [shape_of(kind) for kind in sorted(self._reader.kinds)]
        return {each.kind: cast("dict[str, Any]", Numbered(self._reader, each)) for each in shapes}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        raise _refusal(self._path, data)

    def close(self) -> None:
        self._reader.close()
        if self._writer is not None:
            self._writer.close()
        self._lock.release()


class KindTable(Table):
    """A TinyDB table that reads only what is asked for and writes only what has changed."""

    document_id_class = cast("type[int]", str)

    def _within(self) -> contextlib.AbstractContextManager[TinyChange]:
        return cast(Within, self._storage).change()

    def search(self, cond: QueryLike) -> list[Document]:
        with self._within() as tx:
            return [Document(doc, cast(Id, key)) for key, doc in self._matching(tx, cond)]

    def get(self, cond: Any = None, doc_id: Id = None, doc_ids: Iterable[Id] | None = None) -> Any:
        with self._within() as tx:
            if doc_id is None and doc_ids is None and cond is not None:
                found = next(self._matching(tx, cond), None)
                return found and Document(found[1], cast(Id, found[0]))
            if doc_id is None and doc_ids is not None:
                docs = [(key, tx.get(self.name, key)) for key in sorted({*map(str, doc_ids)})]
                return [Document(doc, cast(Id, key)) for key, doc in docs if doc is not None]
            return super().get(cond, doc_id)

    def update(
        self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[Id] | None = None
    ) -> list[Id]:
        return super().update(fields, None, self._ids(cond, doc_ids))

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[Id] | None = None
    ) -> list[Id]:
        return super().remove(None, self._ids(cond, doc_ids))

    def _ids(self, cond: QueryLike | None, doc_ids: Iterable[Id] | None) -> list[Id] | None:
        """The keys to change: given, or found by a query; None for all."""
        if doc_ids is not None:
            return [str(each) for each in doc_ids]
        if cond is None:
            return None
        with self._within() as tx:
            return [key for key, _ in self._matching(tx, cond)]

    def _matching(self, tx: TinyChange, cond: QueryLike) -> Iterator[tuple[str, Doc]]:
        narrow = narrowing(shape_of(self.name), getattr(cond, "_hash", None))
        candidates = found(tx, self.name, narrow) if narrow else tx.scan(self.name)
        return ((key, doc) for key, doc in candidates if cond(doc))

    def _get_next_id(self) -> Id:
        with self._within() as tx:
            number: int = self._next_id or 1 + sum(1 for _ in tx.scan(self.name))
            while tx.get(self.name, str(number)) is not None:
                number += 1
        self._next_id = cast(None, number + 1)  # TinyDB annotates only the initial value
        return str(number)

    def _read_table(self) -> Any:
        with self._within() as tx:
            return Edit(tx, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._within() as tx:
            edit = Edit(tx, self.name)
            updater(edit)
            edit.keep()


class Tables(TinyDB):
    """TinyDB with our tables, for a technician. Raises `StoreBusy` while a bot has the lock."""

    table_class = KindTable

    def __init__(self, path: str | Path, *, writes: bool = True, wait: float = 0.0) -> None:
        super().__init__(path, storage=Rows, writes=writes, wait=wait)

    def tables(self) -> set[str]:
        return {name for name, rows in (self.storage.read() or {}).items() if len(rows)}

    def drop_table(self, name: str) -> None:
        self.table(name).truncate()

    def drop_tables(self) -> None:
        for name in self.tables():
            self.drop_table(name)


def _refusal(path: object, _: object = None) -> StoreUnusable:
    mend = "Use Tables of bot.store.tinydb.tables, which writes only what changed."
    why = "it was opened for reading, and stock TinyDB would write all of it anew"
    return StoreUnusable(path=str(path), why=why, mend=mend)
