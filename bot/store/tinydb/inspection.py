"""Checks the store's file beside a running bot: is it undamaged, and is there room?"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Final, NoReturn

from bot.store.backend import Inspection
from bot.store.tinydb.file import ASIDE, connect
from bot.store.tinydb.lock import refuse_network, unusable

_FINE: Final = "ok"


def inspect(path: Path) -> Inspection:
    """Read the whole file. Raises `StoreUnusable` if it is missing or not a store."""
    with contextlib.closing(connect(path, writes=False)) as db:
        damage = _damage(db)
    files = [Path(f"{path}{end}") for end in ("", *ASIDE)]
    size = sum(each.stat().st_size for each in files if each.exists())
    return Inspection(size, shutil.disk_usage(path.parent).free, damage)


def refuse(path: Path) -> None:
    """Raise the `StoreUnusable` that opening it for writing would, as far as that can be seen
    without writing and beside a running bot."""
    refuse_network(path)
    if path.exists():
        connect(path, writes=False).close()
    above = next(each for each in path.parents if each.exists())
    needed = [each for each in (path, Path(f"{path}.lock"), above) if each.exists()]
    if not above.is_dir():
        _raise(path, errno.EEXIST if above == path.parent else errno.ENOTDIR)
    if not all(os.access(each, os.W_OK) for each in needed):
        _raise(path, errno.EACCES)


def _raise(path: Path, number: int) -> NoReturn:
    raise unusable(path, OSError(number, os.strerror(number)))


def _damage(db: sqlite3.Connection) -> str:
    """https://www.sqlite.org/pragma.html#pragma_quick_check"""
    try:
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return "" if found == _FINE else str(found)
