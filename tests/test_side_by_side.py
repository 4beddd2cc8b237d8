"""The demonstration filled by several processes is the one that a single process fills."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from app import live_side_by_side, processes_for
from bot.assembly import furnish
from bot.delivery.demo import Rollout
from bot.delivery.understudy import Nobody
from bot.settings import Settings
from bot.store import TinyStore, export_json

ROLLOUT = Rollout(date(2019, 3, 4), people=24, champions=3, days=20)


def exported(path: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads("".join(export_json(path)))
    return content


def left_in(folder: Path) -> set[str]:
    """Stores, and folders of stores."""
    return {each.name for each in folder.iterdir() if not each.name.endswith((".lock", ".json"))}


def test_only_a_crowd_is_worth_more_than_one_process():
    assert processes_for(200) == 1
    assert processes_for(100_000) >= 1


@pytest.mark.slow
async def test_two_processes_fill_the_very_same_store_as_one(tmp_path: Path):
    """Every document, every count, every planned key: from one beginning, with one secret."""
    settings = Settings.from_env({"STORE_URL": f"tinydb:{tmp_path / 'x.db'}"}, local=True)
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    async with TinyStore(one) as store:
        await furnish(settings, store, Nobody())
    copyfile(one, two)
    alone = await live_side_by_side(settings, ROLLOUT, one, 1)
    together = await live_side_by_side(settings, ROLLOUT, two, 2)
    assert together == alone
    assert exported(two) == exported(one)
    assert left_in(tmp_path) == {"one.db", "two.db"}
