"""Brings a store that an earlier version wrote up to date, or says which version it needs.

The changes are made to a copy, which takes the file's place in one step when all are done. So after
a crash at any moment the file is the old one or the new one, and the bot simply begins again. The
old file is kept beside the new one for a month, in case somebody wants to go back.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Final

from bot.core.documents import STORE_FACTS
from bot.core.store_facts import Migrated
from bot.errors import UNREADABLE, NotSaved, StoreUnusable
from bot.ports import Doc, Migration, Versions
from bot.store.rows import MOST, decode, shape_of
from bot.store.tinydb import sql
from bot.store.tinydb.base import TinyBase
from bot.store.tinydb.file import (
    DAMAGE,
    MIGRATED,
    connect,
    damaged,
    newer,
    older,
    prepare,
    replacing,
)
from bot.store.tinydb.lock import unusable
from bot.store.tinydb.rows import Reader, Writer
from bot.store.tinydb.tables import TinyChange

KEPT: Final = timedelta(days=30)  # an old file has people's data in it, also of those who left
_MARKS: Final = "migrations"  # the document in the store's own facts
_BEFORE: Final = ".before-"
_PAGE: Final = 500
_GROWS: Final = 2.5  # the copy, and the log of what is changed in it
Free = Callable[[Path], int]


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def begin(path: Path, versions: Versions) -> None:
    """Mark a store that was just made: nothing in it needs to be changed."""
    if versions.migrations:
        with contextlib.closing(_File(path)) as file:
            file.change(lambda tx: _mark(tx, versions, versions.migrations))
        _raise_format(path, versions.version)


def bring_up(path: Path, versions: Versions, *, migrate: bool, free: Free = _free) -> None:
    """Make the changes that the store lacks, if `migrate`; the caller holds its lock then.

    Raises `StoreUnusable` if a newer version wrote the store, if it lacks changes and they are not
    to be made, or if there is no room. The store is then as it was.
    """
    done = _done(path)
    unknown = done.keys() - {each.name for each in versions.migrations}
    if unknown:
        raise newer(path, max((done[each] for each in unknown), key=_in_order))
    pending = [each for each in versions.migrations if each.name not in done]
    if not pending:
        return
    if not migrate:
        raise older(path)
    _check_room(path, free)
    with replacing(path) as new:
        whole = _copied(path, new)
        prepare(new)
        with contextlib.closing(_File(new)) as file:
            for each in pending:
                file.run(each)
            file.change(lambda tx: _mark(tx, versions, pending))
        _raise_format(new, versions.version)
        _keep(path, versions.version, whole=whole)


def forget_copies(path: Path, now: datetime) -> list[Path]:
    """Delete the old files that have been kept for longer than `KEPT`. Returns which."""
    gone = []
    for each in sorted(path.parent.glob(f"{path.name}{_BEFORE}*")):
        made = datetime.fromtimestamp(each.stat().st_mtime, UTC)
        if now - made > KEPT:
            each.unlink()
            gone.append(each)
    return gone


def _in_order(version: str) -> list[int]:
    return [int(each) if each.isdecimal() else 0 for each in version.split(".")]


def _done(path: Path) -> dict[str, str]:
    reader = Reader(path)
    try:
        tx = TinyChange(TinyBase(reader, MOST))
        return (tx.get(STORE_FACTS, _MARKS, Migrated) or Migrated()).names
    except DAMAGE as error:
        raise damaged(path, error) from error
    finally:
        reader.close()


def _mark(tx: TinyChange, versions: Versions, done: Sequence[Migration]) -> None:
    known = tx.get(STORE_FACTS, _MARKS, Migrated) or Migrated()
    names = {each.name: versions.version for each in done}
    tx.put(STORE_FACTS, _MARKS, Migrated(known.names | names))


def _raise_format(path: Path, version: str) -> None:
    """So that versions which know nothing of these changes refuse the file, and can say why."""
    with contextlib.closing(connect(path)) as db:
        db.execute(sql.SET_FACT, ("needs", version))
        db.execute(f"PRAGMA user_version = {MIGRATED}")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_room(path: Path, free: Free) -> None:
    """Raises `StoreUnusable` if the copy might not fit."""
    needed = int(path.stat().st_size * _GROWS)
    if free(path.parent) < needed:
        why = "there is no room for the copy in which it is brought up to date"
        mend = f"Make {needed // 1_000_000 + 1} MB free beside it. Nothing was changed."
        raise StoreUnusable(path=str(path), why=why, mend=mend)


def _copied(path: Path, new: Path) -> bool:
    """Copy the store as it is. Returns whether all of it is in the file itself, not in its log."""
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with contextlib.closing(connect(path)) as old:
            busy, *_ = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            with contextlib.closing(sqlite3.connect(new)) as copy:
                old.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    except DAMAGE as error:
        raise damaged(path, error) from error
    return not busy


def _keep(path: Path, version: str, *, whole: bool) -> None:
    """Keep the old file under a name that says what came after it. A second name for it costs no
    room; where the file system has none, or a reader keeps part of it in the log, it is copied."""
    for n in count(1):
        kept = path.with_name(f"{path.name}{_BEFORE}{version}{f'-{n}' if n > 1 else ''}")
        if kept.exists() and kept.samefile(path):
            return  # an earlier start was stopped just then
        if not kept.exists():
            break
    try:
        if not (whole and _linked(path, kept)):
            with replacing(kept) as copy:
                _copied(path, copy)
        os.utime(kept)  # kept from now on
    except OSError as error:
        raise unusable(kept, error) from error


def _linked(path: Path, kept: Path) -> bool:
    """Whether the file system can give the file a second name."""
    try:
        os.link(path, kept)
    except OSError:
        return False
    return True


class _File:
    """A file that nobody else uses. What is written in it is only sure to be on disk once it is
    synced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader, self._writer = Reader(path), Writer(path, durable=False)

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    def run(self, migration: Migration) -> None:
        """Make one change to every document that it is for, some at a time."""
        if not migration.collection:
            self.change(lambda tx: migration.change(tx, "", {}))
            return
        with contextlib.closing(Reader(self._path)) as walking:
            walking.hold()  # the documents as they were, whatever is written meanwhile
            rows = walking.all(shape_of(migration.collection))
            while page := list(islice(rows, _PAGE)):
                self._changed(migration, [(row[0], decode(row)) for row in page])

    def _changed(self, migration: Migration, page: Sequence[tuple[str, Doc]]) -> None:
        def change(tx: TinyChange) -> None:
            for key, doc in page:
                migration.change(tx, key, doc)

        try:
            self.change(change)
        except UNREADABLE:
            for each in page if len(page) > 1 else ():  # all but those that can't be read
                self._changed(migration, [each])

    def change(self, change: Callable[[TinyChange], None]) -> None:
        tx = TinyChange(TinyBase(self._reader, MOST))
        change(tx)
        try:
            self._writer.write(tx)
        except NotSaved as error:
            why = f"it could not be brought up to date ({error.facts['why']})"
            raise StoreUnusable(path=str(self._path), why=why, mend="Make room.") from error
