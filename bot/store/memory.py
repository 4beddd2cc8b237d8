"""A store in memory, for trial runs, rehearsals and tests. Nothing outlives the process."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, Self, TypeVar

from bot.errors import SettingError, StoreUnusable
from bot.ports import Claimed, Store
from bot.store import claims
from bot.store.backend import Backend
from bot.store.changes import Change, Changes, Write, counted
from bot.store.rows import Shape, StoredRow, shape_of

T = TypeVar("T")
Ordered = list[tuple[str, ...]]


class MemoryStore:
    """Changes are atomic and isolated, as on disk; but none is ever refused or has to wait."""

    def __init__(self) -> None:
        self._base = _Memory()
        self._open = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def run(self, change: Callable[[Change], T]) -> T:
        """As `bot.ports.Store.run`. Raises `StoreUnusable` once the store is closed."""
        if not self._open:
            raise StoreUnusable(path="memory:", why="it is closed", mend="Open it again.")
        tx = Change(self._base)
        result = change(tx)
        self._base.keep(tx)
        return result

    async def read(self, look: Callable[[Change], T]) -> T:
        """As `bot.ports.Store.read`."""
        tx = Change(self._base)
        result = look(tx)
        if tx or not self._open:
            raise StoreUnusable(path="memory:", why="it is only read", mend="Use run.")
        return result

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Claimed:
        """As `bot.ports.Store.claim`. Raises `StoreUnusable` once the store is closed."""
        return await self.run(claims.claim(now, limit, lease))

    async def ready(self) -> bool:
        return self._open

    async def close(self) -> None:
        self._open = False


class _Memory:
    """Rows in dicts, and a sorted list for each value of each declared field."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, StoredRow]] = defaultdict(dict)
        self._index: dict[tuple[str, ...], Ordered] = defaultdict(list)
        self._counts: dict[str, int] = {}
        self._planned: set[str] = set()

    def row(self, kind: str, key: str) -> StoredRow | None:
        shape_of(kind)
        return self._rows[kind].get(key)

    peek = row

    def layers(self, _: str) -> list[dict[str, Write]]:
        return []

    def count(self, counter: str) -> int:
        return self._counts.get(counter, 0)

    def counts(self, prefix: str, ending: str = "") -> dict[str, int]:
        return dict(counted(self._counts, prefix, ending))

    def was_planned(self, key: str) -> bool:
        return key in self._planned

    def select(
        self, shape: Shape, fields: Sequence[tuple[str, str]], after: str, limit: int
    ) -> list[StoredRow]:
        rows, found = self._rows[shape.kind], []
        lists = [self._index[(shape.kind, field, value)] for field, value in fields]
        candidates = min(lists, key=len)
        for (key,) in candidates[bisect_right(candidates, (after,)) :]:
            row = rows[key]
            if all(row[shape.place[field]] == value for field, value in fields):
                found.append(row)
                if len(found) == limit:
                    break
        return found

    def select_due(
        self, shape: Shape, state: str, before: str, after: tuple[str, str], limit: int
    ) -> list[StoredRow]:
        moments = self._index[(shape.kind, "due", state)]
        start = bisect_right(moments, after)
        end = bisect_left(moments, (before + "\0",), lo=start)
        rows = self._rows[shape.kind]
        return [rows[key] for _, key in moments[start : min(end, start + limit)]]

    def select_since(
        self,
        shape: Shape,
        moment: str,
        fields: Sequence[tuple[str, str]],
        after: tuple[str, str],
        limit: int,
    ) -> list[StoredRow]:
        first, value = fields[0]
        moments = self._index[(shape.kind, "since", first, moment, value)]
        rows = (self._rows[shape.kind][e[1]] for e in moments[bisect_right(moments, after) :])
        fit = (row for row in rows if all(row[shape.place[f]] == value for f, value in fields))
        return list(islice(fit, limit))

    def keep(self, changes: Changes) -> None:
        for kind, writes in changes.rows.items():
            for key, (row, _) in writes.items():
                self._replace(shape_of(kind), key, row)
        self._counts.update(changes.totals)
        self._planned |= changes.planned

    def _replace(self, shape: Shape, key: str, row: StoredRow | None) -> None:
        rows = self._rows[shape.kind]
        old = rows.pop(key, None)
        if row is not None:
            rows[key] = row
        before, now = _entries(shape, old), _entries(shape, row)
        for index, entry in before - now:
            ordered = self._index[index]
            del ordered[bisect_left(ordered, entry)]
        for index, entry in now - before:
            insort(self._index[index], entry)


def _entries(shape: Shape, row: StoredRow | None) -> set[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """A row's entries in the sorted lists, as (list, entry)."""
    if row is None:
        return set()
    key = row[0]
    entries: set[tuple[tuple[str, ...], tuple[Any, ...]]] = {
        ((shape.kind, field, row[shape.place[field]]), (key,))
        for field in shape.indexes
        if row[shape.place[field]] is not None
    }
    for field, moment in shape.since:
        value, when = row[shape.place[field]], row[shape.place[moment]]
        if value is not None and when is not None:
            entries.add(((shape.kind, "since", field, moment, value), (when, key)))
    if shape.moment and row[shape.moment_place()] is not None:
        due = (row[shape.moment_place()], key)
        entries.add(((shape.kind, "due", ""), due))
        if "state" in shape.place and row[shape.place["state"]] is not None:
            entries.add(((shape.kind, "due", row[shape.place["state"]]), due))
    return entries


def _open(place: str, **_: object) -> Store:
    if place:
        mend = "Use tinydb:PATH, for example tinydb:data/padriver.db."
        raise SettingError(name="STORE_URL", why="nothing may follow the colon", mend=mend)
    return MemoryStore()


def _refuse(place: str) -> None:
    _open(place)


BACKEND: Final = Backend(_open, bool, _refuse)  # it never exists beforehand: `place` is ""
