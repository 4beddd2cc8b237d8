"""Stores that began as copies of one another, made into one."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest

from bot.core.kinds import DELIVERIES, HOUSE, PEOPLE
from bot.errors import StoreUnusable
from bot.ports import Tx
from bot.store import TinyStore, export_json, join


async def change(path: Path, *changes: object) -> None:
    async with TinyStore(path, durable=False) as store:
        for each in changes:
            await store.run(each)  # type: ignore[arg-type]


def life(*people: str):
    """What happens with these people alone."""

    def lived(tx: Tx) -> None:
        for each in people:
            tx.put(PEOPLE, each, {"name": each, "municipality": "1506"})
            tx.put("own_kind", each, {"n": 1})
            tx.plan(f"{each}/lesson", {"person": each, "state": "planned", "due_at": "2026"})
            tx.add("1506/started", 1)
            tx.add(f"only {each}", 2)

    return lived


def founded(tx: Tx) -> None:
    tx.put(HOUSE, "secret", {"value": "ab"})


def exported(path: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads("".join(export_json(path)))
    return content


async def test_parts_joined_are_the_store_that_lived_all_of_it(tmp_path: Path):
    """Documents, counts and planned keys; what they had in common is there once."""
    first, second, third, whole = (tmp_path / f"{n}.db" for n in range(4))
    await change(first, founded)
    for each in (second, third, whole):
        copyfile(first, each)
    await change(first, life("a", "d"))
    await change(second, life("b"))
    await change(third, life("c", "e"))
    await change(whole, life("a", "d"), life("b"), life("c", "e"))
    join([second, third], first)
    assert exported(first) == exported(whole)


async def test_the_joined_store_is_searched_and_written_like_any_other(tmp_path: Path):
    first, second = tmp_path / "1.db", tmp_path / "2.db"
    await change(first, founded)
    copyfile(first, second)
    await change(second, life("b"))
    join([second], first)
    async with TinyStore(first) as store:
        found = await store.run(lambda tx: tx.find(PEOPLE, municipality="1506"))
        assert [key for key, _ in found] == ["b"]
        due = await store.run(lambda tx: tx.planned_due("2027"))
        assert [key for key, _ in due] == ["b/lesson"]
        assert not await store.run(lambda tx: tx.plan("b/lesson", {"state": "planned"}))
        assert await store.run(lambda tx: tx.delete(DELIVERIES, "b/lesson"))


async def test_a_store_that_began_as_another_is_refused(tmp_path: Path):
    """Its planned keys could not be told from new ones."""
    first, other = tmp_path / "1.db", tmp_path / "2.db"
    await change(first, founded)
    await change(other, founded, life("b"))
    before = exported(first)
    with pytest.raises(StoreUnusable, match="it began as another store"):
        join([other], first)
    assert exported(first) == before
