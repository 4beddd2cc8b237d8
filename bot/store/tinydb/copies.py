"""Copies of a store's file: exports, backups, and restoring from either.

Export and backup need no lock: they see one consistent snapshot while the bot goes on writing. The
functions of the same names in `bot.store` say what each promises and raises.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from bot.core.delivery.states import WAITING, DeliveryState, FixMark, Reason
from bot.core.documents import DELIVERIES, STORE_FACTS
from bot.core.moments import moment
from bot.core.store_facts import RESTORED, Hold
from bot.errors import StoreUnusable
from bot.ports import Doc, Tx
from bot.store.claims import SENDING
from bot.store.export import Exported, read_into, written
from bot.store.rows import MOST, decode, shape_of
from bot.store.tinydb import sql
from bot.store.tinydb.base import TinyBase
from bot.store.tinydb.file import DAMAGE, build, connect, damaged, replacing
from bot.store.tinydb.lock import Lock, unusable
from bot.store.tinydb.rows import Reader, Writer
from bot.store.tinydb.tables import TinyChange

# A file that is thrown away if it is not finished, and synced when it is, needs no journal and no
# sync of its own. With a larger cache (in KB) the pages of its indexes are not written many times.
_UNFINISHED: Final = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768")
# The mark has the bot tell the journeys of them, and count them as it does after a crash.
_RESTORED: Final = {
    "state": DeliveryState.UNCERTAIN,
    "reason": Reason.RESTORED,
    "fix": FixMark.INTERRUPTED,
}


def export(path: Path) -> Iterator[str]:
    reader = Reader(path)
    try:
        reader.hold()
        kinds = ((kind, _documents(reader, kind)) for kind in sorted(reader.kinds))
        yield from written(reader.secret, kinds, reader.counts(""), reader.planned())
    finally:
        reader.close()


def _documents(reader: Reader, kind: str) -> Iterator[tuple[str, str]]:
    return ((row[0], row[1].decode()) for row in reader.all(shape_of(kind)))


def backup(path: Path, to: Path) -> dict[str, int]:
    if to.exists():
        raise StoreUnusable(path=str(to), why="it is there already", mend="Choose another name.")
    with contextlib.closing(connect(path, writes=False)) as source, replacing(to) as new:
        return _copy(source, new)


def restore(
    source: Path, path: Path, now: datetime, *, overwrite: bool, note: Callable[[Tx], None]
) -> dict[str, int]:
    at = moment(now)
    lock = Lock(path)
    lock.acquire(0)
    try:
        if not overwrite and path.exists() and _content(path):
            mend = "Move it aside with what is beside it, or set STORE_URL to another place."
            raise StoreUnusable(path=str(path), why="it holds documents already", mend=mend)
        with replacing(path) as new:
            _fill(source, new)
            _hold_back(new, at, note)
            return _checked(new)
    finally:
        lock.release()


def _fill(source: Path, new: Path) -> None:
    try:
        with source.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise unusable(source, error) from error
    if start == b"SQLite format 3\0":
        with contextlib.closing(connect(source, writes=False)) as old:
            _copy(old, new)
    else:
        _import(source, new)


def _copy(source: sqlite3.Connection, new: Path) -> dict[str, int]:
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(new)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    except DAMAGE as error:
        raise damaged(new, error) from error
    return _checked(new)


def _checked(path: Path) -> dict[str, int]:
    """Open a copy as a store, check every page, and count the documents."""
    try:
        with contextlib.closing(connect(path, writes=False)) as db:
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise damaged(path, ValueError(verdict))
        with contextlib.closing(Reader(path)) as reader:
            for kind in reader.kinds:
                deque(map(decode, reader.all(shape_of(kind))), maxlen=0)
        return _content(path)
    except DAMAGE as error:
        raise damaged(path, error) from error


def _content(path: Path) -> dict[str, int]:
    with contextlib.closing(Reader(path)) as reader:
        sizes = {kind: reader.size(shape_of(kind)) for kind in sorted(reader.kinds)}
    return {kind: size for kind, size in sizes.items() if size}


def _import(source: Path, new: Path) -> None:
    try:
        read_into(source, partial(_write, new))
    except sqlite3.Error as error:
        raise damaged(new, error) from error


def _write(new: Path, content: Exported) -> None:
    with contextlib.closing(build(new)) as db:
        for each in _UNFINISHED:
            db.execute(f"PRAGMA {each}")
        db.execute("BEGIN")
        db.execute(sql.SET_FACT, ("secret", content.secret))
        for kind, documents in content.kinds:
            shape = shape_of(kind)
            for statement in sql.create(shape):
                db.execute(statement)
            rows = (shape.row(key, _document(doc)) for key, doc in documents)
            db.executemany(sql.upsert(shape, 1), rows)
        db.executemany(sql.set_counts(1), content.counts)
        db.executemany(sql.set_planned(1), ((each,) for each in content.planned))
        db.execute("COMMIT")


def _document(value: object) -> Doc:
    if not isinstance(value, dict):
        raise TypeError("a document is an object")
    return value


def _hold_back(path: Path, at: str, note: Callable[[Tx], None]) -> None:
    reader, writer = Reader(path), Writer(path)
    try:
        for state in WAITING:
            while _made_uncertain(reader, writer, state):
                pass
        tx = TinyChange(TinyBase(reader, MOST))
        tx.put(STORE_FACTS, SENDING, Hold(True, RESTORED, at))
        note(tx)
        writer.write(tx)
    finally:
        reader.close()
        writer.close()


def _made_uncertain(reader: Reader, writer: Writer, state: str) -> bool:
    """Whether there was a page of deliveries in this state; none of it is left."""
    tx = TinyChange(TinyBase(reader, MOST))
    page = tx.find(DELIVERIES, state=state, limit=MOST)
    for key, doc in page:
        tx.put(DELIVERIES, key, doc | _RESTORED)
    writer.write(tx)
    return bool(page)
