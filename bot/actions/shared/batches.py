"""Handles many documents in one transaction, or each in its own if one of them is unreadable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from bot.core.values import from_doc
from bot.errors import UNREADABLE
from bot.ports import Doc, Store, Tx

A = TypeVar("A")
B = TypeVar("B")


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
