"""Rows in SQLite: one connection reads, another writes whole batches."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from bot.errors import NotSaved
from bot.store.changes import Changes
from bot.store.rows import ALL, Shape, StoredRow, shape_of
from bot.store.tinydb import sql
from bot.store.tinydb.file import connect, mark, secret_of


class Reader:
    """Reads what is on disk, as of the last commit or as of `hold`."""

    def __init__(self, path: Path) -> None:
        self._db = connect(path, writes=False)
        self.secret = secret_of(self._db)
        self.kinds = self._look()

    def hold(self) -> bool:
        """Keep to one snapshot from now on, whatever is written meanwhile.

        False if the disk does not answer; then, as after `release`, each read sees the last
        commit, and raises its own error.
        """
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN")
                self.kinds = self._look()
        except sqlite3.Error:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Let each read see the last commit again."""
        with contextlib.suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("COMMIT")
            self.kinds = self._look()

    def close(self) -> None:
        self._db.close()

    def _look(self) -> set[str]:
        return {name for (name,) in self._db.execute(sql.TABLES)}

    def row(self, shape: Shape, key: str) -> StoredRow | None:
        if shape.kind not in self.kinds:
            return None
        return cast("StoredRow | None", self._db.execute(sql.fetch(shape), (key,)).fetchone())

    def select(
        self, shape: Shape, fields: Sequence[tuple[str, str]], after: str, limit: int
    ) -> list[StoredRow]:
        statement = sql.select(shape, tuple(field for field, _ in fields))
        return self._db.execute(statement, sql.searched(fields, after, limit)).fetchall()

    def select_due(
        self, shape: Shape, state: str, before: str, after: tuple[str, str], limit: int
    ) -> list[StoredRow]:
        return self._db.execute(sql.select_due(shape, state), (before, *after, limit)).fetchall()

    def select_since(
        self,
        shape: Shape,
        moment: str,
        fields: Sequence[tuple[str, str]],
        after: tuple[str, str],
        limit: int,
    ) -> list[StoredRow]:
        statement = sql.select_since(shape, moment, tuple(field for field, _ in fields))
        values = (value for _, value in fields)
        return self._db.execute(statement, (*values, *after, limit)).fetchall()

    def all(self, shape: Shape) -> Iterator[StoredRow]:
        """Every row in order of key: for exports and TinyDB's tables, never for a turn."""
        if shape.kind in self.kinds:
            yield from self._db.execute(sql.all_rows(shape))

    def numbered(self, shape: Shape) -> Iterator[tuple[int, bytes]]:
        """The row number and body of every row: stock TinyDB identifies documents by number."""
        if shape.kind in self.kinds:
            yield from self._db.execute(sql.numbered(shape))

    def number(self, shape: Shape, number: int) -> bytes | None:
        """The body of the row with this number."""
        if shape.kind not in self.kinds:
            return None
        found = self._db.execute(sql.number(shape), (number,)).fetchone()
        return cast(bytes, found[1]) if found else None

    def size(self, shape: Shape) -> int:
        if shape.kind not in self.kinds:
            return 0
        return cast(int, self._db.execute(sql.size(shape)).fetchone()[0])

    def count(self, counter: str) -> int:
        found = self._db.execute(sql.COUNT, (counter,)).fetchone()
        return found[0] if found else 0

    def counts(self, prefix: str, ending: str = "") -> dict[str, int]:
        if not prefix and not ending:
            return dict(self._db.execute(sql.ALL_COUNTS))
        limits = (prefix, prefix + "\U0010ffff")
        if not ending:
            return dict(self._db.execute(sql.COUNTS_FROM, limits))
        return dict(self._db.execute(sql.COUNTS_LIKE, (*limits, len(ending), ending)))

    def was_planned(self, key: str) -> bool:
        return self._db.execute(sql.WAS_PLANNED, (mark(self.secret, key),)).fetchone() is not None

    def planned(self) -> Iterator[bytes]:
        return (found for (found,) in self._db.execute(sql.ALL_PLANNED))


class Writer:
    """Writes each batch in one transaction. To be used by one thread at a time."""

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self._db = connect(path)
        if not durable:
            self._db.execute("PRAGMA synchronous = OFF")
        self._secret = secret_of(self._db)
        self._kinds = {name for (name,) in self._db.execute(sql.TABLES)}
        self._made: set[str] = set()  # tables created by a batch that is not committed yet
        self.owes_erasure = False

    def write(self, changes: Changes) -> None:
        """Write all of it to disk. Raises `NotSaved` if that fails; nothing is written then."""
        self.lay(changes)
        self.commit(changes)

    def lay(self, changes: Changes) -> None:
        """The first half of `write`: everything up to the commit. At most it reads pages from disk.
        Raises `NotSaved`."""
        with self._all_or_nothing():
            self._db.execute("BEGIN IMMEDIATE")
            self._made = self._write(changes)

    def commit(self, changes: Changes) -> None:
        """The second half of `write`, which waits for the disk. Raises `NotSaved`."""
        with self._all_or_nothing():
            self._db.execute("COMMIT")
        self._kinds |= self._made
        if changes.erases():
            self.erase()

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, OverflowError) as error:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise NotSaved(why=str(error)) from error

    def prove(self) -> None:
        """Write about as much as a batch does, to know whether there is room and the disk answers.
        Raises `NotSaved` if not."""
        try:
            self._db.execute(sql.SET_FACT, ("proof", os.urandom(16_384)))
        except sqlite3.Error as error:
            raise NotSaved(why=str(error)) from error

    def erase(self) -> None:
        """Remove deleted bytes from the log as well; in the file, freed cells have already been
        overwritten with zeros. If a reader prevents it, `owes_erasure` says to try again later."""
        self.owes_erasure = not self._checkpoint("TRUNCATE")

    def checkpoint(self) -> None:
        """Move the log's content into the file, so that the log can start over."""
        self._checkpoint("PASSIVE")

    def close(self) -> None:
        self._checkpoint("TRUNCATE")
        self._db.close()

    def _checkpoint(self, how: str) -> bool:
        self._db.execute("PRAGMA busy_timeout = 100")  # no export is worth a longer wait
        try:
            busy, *_ = self._db.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        except sqlite3.Error:
            return False  # no room, or no disk: the log keeps everything until the next try
        finally:
            self._db.execute("PRAGMA busy_timeout = 10000")
        return not busy

    def _write(self, changes: Changes) -> set[str]:
        made = set()
        for kind, writes in changes.rows.items():
            shape = shape_of(kind)
            if kind not in self._kinds:
                made.add(kind)
                for statement in sql.create(shape):
                    self._db.execute(statement)
            groups: dict[int | None, list[StoredRow]] = {}
            for key, (row, mask) in writes.items():
                if row is None:
                    groups.setdefault(None, []).append((key,))
                else:
                    groups.setdefault(mask, []).append(row)
            for group, rows in groups.items():
                self._write_group(shape, group, rows)
        self._write_house(changes)
        return made

    def _write_group(self, shape: Shape, mask: int | None, rows: list[StoredRow]) -> None:
        if mask is None:
            for part in _parts(rows):
                self._db.execute(sql.delete(shape, len(part)), _flat(part))
        elif mask == ALL:
            for part in _parts(rows):
                self._db.execute(sql.upsert(shape, len(part)), _flat(part))
        else:
            places = [n for n in range(len(shape.fields)) if mask >> n & 1]
            fields = tuple(shape.fields[n] for n in places)
            narrow = [(row[0], row[1], *(row[n + 2] for n in places)) for row in rows]
            for part in _parts(narrow):
                self._db.execute(sql.update(shape, fields, len(part)), _flat(part))

    def _write_house(self, changes: Changes) -> None:
        kept = [each for each in changes.totals.items() if each[1]]
        for part in _parts(kept):
            self._db.execute(sql.set_counts(len(part)), _flat(part))
        if len(kept) < len(changes.totals):  # a count of nothing needs no row
            zeros = [(name,) for name, n in changes.totals.items() if not n]
            for part in _parts(zeros):
                self._db.execute(sql.drop_counts(len(part)), _flat(part))
        for part in _parts([(mark(self._secret, key),) for key in changes.planned]):
            self._db.execute(sql.set_planned(len(part)), _flat(part))


def _parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), sql.MOST_ROWS):
        yield rows[start : start + sql.MOST_ROWS]


def _flat(rows: Iterable[Sequence[Any]]) -> list[Any]:
    return [value for row in rows for value in row]
