"""Handles many documents in one transaction, or each in its own if one of them is unreadable; and
how many go into one.

A transaction runs on the event loop, and everybody waits for it. At most 20 ms is the aim, 99 times
in a hundred; `tests/bench/test_pages.py` measures it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from bot.core.values import from_doc
from bot.errors import UNREADABLE
from bot.ports import Doc, Store, Tx
from bot.services import Services

READ_PAGE: Final = 200  # documents that are only read: about 0.03 ms each
WRITE_PAGE: Final = 100  # documents that are read and written anew: about 0.15 ms each
PLAN_PAGE: Final = 25  # people for whom cards are planned or taken back: about 0.5 ms each
LOOK_PAGE: Final = 15  # people whose plans are looked at: up to 1.5 ms each
A = TypeVar("A")
B = TypeVar("B")


async def one_page(services: Services, change: Callable[[Tx], A]) -> A:
    """Run one page of work on many that somebody waits for. However many ask for such work at once,
    a turn waits for one page at a time, not for one of each."""
    async with services.lane:
        return await services.store.run(change)


async def in_batch(
    store: Store,
    items: Sequence[A],
    do: Callable[[Tx, A], B],
    otherwise: Callable[[Tx, A], B],
) -> list[B]:
    """Call `do` for all of them. An unreadable one does not affect the others: nothing that `do`
    did for it is kept, and `otherwise` is called instead."""
    try:
        return await store.run(lambda tx: [do(tx, each) for each in items])
    except UNREADABLE:
        return [await _alone(store, each, do, otherwise) for each in items]


async def _alone(
    store: Store, item: A, do: Callable[[Tx, A], B], otherwise: Callable[[Tx, A], B]
) -> B:
    try:
        return await store.run(lambda tx: do(tx, item))
    except UNREADABLE:
        return await store.run(lambda tx: otherwise(tx, item))


def readable(rows: Iterable[tuple[str, Doc]], kind: type[A]) -> Iterator[tuple[str, A]]:
    """The documents that can be read as values of this type, with their keys."""
    return readable_by(rows, partial(from_doc, kind))


def readable_by(
    rows: Iterable[tuple[str, Doc]], read: Callable[[Doc], A]
) -> Iterator[tuple[str, A]]:
    """What `read` makes of the documents that it can read, with their keys."""
    for key, doc in rows:
        try:
            yield key, read(doc)
        except UNREADABLE:
            continue
