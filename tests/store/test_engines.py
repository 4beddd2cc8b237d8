"""What is done with a store goes by its url, and each kind of store has a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import Refused, SettingError
from bot.store import backup, exists, export_json, inspect, open_store, restore, scratch

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ACTS: dict[str, Callable[[str], object]] = {
    "open_store": open_store,
    "exists": exists,
    "export_json": export_json,
    "backup": lambda url: backup(url, Path("copy.db")),
    "restore": lambda url: restore(Path("copy.db"), url, NOW),
    "inspect": inspect,
    "scratch": lambda url: scratch(url, "demo"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_kind_of_store_that_is_not_known_is_refused_whatever_is_asked(act: str):
    with pytest.raises(SettingError, match="PostgreSQL is not supported yet"):
        ACTS[act]("postgresql://bot:hemmelig@host/padriver")


@pytest.mark.parametrize("act", ACTS)
def test_no_refusal_tells_the_password_in_a_url(act: str):
    with pytest.raises(SettingError) as refused:
        ACTS[act]("postgresql://bot:hemmelig@host/padriver")
    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize("act", sorted({*ACTS} - {"open_store", "exists"}))
def test_what_a_kind_of_store_cannot_do_is_refused_in_words(act: str):
    with pytest.raises(Refused, match="memory has no"):
        ACTS[act]("memory:")


async def test_a_store_exists_once_it_was_opened(tmp_path: Path):
    url = f"tinydb:{tmp_path / 'new.db'}"
    assert not exists(url)
    async with open_store(url):
        assert exists(url)
    assert not exists("memory:")


async def test_a_scratch_store_is_empty_whatever_stood_there(tmp_path: Path):
    """Also after one that was stopped in the middle, and the real one beside it is left alone."""
    real = f"tinydb:{tmp_path / 'deep' / 'real.db'}"
    for _ in range(2):
        beside = scratch(real, "demo")
        async with open_store(beside.url, durable=False) as store:
            assert await store.run(lambda tx: tx.get("people", "t:1")) is None
            await store.run(lambda tx: tx.put("people", "t:1", {}))
        (tmp_path / "deep" / "demo.db-wal").write_bytes(b"left behind")
    assert beside.folder.parent == tmp_path / "deep"
    assert not exists(real)


def test_nothing_outside_the_store_names_a_kind_of_store():
    """What runs takes STORE_URL as it is: the default and the texts about it stand with the
    settings."""
    files = [ROOT / "app.py", *(ROOT / "bot").rglob("*.py"), *(ROOT / "cards").rglob("*.py")]
    outside = [e for e in files if not e.is_relative_to(ROOT / "bot" / "store")]
    named = {e for e in outside if re.search(r"tinydb|sqlite", e.read_text("utf-8"), re.IGNORECASE)}
    assert {str(e.relative_to(ROOT)) for e in named} == {
        "bot/settings/__init__.py",
        "bot/settings/environment.py",
    }
