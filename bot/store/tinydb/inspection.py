"""Checks the store's file beside a running bot: is it undamaged, and is there room?"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Final

from bot.store.backend import Inspection
from bot.store.tinydb.file import ASIDE, connect

_FINE: Final = "ok"


def inspect(path: Path) -> Inspection:
    """Read the whole file. Raises `StoreUnusable` if it is missing or not a store."""
    with contextlib.closing(connect(path, writes=False)) as db:
        damage = _damage(db)
    files = [Path(f"{path}{end}") for end in ("", *ASIDE)]
    size = sum(each.stat().st_size for each in files if each.exists())
    return Inspection(size, shutil.disk_usage(path.parent).free, damage)


def _damage(db: sqlite3.Connection) -> str:
    """https://www.sqlite.org/pragma.html#pragma_quick_check"""
    try:
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return "" if found == _FINE else str(found)
