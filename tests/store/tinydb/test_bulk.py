"""The store that answers before it writes: in the end it holds what any other would."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot.core.documents import DELIVERIES, PEOPLE
from bot.errors import NotSaved
from bot.ports import Tx
from bot.store import export_json
from bot.store.tinydb.bulk import FillingStore
from bot.store.tinydb.store import TinyStore
from tests.store.tinydb.test_faults import full_disk


def something(tx: Tx, number: int) -> list[str]:
    """A change that writes, rewrites, deletes, counts and plans; what it finds meanwhile."""
    draw = Random(number)  # noqa: S311
    person = f"t:{draw.randrange(40)}"
    tx.put(PEOPLE, person, {"municipality": f"150{draw.randrange(9)}", "n": number})
    tx.add(f"count {draw.randrange(9)}")
    key = f"{person}/{draw.randrange(9)}"
    due = f"2026-11-{draw.randrange(10, 30)}T08:00:00Z"
    tx.plan(key, {"person": person, "state": "planned", "due_at": due})
    row = tx.get(DELIVERIES, key)
    if row and draw.random() < 0.5:
        tx.put(DELIVERIES, key, row | {"state": "sent"})
    if draw.random() < 0.05:
        tx.delete(DELIVERIES, key)
    found = tx.find(PEOPLE, municipality="1506")
    return [each for each, _ in [*found, *tx.planned_due("2026-11-20T08:00:00Z", limit=20)]]


async def filled(store: TinyStore) -> list[object]:
    async with store:
        return [await store.run(partial(something, number=n)) for n in range(1500)]


def content(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads("".join(export_json(f"tinydb:{path}")))
    return {name: found[name] for name in ("kinds", "counts")} | {"n": len(str(found["planned"]))}


@pytest.mark.slow
async def test_it_gives_and_holds_what_a_store_does_that_writes_each_change(tmp_path: Path):
    """Over many batches, and with searches across what is and what is not yet on disk."""
    filling, each = tmp_path / "filling.db", tmp_path / "each.db"
    assert await filled(FillingStore(filling)) == await filled(TinyStore(each, durable=False))
    assert content(filling) == content(each)


async def test_what_the_disk_refuses_ends_it(tmp_path: Path):
    """Some of what it answered for is gone by then: nothing may be built on that."""
    path = tmp_path / "store.db"

    def large(tx: Tx, at: int) -> None:
        for n in range(300):
            tx.put(PEOPLE, f"t:{at + n}", {"text": "x" * 500})

    store = await FillingStore(path).__aenter__()
    await store.run(partial(large, at=0))
    with full_disk(store), pytest.raises(NotSaved):
        await store.run(partial(large, at=1000))
    with pytest.raises(NotSaved):
        await store.run(lambda tx: tx.get(PEOPLE, "t:1"))
    await store.close()
    async with TinyStore(path) as opened:
        assert await opened.run(lambda tx: tx.get(PEOPLE, "t:1")) is not None
        assert await opened.run(lambda tx: tx.get(PEOPLE, "t:1001")) is None
