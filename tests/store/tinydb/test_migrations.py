# ruff: noqa: ASYNC221, ASYNC240  # the test itself is what may wait for the disk here
"""Stores of other versions: refused with what is needed, or brought up to date as a whole."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.documents import PEOPLE, PROGRESS
from bot.errors import StoreUnusable
from bot.ports import Doc, Migration, Tx, Versions
from bot.store import backup, export_json, forget_copies, open_store, restore
from bot.store.tinydb.migrations import KEPT, bring_up

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def rename(tx: Tx, key: str, doc: Doc) -> None:
    """Not idempotent on purpose: each document is given once."""
    tx.put(PEOPLE, key, {"name": doc["name"] + "!"})
    tx.add("renamed")


def tally(tx: Tx, _: str, __: Doc) -> None:
    tx.add("tallied", tx.counts("renamed")["renamed"])


OLD = Versions("0.1.0")
NEW = Versions("0.2.0", (Migration("names", PEOPLE, rename), Migration("tally", "", tally)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


async def fill(path: Path, n: int = 3) -> None:
    async with open_store(f"tinydb:{path}", versions=OLD) as store:
        for each in range(n):
            await store.run(lambda tx, k=each: tx.put(PEOPLE, f"t:{k:04d}", {"name": str(k)}))


def said(path: Path) -> Any:
    return json.loads("".join(export_json(f"tinydb:{path}")))


async def opened(path: Path, versions: Versions, **how: Any) -> None:
    async with open_store(f"tinydb:{path}", versions=versions, wait=0, **how):
        pass


@pytest.mark.slow
async def test_an_older_store_is_brought_up_to_date_once_and_kept(path: Path):
    await fill(path, 1203)
    before = said(path)
    for _ in range(2):
        await opened(path, NEW, migrate=True)
    after = said(path)
    assert {each["name"][-1] for each in after["kinds"][PEOPLE].values()} == {"!"}
    assert after["counts"] == {"renamed": 1203, "tallied": 1203}
    kept = path.with_name("store.db.before-0.2.0")
    assert said(kept) == before
    assert sorted(each.name for each in path.parent.iterdir() if "lock" not in each.name) == [
        "store.db", "store.db.before-0.2.0",
    ]  # fmt: skip


async def test_a_new_store_needs_nothing_and_keeps_no_copy(path: Path):
    await opened(path, NEW, migrate=True)
    assert said(path)["counts"] == {}
    assert not list(path.parent.glob("*before*"))


@pytest.mark.parametrize("how", [{}, {"read_only": True}])
async def test_who_may_not_migrate_says_what_to_do_and_changes_nothing(path: Path, how: Any):
    await fill(path)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"older Pådriver wrote it\. Start this version's bot"):
        await opened(path, NEW, **how)
    assert path.read_bytes() == before
    assert said(path)["counts"] == {}  # an export and a backup can be made all the same
    backup(f"tinydb:{path}", path.with_name("copy.db"))


@pytest.mark.parametrize("how", [{}, {"read_only": True}, {"migrate": True}])
async def test_a_newer_store_is_refused_with_the_version_that_is_needed(path: Path, how: Any):
    await fill(path)
    await opened(path, NEW, migrate=True)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"newer Pådriver wrote it. Install Pådriver 0\.2\.0"):
        await opened(path, OLD, **how)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnusable, match=r"Install Pådriver 0\.2\.0 or newer"):
        await opened(path, NEW, **how)
    assert len(path.read_bytes()) == len(before)


async def test_without_room_nothing_is_changed(path: Path):
    await fill(path)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"no room .* Make 1 MB free beside it"):
        bring_up(path, NEW, migrate=True, free=lambda _: 1000)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if "store.db" in each.name][1:] in (
        [], ["store.db.lock"],
    )  # fmt: skip


async def test_a_document_that_cannot_be_read_stays_and_stops_no_other(path: Path):
    await fill(path)
    async with open_store(f"tinydb:{path}", versions=OLD) as store:
        await store.run(lambda tx: tx.put(PEOPLE, "t:0001", {"name": 1}))
    await opened(path, NEW, migrate=True)
    assert [each["name"] for each in said(path)["kinds"][PEOPLE].values()] == ["0!", 1, "2!"]
    assert said(path)["counts"]["renamed"] == 2


async def test_a_copy_made_before_is_brought_up_to_date_after_a_restore(path: Path):
    await fill(path)
    for name, copy in (("json", path.with_name("old.json")), ("db", path.with_name("old.db"))):
        if name == "json":
            copy.write_text("".join(export_json(f"tinydb:{path}")), "utf-8")
        else:
            backup(f"tinydb:{path}", copy)
        new = path.with_name(f"{name}-new.db")
        restore(copy, f"tinydb:{new}", NOW)
        await opened(new, NEW, migrate=True)
        assert said(new)["counts"]["renamed"] == 3


KILLED = """
import asyncio, os, sys
from tests.store.tinydb.test_migrations import NEW, opened
from bot.ports import Migration, Versions
from pathlib import Path
at = int(sys.argv[2])
seen = 0
def dies(tx, key, doc):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), 9)
    NEW.migrations[0].change(tx, key, doc)
versions = Versions("0.2.0", (Migration("names", "people", dies), NEW.migrations[1]))
asyncio.run(opened(Path(sys.argv[1]), versions, migrate=True))
"""


@pytest.mark.parametrize("at", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (600, 1200))])
@pytest.mark.slow
async def test_a_kill_leaves_the_old_store_and_the_next_start_does_it_all(path: Path, at: int):
    await fill(path, 1203)
    before = said(path)
    command = [sys.executable, "-c", KILLED, str(path), str(at)]
    assert subprocess.run(command, check=False).returncode == -9
    assert said(path) == before
    await opened(path, NEW, migrate=True)
    assert said(path)["counts"] == {"renamed": 1203, "tallied": 1203}
    assert said(path.with_name("store.db.before-0.2.0")) == before


async def test_an_old_file_goes_after_a_month(path: Path):
    await fill(path)
    await opened(path, NEW, migrate=True)
    (kept,) = path.parent.glob("*before*")
    os.utime(kept, (NOW.timestamp(), NOW.timestamp()))
    assert forget_copies(f"tinydb:{path}", NOW + KEPT) == []
    assert forget_copies(f"tinydb:{path}", NOW + KEPT + timedelta(days=1)) == [kept]
    assert not kept.exists()
    assert path.exists()


@pytest.mark.slow  # SQLite waits for the reader
async def test_a_file_system_without_second_names_gets_a_copy(path: Path):
    """As when a reader keeps part of the old store in its log."""
    await fill(path)
    before = said(path)
    async with open_store(f"tinydb:{path}", read_only=True) as reader:
        reader._reader.hold()  # type: ignore[attr-defined]
        async with open_store(f"tinydb:{path}", versions=OLD) as store:
            await store.run(lambda tx: tx.put(PROGRESS, "x", {"n": 1}))
        await opened(path, NEW, migrate=True)
    kept = said(path.with_name("store.db.before-0.2.0"))
    assert kept["kinds"] == before["kinds"] | {PROGRESS: {"x": {"n": 1}}}
    assert said(path)["kinds"][PROGRESS] == {"x": {"n": 1}}


async def test_a_reader_of_a_store_that_lacks_an_index_says_what_to_do(path: Path):
    await fill(path)
    with closing(sqlite3.connect(path)) as older:
        for (name,) in older.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'people' "
            "AND sql IS NOT NULL"
        ).fetchall():
            older.execute(f'DROP INDEX "{name}"')
        older.execute('ALTER TABLE "people" DROP COLUMN "role"')
    async with open_store(f"tinydb:{path}", read_only=True, versions=OLD) as store:
        with pytest.raises(StoreUnusable, match="older Pådriver wrote it"):
            await store.run(lambda tx: tx.find(PEOPLE, role="champion"))
