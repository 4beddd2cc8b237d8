"""A store of many people from one of few: python -m tests.bench.large_store FROM TO TIMES

Everybody in a demo's store is taken so many times, each copy with an id, a lot and keys of its
own, in units of its own; counts are as many times as large. So a store of 100,000 people has what
the bot itself wrote for 1,000, and takes two minutes to make rather than hours:

    STORE_URL=tinydb:few/padriver.db python app.py --local demo --people 1000 --days 21 --only-fill
    python -m tests.bench.large_store few/demo.db many.db 100
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import orjson

from bot.core import documents
from bot.core.delivery.deliveries import delivery_key
from bot.core.people.person import lot_of
from bot.core.people.synthetic_people import UNITS
from bot.ports import Doc
from bot.store.rows import shape_of
from bot.store.tinydb import sql
from bot.store.tinydb.file import build, mark
from bot.store.tinydb.rows import Reader

_HOUSE = {documents.LESSONS, documents.STORE_FACTS, documents.AUDIT}
TOWNS = 25  # how many times as many units, at most
_UNIT = re.compile("|".join(map(re.escape, UNITS)))
_PERSON = re.compile(r"demo-(\d{5})")
_UNIQUE = ("kind", "subject", "slot")
_KEY = re.compile(r"\b[0-9a-f]{40}\b")


def grow(source: Path, to: Path, times: int, *, new_lots: bool = True) -> None:
    """Make the store `to`, which does not exist yet, of so many copies of everybody in `source`.
    With `new_lots` each has the lot that their own id gives."""
    with contextlib.closing(Reader(source)) as few, contextlib.closing(build(to)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("BEGIN")
        db.execute(sql.SET_FACT, ("secret", few.secret))
        cards, secret = _cards(few), _secret(few)
        for n in range(times):
            keys = _renamed(cards, secret, n)
            for kind in sorted(few.kinds if n == 0 else few.kinds - _HOUSE):
                shape = shape_of(kind)
                for statement in sql.create(shape):
                    db.execute(statement)
                rows = (shape.row(*each) for each in _rows(few, kind, keys, n, new_lots=new_lots))
                db.executemany(sql.upsert(shape, 1), rows)
            marks = ((mark(few.secret, key),) for key in keys.values())
            db.executemany(sql.set_planned(1), marks)
        db.executemany(sql.set_counts(1), _counts(few, times))
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")


def _cards(few: Reader) -> dict[str, Doc]:
    rows = few.all(shape_of(documents.DELIVERIES))
    return {key: orjson.loads(body) for key, body, *_ in rows}


def _secret(few: Reader) -> bytes:
    found = few.row(shape_of(documents.STORE_FACTS), "secret")
    assert found, "a bot has lived in it"
    return bytes.fromhex(orjson.loads(found[1])["value"])


def _renamed(cards: dict[str, Doc], secret: bytes, n: int) -> dict[str, str]:
    """The keys of the deliveries of the n-th copies, by those of the first."""
    return {
        key: delivery_key(secret, _person(doc["person"], n), *(doc[field] for field in _UNIQUE))
        for key, doc in cards.items()
    }


def _person(text: str, n: int) -> str:
    return _PERSON.sub(rf"demo-{n:03d}\1", text) if n else text


def _town(text: str, n: int) -> str:
    return _UNIT.sub(rf"\g<0> {n % TOWNS}", text) if n % TOWNS else text


def _rows(
    few: Reader, kind: str, keys: dict[str, str], n: int, *, new_lots: bool
) -> Iterator[tuple[str, Doc]]:
    renew = partial(_KEY.sub, lambda found: keys.get(found[0], found[0]))
    for key, body, *_ in few.all(shape_of(kind)):
        new = renew(_person(key, n))
        doc = orjson.loads(renew(_town(_person(body.decode(), n), n)))
        if new_lots and kind == documents.PEOPLE:
            doc["lot"] = lot_of(new)
        yield new, doc


def _counts(few: Reader, times: int) -> Iterator[tuple[str, int]]:
    towns = min(TOWNS, times)
    for name, n in few.counts("").items():
        if not name.startswith(("unit|", "tenant-unit|")):
            yield name, n * times
            continue
        for town in range(towns):
            yield _town(name, town), n * len(range(town, times, towns))


if __name__ == "__main__":
    grow(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
