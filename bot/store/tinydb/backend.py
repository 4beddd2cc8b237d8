"""The `bot.store.backend.Backend` of a store in a file: "tinydb:PATH"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.errors import SettingError
from bot.ports import Store, Tx, Versions
from bot.store.backend import Backend, Inspection, Scratch
from bot.store.tinydb import copies, inspection, migrations
from bot.store.tinydb.bulk import FillingStore
from bot.store.tinydb.file import remove
from bot.store.tinydb.reader import TinyReading
from bot.store.tinydb.store import TinyStore


def _open(
    place: str,
    *,
    wait: float,
    read_only: bool,
    durable: bool,
    versions: Versions | None,
    migrate: bool,
) -> Store:
    path = _path(place)
    if read_only:
        return TinyReading(path, versions)
    if not durable:
        return FillingStore(path)
    return TinyStore(path, wait=wait, versions=versions, migrate=migrate)


def _exists(place: str) -> bool:
    return _path(place).exists()


def _refuse(place: str) -> None:
    inspection.refuse(_path(place))


def _export(place: str) -> Iterator[str]:
    return copies.export(_path(place))


def _backup(place: str, to: Path) -> dict[str, int]:
    return copies.backup(_path(place), to)


def _restore(
    source: Path, place: str, now: datetime, *, overwrite: bool, note: Callable[[Tx], None]
) -> dict[str, int]:
    return copies.restore(source, _path(place), now, overwrite=overwrite, note=note)


def _inspect(place: str) -> Inspection:
    return inspection.inspect(_path(place))


def _scratch(place: str, name: str) -> Scratch:
    """Also deletes what an interrupted process left beside the file."""
    path = _path(place).with_name(f"{name}.db")
    path.parent.mkdir(parents=True, exist_ok=True)
    remove(path)
    return Scratch(f"tinydb:{path}", path.with_name(f"{name}-content"))


def _path(place: str) -> Path:
    if not place:
        mend = "Use tinydb:PATH, for example tinydb:data/padriver.db."
        raise SettingError(name="STORE_URL", why="no file is named", mend=mend)
    return Path(place)


def _forget_copies(place: str, now: datetime) -> list[Path]:
    return migrations.forget_copies(_path(place), now)


def _beside(place: str, end: str) -> Path:
    path = _path(place)
    return path.with_name(f"{path.name}{end}")


BACKEND: Final = Backend(
    _open, _exists, _refuse, _export, _backup, _restore, _inspect, _scratch, _forget_copies, _beside
)
