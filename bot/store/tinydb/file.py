"""The store's file: created completely or not at all, recognised on opening, never empty without
notice."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.core.documents import COLLECTIONS
from bot.errors import StoreUnusable
from bot.store.rows import Shape, shape_of
from bot.store.tinydb import sql
from bot.store.tinydb.lock import unusable

MARK: Final = 0x50C5D721  # SQLite's application_id: this file is a store of ours
FORMAT: Final = 1
MIGRATED: Final = 2  # the same, and documents were changed since: `bot.store.tinydb.migrations`
PAGE: Final = 2048  # bytes; documents are small, and a batch writes whole pages
LOG: Final = 8 * 1024 * 1024  # bytes that the log keeps on disk when it starts over
BUSY: Final = 10.0  # seconds to wait for SQLite's own brief locks (recovery, checkpoint)
DAMAGE: Final = (sqlite3.Error, UnicodeDecodeError, TypeError)  # what reading a broken file raises
ASIDE: Final = ("-wal", "-shm", "-journal")


def prepare(path: Path) -> None:
    """Create the file if it is missing, and check that it is a store. The caller holds the lock.

    Raises `StoreUnusable` if it cannot be created, is damaged, or is not a store."""
    if not path.exists():
        _create(path)
    with contextlib.closing(connect(path)) as db:
        _declare(path, db)


def connect(path: Path, *, writes: bool = True) -> sqlite3.Connection:
    """A connection to an existing store. Raises `StoreUnusable` for any other file."""
    _look_at(path)
    try:
        db = _connect(path)
        _recognise(path, db)
        if writes:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA fullfsync = ON")  # macOS; elsewhere it does nothing
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA temp_store = MEMORY")  # no copies of documents in other folders
            db.execute("PRAGMA wal_autocheckpoint = 0")  # we do it, after answering
            db.execute(f"PRAGMA journal_size_limit = {LOG}")
        else:
            db.execute("PRAGMA query_only = ON")
    except DAMAGE as error:
        raise damaged(path, error) from error
    return db


def newer(path: Path, version: str) -> StoreUnusable:
    """The error to raise for a store that a newer Pådriver wrote; its version, "" if unknown."""
    which = f"Pådriver {version} or newer" if version else "that version"
    mend = f"Install {which}, or restore a backup from before."
    return StoreUnusable(path=str(path), why="a newer Pådriver wrote it", mend=mend)


def older(path: Path) -> StoreUnusable:
    """The error to raise for a store that is to be brought up to date first."""
    mend = "Start this version's bot on it once: it brings the store up to date."
    return StoreUnusable(path=str(path), why="an older Pådriver wrote it", mend=mend)


def damaged(path: Path, error: Exception) -> StoreUnusable:
    """The error to raise for a file that is damaged, not a store, or has no room on its disk."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return StoreUnusable(path=str(path), why="its disk is full", mend="Make room there.")
    if code == sqlite3.SQLITE_NOTADB:
        mend = "Choose another file, or restore a backup."
        return StoreUnusable(path=str(path), why="it is no store of ours", mend=mend)
    return StoreUnusable(path=str(path), why=str(error), mend="Restore a backup.")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to build a new file at; when the block ends, that file replaces `path`.

    The new file must be complete in itself, without a log beside it. After a crash, `path` is as
    it was. Raises `StoreUnusable` if the file cannot be written or is incomplete.
    """
    new = path.with_name(f"{path.name}.new")
    remove(new)
    try:
        yield new
        log = Path(f"{new}-wal")
        if log.exists() and log.stat().st_size:
            raise StoreUnusable(path=str(path), why="not all of it was written", mend="Make room.")
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        for end in ASIDE:
            Path(f"{path}{end}").unlink(missing_ok=True)
        new.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise unusable(path, error) from error
    finally:
        remove(new)


def build(path: Path) -> sqlite3.Connection:
    """Create an empty store in a file that does not exist yet. It is not durable until the caller
    has synced it. Raises `StoreUnusable`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    db = _connect(path)
    db.execute(f"PRAGMA page_size = {PAGE}")
    db.execute(f"PRAGMA application_id = {MARK}")
    db.execute(f"PRAGMA user_version = {FORMAT}")
    for statement in sql.HOUSE_TABLES:
        db.execute(statement)
    db.execute(sql.SET_FACT, ("secret", os.urandom(32)))
    _declare(path, db)
    return db


def mark(secret: bytes, key: str) -> bytes:
    """The mark that is kept for ever of a planned key: a keyed hash, which reveals nothing about
    the person in the key."""
    return hashlib.blake2b(key.encode(), digest_size=16, key=secret).digest()


def remove(path: Path) -> None:
    """Delete the file and everything that SQLite keeps beside it."""
    for end in ("", *ASIDE):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _create(path: Path) -> None:
    journal = Path(f"{path}-wal")
    if journal.exists() and journal.stat().st_size:
        why = f"the file is missing, but {journal.name} beside it is not empty"
        raise StoreUnusable(path=str(path), why=why, mend="Restore a backup.")
    try:
        with replacing(path) as new:
            build(new).close()
    except OSError as error:
        raise unusable(path, error) from error
    except sqlite3.Error as error:
        mend = "Make room, or choose another place."
        raise StoreUnusable(path=str(path), why=str(error), mend=mend) from error


def _look_at(path: Path) -> None:
    """Check the file without opening it: on POSIX, closing any descriptor of a file releases all
    of the process's locks on it. To the next reader it would then seem that nobody has the store
    open, and that reader would delete the log, with everything in it, under the running bot.
    https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        mend = "Check STORE_URL; the bot makes the file when it starts."
        raise StoreUnusable(path=str(path), why="there is no such file", mend=mend) from error
    except OSError as error:
        raise unusable(path, error) from error
    if stat.S_ISDIR(found.st_mode):
        raise unusable(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    if not os.access(path, os.R_OK):
        raise unusable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    if not found.st_size:
        mend = "Restore a backup, or remove the file to start anew."
        raise StoreUnusable(path=str(path), why="the file is empty", mend=mend)


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )


def _recognise(path: Path, db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != MARK:
        mend = "Choose another file."
        raise StoreUnusable(path=str(path), why="it belongs to another program", mend=mend)
    if db.execute("PRAGMA user_version").fetchone()[0] > MIGRATED:
        needed = db.execute(sql.FACT, ("needs",)).fetchone()
        raise newer(path, str(needed[0]) if needed else "")
    secret_of(db)


def secret_of(db: sqlite3.Connection) -> bytes:
    """The secret that `mark` needs. Raises one of `DAMAGE` if there is none."""
    return bytes(memoryview(db.execute(sql.FACT, ("secret",)).fetchone()[0]))


def _declare(path: Path, db: sqlite3.Connection) -> None:
    """Create or change tables, columns and indexes to match the declared collections, unless the
    declarations are the same as last time."""
    shapes = [each for each in map(shape_of, sorted(COLLECTIONS)) if each.fields]
    declaration = repr([(each.kind, each.fields, sql.indexes(each)) for each in shapes])
    declared = hashlib.blake2b(declaration.encode(), digest_size=16).digest()
    try:
        known = db.execute(sql.FACT, ("declared",)).fetchone()
        if known and known[0] == declared:
            return
        db.execute("BEGIN IMMEDIATE")
        for shape in shapes:
            _declare_kind(db, shape)
        db.execute(sql.SET_FACT, ("declared", declared))
        db.execute("COMMIT")
    except DAMAGE as error:
        mend = "Make room, or restore a backup."
        raise StoreUnusable(path=str(path), why=str(error), mend=mend) from error


def _declare_kind(db: sqlite3.Connection, shape: Shape) -> None:
    for statement in sql.create(shape):
        db.execute(statement)
    there = {row[1] for row in db.execute(f'PRAGMA table_info("{shape.kind}")')}
    for field in shape.fields:
        if field not in there:
            db.execute(f'ALTER TABLE "{shape.kind}" ADD COLUMN "{field}" TEXT')
        db.execute(sql.fill_in(shape, field))
    wanted, known = sql.indexes(shape), dict(db.execute(sql.INDEXES, (shape.kind,)).fetchall())
    for name in known.keys() - {name for name in wanted if wanted[name] == known.get(name)}:
        db.execute(f'DROP INDEX "{name}"')
        del known[name]
    for name in wanted.keys() - known.keys():
        db.execute(wanted[name])


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot open folders, and journals their entries by itself
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
