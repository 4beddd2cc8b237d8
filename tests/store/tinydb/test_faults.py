"""What the disk refuses is neither kept nor acknowledged; what a kill leaves is whole."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.core.documents import ATTEMPTS, PEOPLE
from bot.errors import NotSaved
from bot.ports import Doc, Tx
from bot.store.tinydb.file import damaged
from bot.store.tinydb.store import TinyStore
from tests.store.killing import survive

WHOLE = Path("/proc/self/fd")


def put(tx: Tx, key: str, n: int) -> None:
    tx.put(PEOPLE, key, {"n": n, "role": key, "text": "x" * 500})
    tx.add("n")


async def look(store: TinyStore, *keys: str) -> list[int | None]:
    def read(tx: Tx) -> list[Doc | None]:
        return [tx.get(PEOPLE, key) for key in keys]

    return [each and each["n"] for each in await store.run(read)]


@contextmanager
def broken_disk(path: Path) -> Iterator[None]:
    """Every write to the log fails, as with a disk that is gone."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    saved = []
    for each in WHOLE.iterdir():
        if each.is_symlink() and str(each.readlink()) == f"{path}-wal":
            number = int(each.name)
            saved.append((os.dup(number), number))
            os.dup2(nothing, number)
    assert saved
    try:
        yield
    finally:
        for copy, number in saved:
            os.dup2(copy, number)
            os.close(copy)
        os.close(nothing)


@contextmanager
def full_disk(store: TinyStore) -> Iterator[None]:
    """No page more than now."""
    db = store._writer._db
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        db.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif(not WHOLE.exists(), reason="needs /proc to break the disk")
@pytest.mark.parametrize("how", ["broken", "full"])
async def test_what_the_disk_refuses_is_neither_acknowledged_nor_kept(tmp_path: Path, how: str):
    path = tmp_path / "store.db"
    async with TinyStore(path) as store:
        await store.run(partial(put, key="old", n=1))
        with broken_disk(path) if how == "broken" else full_disk(store):
            keys = ["old", *(f"t:{n}" for n in range(200))]
            writes = [store.run(partial(put, key=key, n=2)) for key in keys]
            outcomes = await asyncio.gather(*writes, return_exceptions=True)
            assert all(isinstance(each, NotSaved) for each in outcomes)
            assert "Nothing was acknowledged" in str(outcomes[0])
            if how == "broken":
                assert await store.ready() is False
        assert await look(store, "old", "t:0", "t:199") == [1, None, None]
        assert await store.run(lambda tx: tx.counts("")) == {"n": 1}
        assert await store.run(lambda tx: tx.find(PEOPLE, role="t:5")) == []
        await store.run(partial(put, key="t:5", n=3))
        assert await store.ready() is True
        assert await look(store, "old", "t:5") == [1, 3]
    async with TinyStore(path) as store:
        assert await look(store, "old", "t:5", "t:6") == [1, 3, None]
        assert await store.run(lambda tx: tx.counts("")) == {"n": 2}


@pytest.mark.skipif(not WHOLE.exists(), reason="needs /proc to break the disk")
async def test_nobody_is_told_what_was_built_on_what_is_not_saved(tmp_path: Path):
    """A reader of an unsaved change, and a change on top of it, fail with it."""
    path = tmp_path / "store.db"
    async with TinyStore(path) as store:
        await store.run(partial(put, key="a", n=1))
        with broken_disk(path):
            first = asyncio.create_task(store.run(partial(put, key="a", n=2)))
            await asyncio.sleep(0)
            reader = asyncio.create_task(store.run(lambda tx: tx.get(PEOPLE, "a")))
            later = asyncio.create_task(store.run(partial(put, key="b", n=2)))
            done = await asyncio.gather(first, reader, later, return_exceptions=True)
        assert [type(each) for each in done] == [NotSaved] * 3
        assert await look(store, "a", "b") == [1, None]


FULL = """
import asyncio, resource, sys
from functools import partial
from bot.errors import NotSaved
from bot.store.tinydb.file import damaged
from bot.store.tinydb.store import TinyStore
from pathlib import Path
from tests.store.tinydb.test_faults import look, put

async def main(path):
    async with TinyStore(path) as store:
        await store.run(partial(put, key="old", n=1))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
        saved = []
        for n in range(400):
            try:
                await store.run(partial(put, key=f"t:{n}", n=n))
            except NotSaved:
                break
            saved.append(f"t:{n}")
        assert 10 < len(saved) < 400, len(saved)
        assert await store.ready() is False
        assert await look(store, f"t:{len(saved)}") == [None]
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        await store.run(partial(put, key="after", n=7))
    async with TinyStore(path) as store:
        assert await look(store, "old", "after", saved[-1]) == [1, 7, len(saved) - 1]
        assert await store.run(lambda tx: tx.counts("")) == {"n": len(saved) + 2}

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no RLIMIT_FSIZE on Windows")
def test_a_full_disk_stops_writing_and_room_lets_it_go_on(tmp_path: Path):
    """With the system's own limit on file sizes, in a process of its own."""
    command = [sys.executable, "-c", FULL, str(tmp_path / "store.db")]
    subprocess.run(command, check=True, timeout=60)


@pytest.mark.slow
async def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path):
    await survive(tmp_path / "store.db", rounds=5)


@pytest.mark.slow
async def test_a_bulk_of_ten_thousand_documents_is_one_whole(tmp_path: Path):
    async with TinyStore(tmp_path / "store.db") as store:

        def bulk(tx: Tx, fail: bool) -> None:
            for n in range(10_000):
                tx.put(ATTEMPTS, f"{n:05}", {"person": f"p{n % 7}", "n": n})
            if fail:
                raise LookupError

        with pytest.raises(LookupError):
            await store.run(partial(bulk, fail=True))
        assert await store.run(lambda tx: tx.find(ATTEMPTS, person="p1")) == []
        await store.run(partial(bulk, fail=False))
        page = await store.run(lambda tx: tx.find(ATTEMPTS, person="p1", after="09000"))
        assert len(page) == 100


def test_a_copy_that_finds_no_room_asks_for_room_and_not_for_a_backup(tmp_path: Path):
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as db:
        db.execute("PRAGMA max_page_count = 2")
        db.execute("CREATE TABLE t (x)")
        with pytest.raises(sqlite3.OperationalError) as full:
            db.execute("INSERT INTO t VALUES (zeroblob(100000))")
    said = str(damaged(tmp_path / "copy.db", full.value))
    assert said.endswith("its disk is full. Make room there.")
