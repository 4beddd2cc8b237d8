"""What can be done with one kind of store; the scheme of the URL says which kind.

A kind of store is a folder beside this file with a `Backend`, and one line in `bot.store`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.ports import Store, Tx, Versions


@dataclass(frozen=True, slots=True)
class Inspection:
    """The size of the store and the free space on its disk, both in bytes, and the first damage
    found in it ("" for none)."""

    size: int
    free: int
    damage: str


@dataclass(frozen=True, slots=True)
class Scratch:
    """The URL of an empty store to be thrown away after use, and a folder for its content."""

    url: str
    folder: Path


class Open(Protocol):
    def __call__(
        self,
        place: str,
        *,
        wait: float,
        read_only: bool,
        durable: bool,
        versions: Versions | None,
        migrate: bool,
    ) -> Store: ...


class Restore(Protocol):
    def __call__(
        self,
        source: Path,
        place: str,
        now: datetime,
        *,
        overwrite: bool,
        note: Callable[[Tx], None],
    ) -> dict[str, int]: ...


@dataclass(frozen=True, slots=True)
class Backend:
    """The operations of one kind of store; None for those that it lacks, which `bot.store` then
    refuses. `place` is what follows the colon in the URL. The functions of `bot.store` with the
    same names say what each of them does and raises."""

    open: Open
    exists: Callable[[str], bool]
    refuse: Callable[[str], None]
    export: Callable[[str], Iterator[str]] | None = None
    backup: Callable[[str, Path], dict[str, int]] | None = None
    restore: Restore | None = None
    inspect: Callable[[str], Inspection] | None = None
    scratch: Callable[[str, str], Scratch] | None = None
    forget_copies: Callable[[str, datetime], list[Path]] | None = None
    beside: Callable[[str, str], Path] | None = None
