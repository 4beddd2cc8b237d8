"""What can be done with a store of one kind; which kind it is, the url says.

A kind of store is a folder beside this file with an `Backend`, and one line in `bot.store`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.ports import Store, Tx


@dataclass(frozen=True, slots=True)
class Inspection:
    """Bytes that the store takes, bytes free on its disk, and the first thing that is broken in
    it ("" for nothing)."""

    size: int
    free: int
    damage: str


@dataclass(frozen=True, slots=True)
class Scratch:
    """The url of an empty store that can be thrown away, and a folder for its content."""

    url: str
    folder: Path


class Open(Protocol):
    def __call__(self, place: str, *, wait: float, read_only: bool, durable: bool) -> Store: ...


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
    """`place` is what follows the colon of the url. What a kind of store can't do is None, and
    whoever asks for it is told so; the functions of `bot.store` say what each of them does."""

    open: Open
    exists: Callable[[str], bool]
    export: Callable[[str], Iterator[str]] | None = None
    backup: Callable[[str, Path], dict[str, int]] | None = None
    restore: Restore | None = None
    inspect: Callable[[str], Inspection] | None = None
    scratch: Callable[[str, str], Scratch] | None = None
