"""A look at the store's file beside the bot: whole or broken, and how much room there is."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from bot.core.documents import PEOPLE
from bot.errors import StoreUnusable
from bot.store import inspect, open_store
from bot.store.tinydb.file import PAGE


async def filled(path: Path) -> None:
    async with open_store(f"tinydb:{path}") as store:
        for n in range(200):
            await store.run(lambda tx, n=n: tx.put(PEOPLE, f"t:{n}", {"name": "x" * 200}))


async def test_a_store_in_use_is_whole_and_its_log_counts_as_well(tmp_path: Path):
    path = tmp_path / "padriver.db"
    async with open_store(f"tinydb:{path}") as store:
        empty = inspect(f"tinydb:{path}")
        await store.run(lambda tx: tx.put(PEOPLE, "t:1", {"name": "x" * 50_000}))
        found = inspect(f"tinydb:{path}")
    assert found.damage == empty.damage == ""
    assert found.size > empty.size + 50_000
    assert found.free > 0


async def test_a_page_that_was_overwritten_is_found(tmp_path: Path):
    path = tmp_path / "padriver.db"
    await filled(path)
    with contextlib.closing(sqlite3.connect(path)) as db:
        root = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        start = (db.execute(root, (PEOPLE,)).fetchone()[0] - 1) * PAGE
    pages = bytearray(path.read_bytes())
    pages[start : start + PAGE] = b"\xff" * PAGE
    path.write_bytes(pages)
    assert inspect(f"tinydb:{path}").damage


@pytest.mark.parametrize(
    ("content", "why"), [(None, "no such file"), (b"", "empty"), (b"hello" * 9, "no store of ours")]
)
def test_what_is_no_store_is_said_to_be_none(tmp_path: Path, content: bytes | None, why: str):
    path = tmp_path / "padriver.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreUnusable, match=why):
        inspect(f"tinydb:{path}")
