"""Looks at a store's file as of one moment, with a connection of its own: in a thread, or beside a
running bot."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from bot.errors import NotSaved, StoreError, StoreUnusable
from bot.store.tinydb.base import TinyBase
from bot.store.tinydb.file import damaged, older
from bot.store.tinydb.rows import Reader
from bot.store.tinydb.tables import TinyChange

T = TypeVar("T")
_LACKS: Final = ("no such column", "no such table", "no such index")
_HOT: Final = 1_024  # rows of each kind and generation kept in memory


def looked(path: Path, look: Callable[[TinyChange], T]) -> T:
    """What `look` gives for the store as it is on disk now. Raises as `looked_at` does."""
    with contextlib.closing(Reader(path)) as reader:
        return looked_at_disk(path, reader, look)


def looked_at_disk(path: Path, reader: Reader, look: Callable[[TinyChange], T]) -> T:
    """As `looked`, with a connection that is kept. Raises as `looked_at` does."""
    try:
        reader.hold()
        return looked_at(path, TinyChange(TinyBase(reader, _HOT)), look)
    finally:
        reader.release()


def looked_at(path: Path, tx: TinyChange, look: Callable[[TinyChange], T]) -> T:
    """Run `look`, which only reads. Raises `StoreUnusable` if it writes or the file is damaged, and
    `NotSaved` if the disk does not answer."""
    try:
        result = look(tx)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    if tx:
        mend = "Use the running bot's API, or stop the bot."
        raise StoreUnusable(path=str(path), why="it was opened for reading", mend=mend)
    return result


def closed(path: Path) -> StoreUnusable:
    """The error to raise when a closed store is used."""
    return StoreUnusable(path=str(path), why="it is closed", mend="Open it again.")


def unreadable(path: Path, error: sqlite3.Error) -> StoreError:
    """The error to raise when reading fails: `NotSaved` if the disk does not answer now,
    `StoreUnusable` if the file is damaged, or lacks what this version searches by."""
    if str(error).startswith(_LACKS):
        return older(path)
    if isinstance(error, sqlite3.OperationalError):
        return NotSaved(why=str(error))
    return damaged(path, error)
