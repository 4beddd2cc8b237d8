"""What a change in the TinyDB store reads from: a cache, batches on their way to disk, the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from bot.store.changes import UNKNOWN, Changes, Unknown, Write, counted
from bot.store.rows import Shape, StoredRow, shape_of
from bot.store.tinydb.rows import Reader

V = TypeVar("V")
MUCH = 256  # rows written until the reader moves on to the latest commit


class Hot(Generic[V]):
    """A bounded cache of the values used lately: two generations, the older dropped as a whole."""

    __slots__ = ("_most", "_old", "young")

    def __init__(self, most: int) -> None:
        self._most = most
        self.young: dict[str, V] = {}
        self._old: dict[str, V] = {}

    def old(self, key: str) -> V | Unknown:
        """The value in the older generation, which moves it to the younger."""
        value = self._old.get(key, UNKNOWN)
        if not isinstance(value, Unknown):
            self.put(key, value)
        return value

    def put(self, key: str, value: V) -> None:
        if len(self.young) >= self._most:
            self._old, self.young = self.young, {}
        self.young[key] = value

    def drop(self, key: str) -> None:
        self.young.pop(key, None)
        self._old.pop(key, None)


class TinyBase:
    """The layers, newest first: cached rows; `filling`, the batch that changes join; `flying`, the
    batch that is being written; `_landed`, what was written since the reader's snapshot; and the
    disk as of that snapshot.

    SQLite discards every page it has cached whenever another connection commits. Keeping one
    snapshot for a while avoids that: everything newer is known here anyway.
    """

    def __init__(self, reader: Reader, most: int) -> None:
        self._reader = reader
        self._most = most
        self._hot: dict[str, Hot[StoredRow | None]] = {}
        self._totals: Hot[int] = Hot(most)
        self._holds = False
        self._landed = Changes()
        self.flying: Changes | None = None
        self.filling = Changes()

    @property
    def busy(self) -> bool:
        """Whether changes can see anything that is not on disk yet."""
        return self.flying is not None or bool(self.filling)

    def hold(self) -> None:
        """Let all reads share one snapshot until `let_go`."""
        if not self._holds:
            self._holds = self._reader.hold()

    def let_go(self) -> None:
        """Let each read see the last commit, so that the log can be emptied."""
        self._holds = False
        self._landed = Changes()
        self._reader.release()

    def row(self, kind: str, key: str) -> StoredRow | None:
        row = self.peek(kind, key)
        if isinstance(row, Unknown):
            row = self._reader.row(shape_of(kind), key)
            self._hot[kind].put(key, row)
        return row

    def peek(self, kind: str, key: str) -> StoredRow | Unknown | None:
        hot = self._hot.get(kind)
        if hot is None:
            shape_of(kind)  # raises for a name that is not a kind's
            hot = self._hot[kind] = Hot(self._most)
        row = hot.young.get(key, UNKNOWN)
        if not isinstance(row, Unknown):
            return row
        row = hot.old(key)
        if not isinstance(row, Unknown):
            return row
        for layer in reversed(self.layers(kind)):
            if key in layer:
                return layer[key][0]
        return UNKNOWN

    def layers(self, kind: str) -> list[dict[str, Write]]:
        return [layer.rows[kind] for layer in self._layers() if kind in layer.rows]

    def select(
        self, shape: Shape, fields: Sequence[tuple[str, str]], after: str, limit: int
    ) -> list[StoredRow]:
        return self._reader.select(shape, fields, after, limit)

    def select_due(
        self, shape: Shape, state: str, before: str, after: tuple[str, str], limit: int
    ) -> list[StoredRow]:
        return self._reader.select_due(shape, state, before, after, limit)

    def select_since(
        self,
        shape: Shape,
        moment: str,
        fields: Sequence[tuple[str, str]],
        after: tuple[str, str],
        limit: int,
    ) -> list[StoredRow]:
        return self._reader.select_since(shape, moment, fields, after, limit)

    def all(self, shape: Shape) -> Iterator[StoredRow]:
        """The rows of a kind on disk; the caller overlays the layers."""
        return self._reader.all(shape)

    def count(self, counter: str) -> int:
        total = self._totals.young.get(counter, UNKNOWN)
        if isinstance(total, Unknown):
            total = self._totals.old(counter)
        if isinstance(total, Unknown):
            total = self._counted(counter)
            self._totals.put(counter, total)
        return total

    def counts(self, prefix: str, ending: str = "") -> dict[str, int]:
        found = self._reader.counts(prefix, ending)
        for layer in self._layers():
            found.update(counted(layer.totals, prefix, ending))
        return found

    def was_planned(self, key: str) -> bool:
        on_its_way = any(key in layer.planned for layer in self._layers())
        return on_its_way or self._reader.was_planned(key)

    def keep(self, change: Changes) -> None:
        """Add a change to the batch: every later change sees it, and it reaches disk with the
        batch."""
        for kind, writes in change.rows.items():
            put = self._hot[kind].put
            for key, write in writes.items():
                put(key, write[0])
        for counter, total in change.totals.items():
            self._totals.put(counter, total)
        self.filling.merge(change)

    def take_off(self) -> Changes:
        """The batch to write now; a new, empty one takes its place."""
        self.flying, self.filling = self.filling, Changes()
        return self.flying

    def landed(self) -> None:
        if self.flying and self._holds:
            self._landed.merge(self.flying)
        self.flying = None
        if self._landed.size() >= MUCH:
            self.let_go()
            self.hold()

    def crashed(self) -> None:
        """Forget everything that is not on disk."""
        for layer in (self.flying, self.filling):
            if layer:
                self._forget(layer)
        self.flying, self.filling = None, Changes()

    def _layers(self) -> list[Changes]:
        return [each for each in (self._landed, self.flying, self.filling) if each]

    def _forget(self, changes: Changes) -> None:
        for kind, writes in changes.rows.items():
            for key in writes:
                self._hot[kind].drop(key)
        for counter in changes.totals:
            self._totals.drop(counter)

    def _counted(self, counter: str) -> int:
        for layer in reversed(self._layers()):
            if counter in layer.totals:
                return layer.totals[counter]
        return self._reader.count(counter)
