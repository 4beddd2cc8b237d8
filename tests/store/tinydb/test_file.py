# ruff: noqa: ASYNC220, ASYNC240  # the test itself is what may wait for the disk here
"""The file: whole or refused, one writer, readers beside it, erased means erased."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.core import documents
from bot.core.collection import Collection
from bot.core.documents import PEOPLE
from bot.errors import SettingError, StoreBusy, StoreUnusable
from bot.store import open_store
from bot.store.rows import shape_of
from bot.store.tinydb import sql
from bot.store.tinydb.lock import network_kind


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


async def fill(path: Path, n: int = 1) -> None:
    async with open_store(f"tinydb:{path}") as store:
        for each in range(n):
            doc = {"name": f"Kari {each}", "role": f"kari{each}@molde.kommune.no"}
            await store.run(lambda tx, each=each, doc=doc: tx.put(PEOPLE, f"t:{each}", doc))


async def test_what_was_written_is_there_after_reopening(path: Path):
    await fill(path, 3)
    async with open_store(f"tinydb:{path}") as store:
        found = await store.run(lambda tx: tx.find(PEOPLE, role="kari2@molde.kommune.no"))
        assert [key for key, _ in found] == ["t:2"]


async def test_folders_are_made_and_the_file_is_private(tmp_path: Path):
    path = tmp_path / "data" / "deep" / "store.db"
    await fill(path)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://host/db", "not supported"),
        ("tinydb:", "no file"),
        ("memory:x", "nothing may follow"),
        ("redis://x", "known"),
        ("", "known"),
    ],
)
def test_an_unknown_url_is_refused_with_reason_and_mend(url: str, why: str):
    with pytest.raises(SettingError, match=why) as refused:
        open_store(url)
    assert "STORE_URL" in str(refused.value)
    assert "tinydb:" in str(refused.value)


async def refused(path: Path, why: str) -> None:
    """By whoever writes and whoever reads, leaving the file as it was."""
    before = path.read_bytes() if path.is_file() else None
    for read_only in (False, True):
        with pytest.raises(StoreUnusable, match=why):
            async with open_store(f"tinydb:{path}", read_only=read_only, wait=0):
                pass
    assert (path.read_bytes() if path.is_file() else None) == before


async def test_an_empty_file_is_not_taken_for_an_empty_store(path: Path):
    path.touch()
    await refused(path, "empty")


async def test_a_file_of_another_kind_is_refused(path: Path):
    path.write_text('{"_default": {"1": {"name": "stock TinyDB"}}}')
    await refused(path, "no store of ours")


async def test_a_database_of_another_program_is_refused(path: Path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.close()
    await refused(path, "another program")


async def test_a_store_of_a_newer_version_is_refused(path: Path):
    await fill(path)
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    await refused(path, "newer")


@pytest.mark.parametrize("keep", [20, 1000, 5000])
async def test_a_file_that_was_cut_short_is_refused(path: Path, keep: int):
    await fill(path, 20)
    path.write_bytes(path.read_bytes()[:keep])
    await refused(path, "Restore|Choose|Check")


async def test_a_damaged_file_is_refused_when_it_is_opened_or_read(path: Path):
    await fill(path, 200)
    data = bytearray(path.read_bytes())
    data[2048:] = b"\x5a" * (len(data) - 2048)
    path.write_bytes(data)
    with pytest.raises(StoreUnusable, match=r"Restore a backup"):
        async with open_store(f"tinydb:{path}") as store:
            await store.run(lambda tx: tx.get(PEOPLE, "t:1"))


async def test_a_folder_or_a_forbidden_place_is_refused(tmp_path: Path):
    await refused(tmp_path, "directory")
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreUnusable):
        async with open_store(f"tinydb:{file}/store.db"):
            pass


async def test_a_journal_without_its_file_is_not_taken_for_a_new_store(path: Path):
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(PEOPLE, "t:1", {"n": 1}))
        journal = Path(f"{path}-wal").read_bytes()
    path.unlink()
    Path(f"{path}-wal").write_bytes(journal)
    with pytest.raises(StoreUnusable, match="missing"):
        async with open_store(f"tinydb:{path}"):
            pass


async def test_a_creation_that_a_crash_cut_off_leaves_nothing_in_the_way(path: Path):
    path.with_name("store.db.new").write_bytes(b"half")
    await fill(path)
    assert not path.with_name("store.db.new").exists()


async def test_a_reader_does_not_create_a_store(path: Path):
    with pytest.raises(StoreUnusable, match="no such file"):
        async with open_store(f"tinydb:{path}", read_only=True):
            pass
    assert not path.exists()


async def test_a_second_writer_waits_and_is_then_refused(path: Path):
    async with open_store(f"tinydb:{path}"):
        loop = asyncio.get_running_loop()
        start = loop.time()
        with pytest.raises(StoreBusy, match=r"store\.db is in use"):
            async with open_store(f"tinydb:{path}", wait=0.2):
                pass
        assert loop.time() - start >= 0.2


async def test_a_second_writer_goes_on_when_the_first_lets_go(path: Path):
    first = open_store(f"tinydb:{path}")
    await first.__aenter__()
    second = open_store(f"tinydb:{path}", wait=10)
    waiting = asyncio.create_task(second.__aenter__())
    await first.run(lambda tx: tx.put(PEOPLE, "t:1", {"n": 1}))
    await first.close()
    await waiting
    assert await second.run(lambda tx: tx.get(PEOPLE, "t:1")) == {"n": 1}
    await second.close()


async def test_another_process_is_refused_too_and_let_in_after_a_kill(path: Path):
    holds = "import asyncio\nfrom bot.store import open_store\n" + (
        "async def main():\n"
        f"    async with open_store('tinydb:{path}'):\n"
        "        print('open', flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen([sys.executable, "-c", holds], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreBusy):
            async with open_store(f"tinydb:{path}", wait=0):
                pass
        holder.kill()
    await fill(path)


async def test_readers_see_what_is_on_disk_while_the_bot_runs(path: Path):
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(PEOPLE, "t:1", {"n": 1}))
        async with open_store(f"tinydb:{path}", read_only=True) as reader:
            assert await reader.run(lambda tx: tx.get(PEOPLE, "t:1")) == {"n": 1}
            await store.run(lambda tx: (tx.put(PEOPLE, "t:1", {"n": 2}), tx.add("n")))
            assert await reader.run(lambda tx: tx.get(PEOPLE, "t:1")) == {"n": 2}
            assert await reader.run(lambda tx: tx.counts("")) == {"n": 1}
            with pytest.raises(StoreUnusable, match="for reading"):
                await reader.run(lambda tx: tx.put(PEOPLE, "t:1", {}))
            with pytest.raises(StoreUnusable, match="for reading"):
                await reader.claim()
            assert await reader.ready() is False
        with pytest.raises(StoreUnusable, match="closed"):
            await reader.run(lambda tx: tx.get(PEOPLE, "t:1"))


WRITES = """
import asyncio, sys
from bot.core.documents import PEOPLE
from bot.store import open_store

async def main():
    async with open_store("tinydb:" + sys.argv[1]) as store:
        for key in ("t:before", "t:after"):
            await store.run(lambda tx: tx.put(PEOPLE, key, {"n": 1}))
            print(key, flush=True)
            sys.stdin.readline()

asyncio.run(main())
"""


async def test_a_reader_in_another_process_takes_nothing_from_the_bot(path: Path):
    """What is acknowledged after a report was made survives a kill, as does all before it."""
    command, pipe = [sys.executable, "-c", WRITES, str(path)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0) as bot:
        assert bot.stdin is not None
        assert bot.stdout is not None
        assert bot.stdout.readline() == b"t:before\n"
        async with open_store(f"tinydb:{path}", read_only=True) as reader:
            assert await reader.run(lambda tx: tx.get(PEOPLE, "t:before"))
        bot.stdin.write(b"\n")
        assert bot.stdout.readline() == b"t:after\n"
        bot.kill()
    async with open_store(f"tinydb:{path}") as store:
        found = await store.run(lambda tx: [key for key, _ in tx.scan(PEOPLE)])
    assert found == ["t:after", "t:before"]


def everything(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


async def test_erased_means_erased_in_every_file(path: Path):
    """Also what earlier versions, indexes and planned keys held."""
    secret = b"hemmelig-person"
    name = secret.decode()
    async with open_store(f"tinydb:{path}") as store:

        def write(tx: Any) -> None:
            tx.put(PEOPLE, f"t:{name}", {"role": f"{name}@a.no", "long": name * 500})
            tx.plan(f"t:{name}/lesson/1", {"person": f"t:{name}", "state": "planned"})

        def erase(tx: Any) -> None:
            tx.delete(PEOPLE, f"t:{name}")
            tx.delete(documents.DELIVERIES, f"t:{name}/lesson/1")

        for n in range(60):
            await store.run(lambda tx, n=n: tx.put(PEOPLE, f"t:{n}", {"role": f"{n}", "n": n}))
        await store.run(write)
        await store.run(lambda tx: tx.put(PEOPLE, f"t:{name}", {"unit": f"{name} 2"}))
        assert secret in everything(path)
        await store.run(erase)
        assert secret not in everything(path)
        assert await store.run(lambda tx: tx.plan(f"t:{name}/lesson/1", {})) is False
        assert await store.run(lambda tx: tx.get(PEOPLE, "t:7")) == {"role": "7", "n": 7}
    assert secret not in everything(path)


async def test_an_erasure_held_up_by_a_reader_is_made_up_for(path: Path):
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(PEOPLE, "t:hemmelig", {"n": 1}))
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        await store.run(lambda tx: tx.delete(PEOPLE, "t:hemmelig"))
        assert b"t:hemmelig" in everything(path)
        reader.execute("COMMIT")
        reader.close()
        await store.run(lambda tx: tx.delete(PEOPLE, "t:nobody") or tx.put(PEOPLE, "t:1", {}))
        await store.close()
    assert b"t:hemmelig" not in everything(path)


async def test_the_log_does_not_grow_for_ever(path: Path):
    async with open_store(f"tinydb:{path}") as store:

        def write(tx: Any, n: int) -> None:
            for key in range(100):
                tx.put(PEOPLE, f"t:{key}", {"n": n, "text": "x" * 200})

        for n in range(80):
            await store.run(lambda tx, n=n: write(tx, n))
        assert Path(f"{path}-wal").stat().st_size < 2_000_000


async def test_a_log_that_a_reader_has_let_grow_is_cut_when_it_starts_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.store.tinydb.file.LOG", 100_000)
    log = Path(f"{path}-wal")
    async with open_store(f"tinydb:{path}") as store:

        def write(tx: Any, n: int) -> None:
            for key in range(100):
                tx.put(PEOPLE, f"t:{key}", {"n": n, "text": os.urandom(500).hex()})

        await store.run(lambda tx: write(tx, 0))
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        for n in range(30):
            await store.run(lambda tx, n=n: write(tx, n))
        grown = log.stat().st_size
        reader.execute("COMMIT")
        reader.close()
        for n in range(24):
            await store.run(lambda tx, n=n: write(tx, -n))
        assert grown > 5_000_000
        assert log.stat().st_size < 3_000_000


async def test_a_newly_declared_field_finds_old_documents(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    def declare(fields: tuple[str, ...]) -> None:
        monkeypatch.setitem(documents.COLLECTIONS, PEOPLE, Collection(PEOPLE, fields, "oldest"))
        shape_of.cache_clear()

    try:
        declare(("municipality",))
        async with open_store(f"tinydb:{path}") as store:
            await store.run(lambda tx: tx.put(PEOPLE, "t:1", {"municipality": "1", "unit": "u"}))
            await store.run(lambda tx: tx.put(PEOPLE, "t:2", {"municipality": "1", "unit": 3}))
        declare(("unit",))
        async with open_store(f"tinydb:{path}") as store:
            found = await store.run(lambda tx: tx.find(PEOPLE, unit="u"))
            assert [key for key, _ in found] == ["t:1"]
            await store.run(lambda tx: tx.put(PEOPLE, "t:1", {"municipality": "2"}))
        declare(("municipality", "unit"))
        async with open_store(f"tinydb:{path}") as store:
            assert await store.run(lambda tx: tx.find(PEOPLE, unit="u")) == []
            found = await store.run(lambda tx: tx.find(PEOPLE, municipality="2"))
            assert [key for key, _ in found] == ["t:1"]
    finally:
        monkeypatch.undo()
        shape_of.cache_clear()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/x.db", "nfs4"),
        ("/data2/x.db", ""),
        ("/data/local/x.db", ""),
        ("/my share/x.db", "cifs"),
        (r"\\server\share\x.db", "a Windows share"),
        ("/x.db", ""),
    ],
)
def test_network_file_systems_are_known_by_their_mount(path: str, kind: str):
    mounts = (
        "/dev/vda / ext4 rw 0 0\nserver:/x /data nfs4 rw 0 0\n"
        "/dev/vdb /data/local xfs rw 0 0\n//s/x /my\\040share cifs rw 0 0\nodd\n"
    )
    assert network_kind(path, mounts) == kind


async def test_a_network_file_system_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.store.tinydb.lock.network_kind", lambda *_: "nfs4")
    with pytest.raises(StoreUnusable, match="nfs4"):
        async with open_store(f"tinydb:{path}"):
            pass
    assert not path.exists()


async def test_every_search_is_answered_from_an_index(path: Path):
    await fill(path)
    db = sqlite3.connect(path)
    for kind in documents.COLLECTIONS:
        shape = shape_of(kind)
        searches: list[tuple[str, Any]] = [
            (
                sql.select(shape, (field,)),
                {field: "", "after": "", "limit": 1, "low": "", "high": ""},
            )
            for field in shape.indexes
        ]
        if shape.moment:
            searches.append((sql.select_due(shape, ""), ("", "", "", 1)))
        if kind == documents.DELIVERIES:
            searches.append((sql.select_due(shape, "planned"), ("", "", "", 1)))
        for statement, values in searches:
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            steps = [step for step in plan if step not in ("MERGE (UNION ALL)", "LEFT", "RIGHT")]
            assert steps
            assert all(step.startswith(f"SEARCH {kind} USING INDEX") for step in steps), plan
    db.close()
