"""The store: one port (`bot.ports.Store`), and a folder for each kind of store.

async with open_store("tinydb:data/padriver.db") as store:
    await store.run(lambda tx: tx.put("people", "tenant:entra", {"municipality": "1506"}))

Every function takes a URL in the form of STORE_URL. It raises `SettingError` if the URL names no
known kind of store, and `Refused` if that kind of store cannot do what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from bot.errors import Refused, SettingError
from bot.ports import Store, Tx, Versions
from bot.store.backend import Backend, Inspection, Scratch
from bot.store.memory import BACKEND as MEMORY
from bot.store.memory import MemoryStore
from bot.store.tinydb.backend import BACKEND as TINYDB

__all__ = [
    "MemoryStore",
    "backup",
    "beside",
    "exists",
    "export_json",
    "forget_copies",
    "inspect",
    "open_store",
    "refuse",
    "restore",
    "scratch",
]
T = TypeVar("T")
BACKENDS: Final[dict[str, Backend]] = {"memory": MEMORY, "tinydb": TINYDB}


def open_store(
    url: str,
    *,
    wait: float = 15.0,
    read_only: bool = False,
    durable: bool = True,
    versions: Versions | None = None,
    migrate: bool = False,
) -> Store:
    """The store that `url` names: "tinydb:PATH" or "memory:". Open it with `async with`.

    `wait` is how many seconds to wait for another process to release the store. `read_only` needs
    no lock, works beside a running bot, and refuses changes that write. `durable=False` is for
    filling a store that can be thrown away: changes return at once and are written in bulk.
    With `versions`, a store that a newer Pådriver wrote is refused, and one that an older wrote is
    brought up to date with `migrate`, a copy of it being kept beside it, or else refused.
    Raises `SettingError` for any other URL; entering raises `StoreBusy` or `StoreUnusable`.
    """
    backend, place = _named(url)
    return backend.open(
        place,
        wait=wait,
        read_only=read_only,
        durable=durable,
        versions=versions,
        migrate=migrate,
    )


def exists(url: str) -> bool:
    """Whether the store exists. Raises `SettingError` for a URL that names no store."""
    backend, place = _named(url)
    return backend.exists(place)


def refuse(url: str) -> None:
    """Raise what opening the store for writing would raise, as far as that can be seen beside a
    running bot: `SettingError` or `StoreUnusable`. Nothing is written."""
    backend, place = _named(url)
    backend.refuse(place)


def export_json(url: str) -> Iterator[str]:
    """The whole store as JSON (`bot.store.export`), as of one moment, while the bot goes on
    writing. The pieces are to be written one after the other. Raises `StoreUnusable`."""
    backend, place = _named(url)
    return _able(backend.export, url, "export")(place)


def backup(url: str, to: Path) -> dict[str, int]:
    """Copy the store while the bot runs, as of one moment, and check the copy.

    Returns the number of documents of each kind in the copy. Raises `StoreUnusable` if `to`
    exists already, or if the store or the copy is damaged; then no copy is left at `to`.
    """
    backend, place = _named(url)
    return _able(backend.backup, url, "backup")(place, to)


def restore(
    source: Path,
    url: str,
    now: datetime,
    *,
    overwrite: bool = False,
    note: Callable[[Tx], None] = lambda _: None,
) -> dict[str, int]:
    """Make the store from a backup or an export. What `note` writes is in it from the start.

    Deliveries that were waiting may have been sent after the copy was made. They become
    *uncertain*, and sending is held until the operator says go.
    Returns the number of documents of each kind. Raises `StoreBusy` if a bot is using the store,
    and `StoreUnusable` if `source` is not a copy of a store, or if the store already contains
    documents and `overwrite` is not set. The store is then left as it was.
    """
    backend, place = _named(url)
    return _able(backend.restore, url, "restore")(
        source, place, now, overwrite=overwrite, note=note
    )


def inspect(url: str) -> Inspection:
    """Read the whole store beside a running bot: is it undamaged, and is there room? Raises
    `StoreUnusable` if it is missing or not a store."""
    backend, place = _named(url)
    return _able(backend.inspect, url, "inspection")(place)


def scratch(url: str, name: str) -> Scratch:
    """An empty store beside this one, to be thrown away after use. An earlier one with this name
    is deleted."""
    backend, place = _named(url)
    return _able(backend.scratch, url, "store beside it")(place, name)


def forget_copies(url: str, now: datetime) -> list[Path]:
    """Delete the copies of earlier versions' stores that have been kept beside it for long enough.
    Returns which."""
    backend, place = _named(url)
    return backend.forget_copies(place, now) if backend.forget_copies else []


def beside(url: str, end: str) -> Path | None:
    """The file beside the store's own whose name ends in that, which is in no copy of the store;
    None for a store that is in no file."""
    backend, place = _named(url)
    return backend.beside(place, end) if backend.beside else None


def _named(url: str) -> tuple[Backend, str]:
    scheme, _, place = url.partition(":")
    if backend := BACKENDS.get(scheme):
        return backend, place
    known = {"postgresql": "PostgreSQL is not supported yet"}
    raise SettingError(
        name="STORE_URL",
        why=known.get(scheme, "it names no store that is known here"),
        mend="Use tinydb:PATH, for example tinydb:data/padriver.db.",
    )


def _able(act: T | None, url: str, what: str) -> T:
    if act is None:
        raise Refused(why=f"A store of the kind {url.partition(':')[0]} has no {what}.")
    return act
