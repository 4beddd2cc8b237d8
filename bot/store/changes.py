"""One change over a base: its writes overlay the stored rows until they are kept or discarded.

Both stores use this. The base (memory, or SQLite rows together with those still on their way to
disk) looks up rows and pages of rows; the overlay adds what the change itself has written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar, overload

from bot.core.delivery.states import DeliveryState
from bot.core.documents import DELIVERIES
from bot.core.values import Document
from bot.ports import Doc
from bot.store.rows import ALL, Shape, StoredRow, check_limit, decode, read, shape_of

Write = tuple[StoredRow | None, int]
"""The row (None: deleted) and which of its fields may differ from what is stored, as bits."""

T = TypeVar("T")
BIGGEST = 2**53


class Unknown:
    """The row is not in memory: only the disk knows whether it exists."""


UNKNOWN = Unknown()


class Base(Protocol):
    """What a change reads from. `select` and `select_due` may return older versions of rows:
    `layers` has the newer ones, in order of age."""

    def row(self, kind: str, key: str) -> StoredRow | None: ...
    def peek(self, kind: str, key: str) -> StoredRow | Unknown | None: ...
    def select(
        self, shape: Shape, fields: Sequence[tuple[str, str]], after: str, limit: int
    ) -> list[StoredRow]: ...
    def select_due(
        self, shape: Shape, state: str, before: str, after: tuple[str, str], limit: int
    ) -> list[StoredRow]: ...
    def select_since(
        self,
        shape: Shape,
        moment: str,
        fields: Sequence[tuple[str, str]],
        after: tuple[str, str],
        limit: int,
    ) -> list[StoredRow]: ...
    def layers(self, kind: str, /) -> list[dict[str, Write]]: ...
    def count(self, counter: str) -> int: ...
    def counts(self, prefix: str, ending: str = "") -> dict[str, int]: ...
    def was_planned(self, key: str) -> bool: ...


class Changes:
    """The writes of one change, or of all the changes in a batch."""

    __slots__ = ("planned", "rows", "totals")

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Write]] = {}
        self.totals: dict[str, int] = {}  # the new values, so that writing them twice is harmless
        self.planned: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.rows or self.totals or self.planned)

    def merge(self, later: Changes) -> None:
        for kind, rows in later.rows.items():
            mine = self.rows.get(kind)
            if mine is None:
                self.rows[kind] = rows
                continue
            for key, write in rows.items():
                prior = mine.get(key)
                mine[key] = write if prior is None else (write[0], prior[1] | write[1])
        self.totals.update(later.totals)
        self.planned |= later.planned

    def size(self) -> int:
        return sum(map(len, self.rows.values()))

    def erases(self) -> bool:
        return any(row is None for rows in self.rows.values() for row, _ in rows.values())


class Change(Changes):
    """Implements `bot.ports.Tx`, whose docstrings say what each verb promises and raises."""

    __slots__ = ("_base",)

    def __init__(self, base: Base) -> None:
        super().__init__()
        self._base = base

    @overload
    def get(self, kind: str, key: str) -> Doc | None: ...
    @overload
    def get(self, kind: str, key: str, read_as: type[T]) -> T | None: ...
    def get(self, kind: str, key: str, read_as: type[T] | None = None) -> Doc | T | None:
        row = self._row(kind, key)
        if row is None:
            return None
        return decode(row) if read_as is None else read(read_as, row)

    def put(self, kind: str, key: str, doc: Doc | Document) -> None:
        self._write(kind, key, shape_of(kind).row(key, doc))

    def delete(self, kind: str, key: str) -> bool:
        if self._row(kind, key) is None:
            return False
        self._write(kind, key, None)
        return True

    def find(
        self, kind: str, *, after: str = "", limit: int = 100, **fields: str
    ) -> list[tuple[str, Doc]]:
        shape = shape_of(kind)
        shape.check_search(fields, limit)
        wanted = [(shape.place[field], value) for field, value in fields.items()]

        def fits(row: StoredRow) -> bool:
            return row[0] > after and all(row[place] == value for place, value in wanted)

        layers = self._layers(kind)
        stored = self._base.select(
            shape, shape.ordered(fields), after, limit + sum(map(len, layers))
        )
        return _page(stored, layers, fits, lambda row: row[0], limit)

    def due(
        self, kind: str, before: str, *, after: tuple[str, str] = ("", ""), limit: int = 100
    ) -> list[tuple[str, Doc]]:
        return self._due(kind, "", before, after, limit)

    def since(
        self,
        kind: str,
        moment: str,
        *,
        after: tuple[str, str] = ("", ""),
        limit: int = 100,
        **fields: str,
    ) -> list[tuple[str, Doc]]:
        shape = shape_of(kind)
        shape.check_since(moment, fields, limit)
        place = shape.place[moment]
        wanted = [(shape.place[field], value) for field, value in fields.items()]

        def fits(row: StoredRow) -> bool:
            told = row[place]
            return (
                told is not None
                and (told, row[0]) > after
                and all(row[place] == value for place, value in wanted)
            )

        layers = self._layers(kind)
        most = limit + sum(map(len, layers))
        stored = self._base.select_since(shape, moment, [*fields.items()], after, most)
        return _page(stored, layers, fits, lambda row: (row[place], row[0]), limit)

    def planned_due(
        self, before: str, after: tuple[str, str] = ("", ""), limit: int = 100
    ) -> list[tuple[str, Doc]]:
        """Like `due`, for deliveries in the state *planned* only: what `claim` looks for."""
        return self._due(DELIVERIES, DeliveryState.PLANNED, before, after, limit)

    def add(self, counter: str, n: int = 1) -> None:
        value = self.totals.get(counter)
        if value is None:
            counter.encode()  # as for keys: what the disk would refuse must not get into a batch
            value = self._base.count(counter)
        value += n
        if type(value) is not int or not -BIGGEST < value < BIGGEST:
            raise ValueError(f"{counter} cannot count to {value}")
        self.totals[counter] = value

    def count(self, counter: str) -> int:
        value = self.totals.get(counter)
        return self._base.count(counter) if value is None else value

    def counts(self, prefix: str, ending: str = "") -> dict[str, int]:
        found = self._base.counts(prefix, ending)
        found.update(counted(self.totals, prefix, ending))
        return {name: n for name, n in sorted(found.items()) if n}

    def plan(self, key: str, delivery: Doc | Document) -> bool:
        if key in self.planned or self._base.was_planned(key):
            return False
        if self._row(DELIVERIES, key) is not None:
            return False
        self.put(DELIVERIES, key, delivery)
        self.planned.add(key)
        return True

    def _row(self, kind: str, key: str) -> StoredRow | None:
        own = self.rows.get(kind)
        if own is not None and key in own:
            return own[key][0]
        return self._base.row(kind, key)

    def _write(self, kind: str, key: str, row: StoredRow | None) -> None:
        own = self.rows.get(kind)
        if own is None:
            own = self.rows[kind] = {}
        before = own.get(key)
        old = self._base.peek(kind, key) if before is None else before[0]
        if row is None or old is None or isinstance(old, Unknown):
            mask = ALL
        else:
            mask = shape_of(kind).changed(old, row)
        own[key] = (row, mask if before is None else mask | before[1])

    def _layers(self, kind: str) -> list[dict[str, Write]]:
        own = self.rows.get(kind)
        return self._base.layers(kind) + ([own] if own else [])

    def _due(
        self, kind: str, state: str, before: str, after: tuple[str, str], limit: int
    ) -> list[tuple[str, Doc]]:
        shape = shape_of(kind)
        place = shape.moment_place()
        check_limit(limit)
        in_state = shape.place["state"] if state else 0

        def fits(row: StoredRow) -> bool:
            moment = row[place]
            return (
                moment is not None
                and moment <= before
                and (moment, row[0]) > after
                and (not state or row[in_state] == state)
            )

        layers = self._layers(kind)
        most = limit + sum(map(len, layers))
        stored = self._base.select_due(shape, state, before, after, most)
        return _page(stored, layers, fits, lambda row: (row[place], row[0]), limit)


def counted(totals: Mapping[str, int], prefix: str, ending: str) -> Iterator[tuple[str, int]]:
    """The counts whose names begin and end so."""
    return (
        (name, n) for name, n in totals.items() if name.startswith(prefix) and name.endswith(ending)
    )


def _page(
    stored: Iterable[StoredRow],
    layers: list[dict[str, Write]],
    fits: Callable[[StoredRow], bool],
    order: Callable[[StoredRow], str | tuple[str, str]],
    limit: int,
) -> list[tuple[str, Doc]]:
    """Rows on disk overlaid with newer ones, the newest for each key, as one sorted page."""
    if not layers:
        return [(row[0], decode(row)) for row in stored]
    newest: dict[str, StoredRow | None] = {row[0]: row for row in stored}
    for layer in layers:
        for key, (row, _) in layer.items():
            newest[key] = row
    rows = [row for row in newest.values() if row is not None and fits(row)]
    rows.sort(key=order)
    return [(row[0], decode(row)) for row in rows[:limit]]
