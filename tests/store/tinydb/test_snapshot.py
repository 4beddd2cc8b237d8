"""A long look runs beside the event loop, and sees one moment."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.store.tinydb.store import TinyStore


async def test_changes_go_on_while_somebody_looks_and_the_look_sees_none_of_them(tmp_path: Path):
    looking, written = threading.Event(), threading.Event()

    def look(tx):
        first = tx.counts("n")
        looking.set()
        assert written.wait(20)
        return first, tx.counts("n")

    async with TinyStore(tmp_path / "store.db") as store:
        await store.run(lambda tx: tx.add("n"))
        task = asyncio.create_task(store.read(look))
        assert await asyncio.to_thread(looking.wait, 20)
        await store.run(lambda tx: tx.add("n"))
        written.set()
        assert await task == ({"n": 1}, {"n": 1})
        assert await store.read(lambda tx: tx.counts("n")) == {"n": 2}
    with pytest.raises(StoreUnusable, match="closed"):
        await store.read(lambda tx: tx.counts("n"))


async def test_what_counts_nothing_takes_no_room(tmp_path: Path):
    async with TinyStore(tmp_path / "store.db") as store:
        await store.run(lambda tx: tx.add("waiting|2026-11-23", 2))
        await store.run(lambda tx: tx.add("waiting|2026-11-23", -2))
        rows = await store.read(lambda tx: tx._base.counts("waiting|"))
        assert rows == {}
