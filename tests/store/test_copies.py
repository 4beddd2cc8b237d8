"""Export, backup and the way back, while the bot runs."""

from __future__ import annotations

import json
import random
import tracemalloc
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.core.documents import DELIVERIES, PEOPLE, STORE_FACTS
from bot.errors import StoreBusy, StoreUnusable
from bot.ports import Tx
from bot.store import backup, export_json, open_store, restore
from bot.store.export import Exported, read_into
from bot.store.tinydb.store import TinyStore

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
STATES = ("planned", "claimed", "attempting", "sent", "uncertain", "failed", "blocked", "skipped")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def fill(tx: Tx) -> None:
    tx.put(PEOPLE, 't:"1"', {"name": "Åse\n", "role": "a@b.no", "list": [1, None, 2.5]})
    tx.put("own_kind", "x", {"n": 1})
    tx.add("1506/started", 3)
    for n, state in enumerate(STATES):
        row = {"person": f"p{n}", "state": state, "due_at": "2026-11-23T07:00:00Z"}
        tx.plan(f"p{n}/lesson", row)
    tx.plan("gone", {"state": "planned", "person": "hemmelig"})


async def filled(path: Path) -> TinyStore:
    store = TinyStore(path)
    await store.__aenter__()
    await store.run(fill)
    await store.run(lambda tx: tx.delete(DELIVERIES, "gone"))
    return store


def exported(path: Path) -> str:
    return "".join(export_json(f"tinydb:{path}"))


async def test_an_export_is_the_whole_store_as_json_while_the_bot_runs(path: Path):
    store = await filled(path)
    text = exported(path)
    content = json.loads(text)
    assert content["kinds"][PEOPLE]['t:"1"'] == {
        "name": "Åse\n",
        "role": "a@b.no",
        "list": [1, None, 2.5],
    }
    assert content["kinds"]["own_kind"] == {"x": {"n": 1}}
    assert content["counts"] == {"1506/started": 3}
    assert len(content["planned"]) == len(STATES) + 1
    assert "hemmelig" not in text
    assert len(text.splitlines()) > len(STATES) * 2
    await store.close()


async def test_an_export_is_of_one_moment(path: Path):
    """What is written while it is read is not in it, in no part of it."""
    store = await filled(path)
    pieces = export_json(f"tinydb:{path}")
    text = next(pieces)
    await store.run(lambda tx: (tx.put("zebra", "z", {}), tx.add("zebra"), tx.plan("zebra", {})))
    text += "".join(pieces)
    assert "zebra" not in text
    assert len(json.loads(text)["planned"]) == len(STATES) + 1
    assert "zebra" in exported(path)
    await store.close()


async def test_an_empty_store_can_be_exported_and_restored(path: Path):
    async with TinyStore(path):
        pass
    copy = path.with_name("export.json")
    copy.write_text(exported(path), "utf-8")
    assert restore(copy, f"tinydb:{path}", NOW) == {STORE_FACTS: 1}


async def test_a_backup_is_a_sound_store_of_its_own(path: Path, tmp_path: Path):
    store = await filled(path)
    to = tmp_path / "backups" / "b.db"
    to.parent.mkdir()
    assert backup(f"tinydb:{path}", to) == {DELIVERIES: len(STATES), "own_kind": 1, PEOPLE: 1}
    assert [each.name for each in to.parent.iterdir()] == ["b.db"]
    assert to.stat().st_mode & 0o077 == 0
    await store.run(lambda tx: tx.put(PEOPLE, "later", {}))
    await store.close()
    async with TinyStore(to) as copy:
        assert await copy.run(lambda tx: tx.find(PEOPLE, role="a@b.no"))
        assert await copy.run(lambda tx: tx.get(PEOPLE, "later")) is None
    with pytest.raises(StoreUnusable, match="there already"):
        backup(f"tinydb:{path}", to)


def copied(path: Path, how: str) -> Path:
    copy = path.with_name(f"copy.{how}")
    if how == "json":
        copy.write_text(exported(path), "utf-8")
    else:
        backup(f"tinydb:{path}", copy)
    return copy


@pytest.mark.parametrize("how", ["json", "db"])
async def test_what_is_restored_is_all_there_and_sends_nothing(path: Path, how: str):
    store = await filled(path)
    copy = copied(path, how)
    before = json.loads(exported(path))
    await store.close()
    new = path.with_name("new.db")
    restore(copy, f"tinydb:{new}", NOW)
    after = json.loads(exported(new))
    assert after["kinds"].pop(STORE_FACTS) == {
        "sending": {"held": True, "why": "restored", "at": "2026-11-23T08:00:00Z"}
    }
    assert STORE_FACTS not in before["kinds"]
    for n, state in enumerate(STATES):
        row = before["kinds"][DELIVERIES][f"p{n}/lesson"]
        assert row["state"] == state
        if state in ("planned", "claimed", "attempting"):
            row |= {"state": "uncertain", "reason": "restored", "fix": "interrupted"}
    assert after == before
    async with open_store(f"tinydb:{new}") as again:
        assert (await again.claim(NOW + timedelta(days=1), 10, timedelta(minutes=1))).rows == []
        for key in ("p0/lesson", "gone"):
            assert await again.run(lambda tx, key=key: tx.plan(key, {})) is False
        assert len(await again.run(lambda tx: tx.find(DELIVERIES, state="uncertain"))) == 4
        assert await again.run(lambda tx: tx.counts("")) == {"1506/started": 3}


@pytest.mark.parametrize("indent", [None, 0, 2])
async def test_an_export_that_another_program_laid_out_anew_is_the_same(path: Path, indent):
    await (await filled(path)).close()
    as_it_was, content = path.with_name("a.db"), json.loads(exported(path))
    restore(copied(path, "json"), f"tinydb:{as_it_was}", NOW)
    anew = path.with_name("anew.json")
    keys = sorted(content, reverse=True)
    anew.write_text(json.dumps({key: content[key] for key in keys}, indent=indent), "utf-8")
    restore(anew, f"tinydb:{path}", NOW, overwrite=True)
    assert exported(path) == exported(as_it_was)


async def test_the_fault_in_an_export_says_on_which_line_it_is(path: Path):
    await (await filled(path)).close()
    lines = exported(path).splitlines(keepends=True)
    wrong = path.with_name("wrong.json")
    for at in range(2, len(lines)):
        for faulty in (lines[:at], [*lines[:at], "broken\n", *lines[at + 1 :]]):
            wrong.write_text("".join(faulty), "utf-8")
            with pytest.raises(StoreUnusable, match=rf"line {at + 1}\b"):
                read_into(wrong, drained)
    new = path.with_name("new.db")
    with pytest.raises(StoreUnusable, match="no copy of a store, see its line"):
        restore(wrong, f"tinydb:{new}", NOW)
    assert not new.exists()


def drained(content: Exported) -> int:
    """Read all of it, as whoever makes a store of it does; how many documents."""
    found = sum(len(dict(documents)) for _, documents in content.kinds)
    dict(content.counts)
    list(content.planned)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("waiting", [0, 4_000])
async def test_a_restore_from_an_export_takes_the_same_memory_whatever_its_size(
    path: Path, waiting: int
):
    def fill(tx: Tx, first: int) -> None:
        for n in range(first, first + 500):
            state = "planned" if n < waiting else "sent"
            row = {"person": f"p{n}", "state": state, "reason": "x" * 2_000}
            tx.put(DELIVERIES, f"{n:05d}", row)

    async with open_store(f"tinydb:{path}", durable=False) as store:
        for first in range(0, 8_000, 500):
            await store.run(partial(fill, first=first))
    copy = copied(path, "json")
    assert copy.stat().st_size > 16_000_000
    tracemalloc.start()
    try:
        restore(copy, f"tinydb:{path}", NOW, overwrite=True)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < (10_000_000 if waiting else 1_000_000)  # those that wait go by in pages


async def test_a_restore_overwrites_only_when_told_to(path: Path):
    store = await filled(path)
    copy = copied(path, "json")
    with pytest.raises(StoreBusy):
        restore(copy, f"tinydb:{path}", NOW, overwrite=True)
    await store.run(lambda tx: tx.put(PEOPLE, "later", {}))
    await store.close()
    with pytest.raises(StoreUnusable, match="documents already"):
        restore(copy, f"tinydb:{path}", NOW)
    assert "later" in exported(path)
    assert restore(copy, f"tinydb:{path}", NOW, overwrite=True)[PEOPLE] == 1
    assert "later" not in exported(path)


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"format": "padriver-store-1"}', '{"format": 1}', "x"]
)
async def test_what_is_no_copy_is_refused_and_changes_nothing(path: Path, content: str):
    await (await filled(path)).close()
    text = exported(path)
    wrong = path.with_name("wrong")
    wrong.write_text(content)
    new = path.with_name("new.db")
    with pytest.raises(StoreUnusable, match="no copy"):
        restore(wrong, f"tinydb:{new}", NOW)
    assert not new.exists()
    with pytest.raises(StoreUnusable, match="no such file"):
        restore(path.with_name("nothing"), f"tinydb:{new}", NOW)
    assert exported(path) == text


@pytest.mark.parametrize("how", ["json", "db"])
@pytest.mark.slow
async def test_a_damaged_copy_is_refused_or_restored_whole(path: Path, how: str):
    """Any bytes overwritten: an error by name, or a store that opens."""
    store = await filled(path)
    copy = copied(path, how)
    await store.close()
    sound, new = copy.read_bytes(), path.with_name("new.db")
    chance = random.Random(7)  # noqa: S311  # the same damage every time
    for _ in range(25):
        damaged = bytearray(sound)
        start = chance.randrange(len(damaged))
        damaged[start : start + 40] = chance.randbytes(40)
        copy.write_bytes(damaged)
        try:
            restore(copy, f"tinydb:{new}", NOW, overwrite=True)
        except StoreUnusable:
            continue
        async with TinyStore(new) as opened:
            await opened.run(lambda tx: tx.get(STORE_FACTS, "sending"))
