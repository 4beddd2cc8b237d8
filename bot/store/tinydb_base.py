"""What a change in the TinyDB store stands on: hot rows, rows on their way to disk, the disk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from bot.store.changes import UNKNOWN, Changes, Unknown, Write
from bot.store.documents import Row, Shape, shape_of
from bot.store.tinydb_rows import Reader

V = TypeVar("V")


class Hot(Generic[V]):
    """The lately used values, bounded: two generations, of which the older is dropped whole."""

    __slots__ = ("_most", "_old", "young")

    def __init__(self, most: int) -> None:
        self._most = most
        self.young: dict[str, V] = {}
        self._old: dict[str, V] = {}

    def old(self, key: str) -> V | Unknown:
        """From the older generation; it is young again then."""
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
    """Rows in memory are the newest; `flying` and `filling` are not on disk yet."""

    def __init__(self, reader: Reader, most: int) -> None:
        self._reader = reader
        self._most = most
        self._hot: dict[str, Hot[Row | None]] = {}
        self._totals: Hot[int] = Hot(most)
        self.flying: Changes | None = None
        self.filling = Changes()

    def row(self, kind: str, key: str) -> Row | None:
        row = self.peek(kind, key)
        if isinstance(row, Unknown):
            row = self._reader.row(shape_of(kind), key)
            self._hot[kind].put(key, row)
        return row

    def peek(self, kind: str, key: str) -> Row | Unknown | None:
        hot = self._hot.get(kind)
        if hot is None:
            shape_of(kind)  # refuses what is no kind
            hot = self._hot[kind] = Hot(self._most)
        row = hot.young.get(key, UNKNOWN)
        if not isinstance(row, Unknown):
            return row
        row = hot.old(key)
        if not isinstance(row, Unknown):
            return row
        return self._on_its_way(kind, key)

    def layers(self, kind: str) -> list[dict[str, Write]]:
        below = (self.flying, self.filling) if self.flying else (self.filling,)
        return [each.rows[kind] for each in below if kind in each.rows]

    def select(
        self, shape: Shape, fields: Sequence[tuple[str, str]], after: str, limit: int
    ) -> list[Row]:
        return self._reader.select(shape, fields, after, limit)

    def select_due(
        self, shape: Shape, state: str, before: str, after: tuple[str, str], limit: int
    ) -> list[Row]:
        return self._reader.select_due(shape, state, before, after, limit)

    def count(self, counter: str) -> int:
        total = self._totals.young.get(counter, UNKNOWN)
        if isinstance(total, Unknown):
            total = self._totals.old(counter)
        if isinstance(total, Unknown):
            total = self._counted(counter)
            self._totals.put(counter, total)
        return total

    def counts(self, prefix: str) -> dict[str, int]:
        found = self._reader.counts(prefix)
        for layer in (self.flying, self.filling):
            if layer:
                mine = layer.totals.items()
                found.update((name, n) for name, n in mine if name.startswith(prefix))
        return found

    def was_planned(self, key: str) -> bool:
        on_its_way = key in self.filling.planned or (self.flying and key in self.flying.planned)
        return bool(on_its_way) or self._reader.was_planned(key)

    def keep(self, change: Changes) -> None:
        """From now on every change sees this; it is on disk when the batch is."""
        for kind, writes in change.rows.items():
            put = self._hot[kind].put
            for key, write in writes.items():
                put(key, write[0])
        for counter, total in change.totals.items():
            self._totals.put(counter, total)
        self.filling.merge(change)

    def take_off(self) -> Changes:
        """The batch to write now; a new one begins."""
        self.flying, self.filling = self.filling, Changes()
        return self.flying

    def landed(self) -> None:
        if self.flying:
            self._reader.kinds.update(self.flying.rows)
        self.flying = None

    def crashed(self) -> None:
        """Forget everything that is not on disk."""
        for layer in (self.flying, self.filling):
            if layer:
                self._forget(layer)
        self.flying, self.filling = None, Changes()

    def _forget(self, changes: Changes) -> None:
        for kind, writes in changes.rows.items():
            for key in writes:
                self._hot[kind].drop(key)
        for counter in changes.totals:
            self._totals.drop(counter)

    def _on_its_way(self, kind: str, key: str) -> Row | Unknown | None:
        for layer in reversed(self.layers(kind)):
            if key in layer:
                return layer[key][0]
        return UNKNOWN

    def _counted(self, counter: str) -> int:
        for layer in (self.filling, self.flying):
            if layer and counter in layer.totals:
                return layer.totals[counter]
        return self._reader.count(counter)
