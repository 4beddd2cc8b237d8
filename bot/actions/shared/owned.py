"""Building blocks for the subjects' `OWNS`: how documents about people are found, erased,
purged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.core.moments import moment
from bot.ports import Doc, Tx
from bot.services import Erasure, KeyedDocs, Services

NEVER: Final = "9999"  # after every day: it stays as long as its person
_PAGE: Final = 500
_SWEPT: Final = 100  # documents in one transaction: a turn that waits for it hardly notices
Find = Callable[[Services, Tx, str], KeyedDocs]
Sweep = Callable[[Services, datetime], Awaitable[int]]
Lasts = Callable[[Services], Mapping[str, timedelta]]


def by_field(collection: str, field: str = "person") -> Find:
    """Find documents in which this index field has the person's key."""
    return lambda _, tx, key: list(pages(tx, collection, field, key))


def by_key(collection: str) -> Find:
    """Find the document under the person's key."""

    def find(_: Services, tx: Tx, key: str) -> KeyedDocs:
        doc = tx.get(collection, key)
        return [(key, doc)] if doc is not None else []

    return find


def pages(tx: Tx, collection: str, field: str, value: str) -> Iterator[tuple[str, Doc]]:
    """Every document in which this index field has this value."""
    after = ""
    while page := tx.find(collection, after=after, limit=_PAGE, **{field: value}):
        yield from page
        after = page[-1][0]


def drop(collection: str) -> Callable[[Tx, Erasure, str, Doc], None]:
    """Erasing deletes the document."""

    def erase(tx: Tx, _: Erasure, row: str, __: Doc) -> None:
        tx.delete(collection, row)

    return erase


def make_anonymous(collection: str, **fields: str) -> Callable[[Tx, Erasure, str, Doc], None]:
    """Erasing replaces the fields that identify the person by `fields`; the rest is kept."""

    def erase(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
        tx.put(collection, row, doc | fields)

    return erase


def keep(_: Tx, __: Erasure, ___: str, ____: Doc) -> None:
    """Erasing changes nothing, since the document does not identify the person."""


def only(*fields: str) -> Callable[[Doc], Doc]:
    """Show only these fields: the others are somebody else's data."""
    return lambda doc: {name: doc[name] for name in fields if name in doc}


def without(*fields: str) -> Callable[[Doc], Doc]:
    """Show all but these fields, which are somebody else's data."""
    return lambda doc: {name: value for name, value in doc.items() if name not in fields}


def by_state(collection: str, since: str, lasts: Lasts) -> Sweep:
    """A sweep of documents by state: `lasts` says how long each is kept from the moment in
    `since`."""

    async def sweep(services: Services, at: datetime) -> int:
        gone = 0
        for state, kept in lasts(services).items():
            after, full = "", True
            while full:
                step = _sweeping(collection, state, since, moment(at - kept), after)
                after, full, n = await services.store.run(step)
                gone += n
        return gone

    return sweep


def by_moment(
    collection: str, kept: Callable[[Services], timedelta], forget: Callable[[Tx, str], object]
) -> Sweep:
    """A sweep of documents whose declared moment is longer ago than `kept`."""

    async def sweep(services: Services, at: datetime) -> int:
        last = f"{moment(at - kept(services) - timedelta(days=1))[:10]}T23:59:59Z"

        def change(tx: Tx) -> int:
            page = tx.due(collection, last, limit=_SWEPT)
            for key, _ in page:
                forget(tx, key)
            return len(page)

        gone = 0
        while done := await services.store.run(change):
            gone += done
        return gone

    return sweep


def _sweeping(
    collection: str, state: str, since: str, oldest: str, after: str
) -> Callable[[Tx], tuple[str, bool, int]]:
    def change(tx: Tx) -> tuple[str, bool, int]:
        page = tx.find(collection, state=state, after=after, limit=_SWEPT)
        old = [key for key, doc in page if _is_before(doc.get(since), oldest)]
        for key in old:
            tx.delete(collection, key)
        return page[-1][0] if page else "", len(page) == _SWEPT, len(old)

    return change


def _is_before(day: object, oldest: str) -> bool:
    """False if the day can't be read: such a document is kept for somebody to look at."""
    return isinstance(day, str) and "" < day < oldest
