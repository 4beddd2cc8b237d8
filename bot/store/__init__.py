"""The store: one port (`bot.ports.Store`), in memory or in TinyDB's tables on disk.

async with open_store("tinydb:data/padriver.db") as store:
    await store.run(lambda tx: tx.put("people", "tenant:entra", {"municipality": "1506"}))
"""

from __future__ import annotations

from pathlib import Path

from bot.errors import SettingError
from bot.store.copies import backup, export_json, restore
from bot.store.inspection import inspect
from bot.store.memory import MemoryStore
from bot.store.tinydb.bulk import FillingStore
from bot.store.tinydb.reader import TinyReading
from bot.store.tinydb.store import TinyStore

__all__ = [
    "FillingStore",
    "MemoryStore",
    "TinyReading",
    "TinyStore",
    "backup",
    "export_json",
    "inspect",
    "open_store",
    "restore",
    "store_path",
]


def open_store(
    url: str, *, wait: float = 15.0, read_only: bool = False
) -> MemoryStore | TinyStore | TinyReading:
    """The store that `url` names: "tinydb:PATH" or "memory:". Open it with `async with`.

    `wait` is how many seconds to wait for another process to let go of it. `read_only` needs
    no lock, works beside a running bot, and refuses changes that write.
    Raises `SettingError` for any other url; entering raises `StoreBusy` or `StoreUnusable`.
    """
    if url == "memory:":
        return MemoryStore()
    path = store_path(url)
    return TinyReading(path) if read_only else TinyStore(path, wait=wait)


def store_path(url: str) -> Path:
    """The file of "tinydb:PATH". Raises `SettingError` for anything else."""
    kind, _, rest = url.partition(":")
    if kind == "tinydb" and rest:
        return Path(rest)
    known = {
        "postgresql": "PostgreSQL is not supported yet",
        "tinydb": "no file is named",
        "memory": "nothing may follow the colon",
    }
    raise SettingError(
        name="STORE_URL",
        why=known.get(kind, "it names no store that is known here"),
        mend="Use tinydb:PATH, for example tinydb:data/padriver.db.",
    )
