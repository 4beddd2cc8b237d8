# ruff: noqa: S608  # names come from declared kinds and fields, checked by Shape
"""Several stores made into one: for a demonstration that several processes have filled."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.errors import StoreUnusable
from bot.store import tinydb_sql as sql
from bot.store.documents import Shape, shape_of
from bot.store.tinydb_file import DAMAGE, connect, damaged


def join(parts: Sequence[Path], into: Path) -> None:
    """Put all that is in `parts` into the store at `into`; nobody has any of them open.

    They are copies of it from before anything was counted or planned in it, and no two have
    written the same document since. All of it is on disk afterwards, or `StoreUnusable`.
    """
    try:
        with contextlib.closing(connect(into)) as db:
            for part in parts:
                db.execute("ATTACH ? AS part", (str(part),))
                _take(db, part)
                db.execute("DETACH part")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DAMAGE as error:
        raise damaged(into, error) from error


def _take(db: sqlite3.Connection, part: Path) -> None:
    if _secret(db, "main") != _secret(db, "part"):
        mend = "Fill it from a copy of the other."
        raise StoreUnusable(path=str(part), why="it began as another store", mend=mend)
    db.execute("BEGIN IMMEDIATE")
    for (kind,) in db.execute(sql.TABLES.replace("FROM ", "FROM part.")).fetchall():
        _take_kind(db, shape_of(kind))
    db.execute(f"INSERT OR IGNORE INTO main.{sql.PLANNED} SELECT * FROM part.{sql.PLANNED}")
    db.execute(
        f"INSERT INTO main.{sql.COUNTS} SELECT * FROM part.{sql.COUNTS} WHERE true "
        "ON CONFLICT DO UPDATE SET n = n + excluded.n"
    )
    db.execute("COMMIT")


def _take_kind(db: sqlite3.Connection, shape: Shape) -> None:
    for statement in sql.create(shape):
        db.execute(statement)
    columns = ", ".join(["key", "body", *(f'"{each}"' for each in shape.fields)])
    rows = f'SELECT {columns} FROM part."{shape.kind}" ORDER BY key'
    db.execute(f'INSERT OR IGNORE INTO main."{shape.kind}" ({columns}) {rows}')


def _secret(db: sqlite3.Connection, schema: str) -> object:
    return db.execute(sql.FACT.replace("FROM ", f"FROM {schema}."), ("secret",)).fetchone()
