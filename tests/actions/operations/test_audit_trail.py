"""The audit as an operator reads it: in order, by day, in pages, and older entries too."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.operations.audit_trail import beginning, entries
from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import BOT, COMMAND_LINE, person_actor, token_actor
from bot.store import MemoryStore, open_store
from tests.chat_client import MONDAY, services

ACT = Act.SENDING_RELEASED


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store)


async def recorded(home: Any, actor: Any, days: int = 0) -> None:
    at = MONDAY + timedelta(days=days)
    await home.store.run(lambda tx: audit.record(home, tx, actor, ACT, at))


async def test_the_oldest_is_first_and_each_says_who_it_was(home):
    for days, actor in ((2, BOT), (0, token_actor("API_TOKEN")), (1, COMMAND_LINE)):
        await recorded(home, actor, days)
    await recorded(home, person_actor("t:olga"), 3)
    found = (await entries(home.store)).entries
    assert [(each.kind, each.by) for each in found] == [
        ("token", "API_TOKEN"), ("command_line", ""), ("bot", ""),
        ("person", audit.pseudonym(home, "t:olga")),
    ]  # fmt: skip
    assert [each.at[:10] for each in found] == [f"2026-11-{23 + n}" for n in range(4)]


async def test_those_of_one_second_are_in_their_order(home):
    for n, act in enumerate((Act.STORE_RESTORED, Act.SENDING_RELEASED, Act.CHAMPION_APPOINTED)):
        at = MONDAY + timedelta(microseconds=n)
        await home.store.run(lambda tx, at=at, act=act: audit.record(home, tx, BOT, act, at))
    found = (await entries(home.store)).entries
    assert [each.act for each in found] == [
        "store_restored", "sending_released", "champion_appointed",
    ]  # fmt: skip
    assert {each.at for each in found} == {"2026-11-23T09:00:00Z"}


async def test_a_day_begins_at_its_first_second(home):
    night = MONDAY.replace(hour=0, minute=0)
    for at in (night - timedelta(seconds=1), night):
        await home.store.run(lambda tx, at=at: audit.record(home, tx, BOT, ACT, at))
    (found,) = (await entries(home.store, beginning(date(2026, 11, 23)))).entries
    assert found.at == "2026-11-23T00:00:00Z"
    assert len((await entries(home.store, beginning(None))).entries) == 2


async def test_pages_have_each_entry_once_also_those_of_one_second(home):
    for _ in range(7):
        await recorded(home, BOT)
    await recorded(home, COMMAND_LINE)
    seen, begin = [], ""
    while True:
        page = await entries(home.store, begin, limit=3)
        seen += page.entries
        if not page.next:
            break
        begin = page.next
    assert [each.kind for each in seen] == ["bot"] * 7 + ["command_line"]


async def test_entries_of_before_an_actor_was_written_down_are_read_as_they_are(home):
    """As a store of then holds them, with their facts beside the rest; and one that is broken."""
    older = {
        "2026-11-20T08:00:00Z/champion_appointed/ab12": {
            "at": "2026-11-20T08:00:00Z", "what": "champion_appointed", "by": "ab12",
            "about": "cd34", "places": 2,
        },
        "2026-11-21T08:00:00Z/push_approval/ab12": {
            "at": "2026-11-21T08:00:00Z", "what": "push_approval", "by": "ab12",
            "push": "p1", "yes": True,
        },
        "2026-11-22/push_refused_forged/ab12": {
            "at": "2026-11-22T08:00:00Z", "what": "push_refused_forged", "by": "ab12", "times": 3,
        },
        "broken": {"at": "2026-11-22T09:00:00Z"},
    }  # fmt: skip

    def change(tx: Any) -> None:
        for key, doc in older.items():
            tx.put(documents.AUDIT, key, doc)

    await home.store.run(change)
    appointed, approved, refused = (await entries(home.store)).entries
    assert (appointed.act, appointed.kind, appointed.by) == ("champion_appointed", "", "ab12")
    assert (appointed.about, appointed.after) == ("cd34", {"places": 2})
    assert (approved.about, approved.after) == ("", {"push": "p1", "yes": True})
    assert (refused.times, refused.after) == (3, {})


async def test_every_entry_of_a_store_of_before_is_read(tmp_path):
    kept = Path(__file__).parents[2] / "fixtures" / "stores" / "store-2026-11.db.gz"
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    async with open_store(f"tinydb:{path}", read_only=True) as store:
        found = (await entries(store)).entries
        docs = await store.run(lambda tx: tx.due(documents.AUDIT, "9999", limit=1000))
    assert len(found) == len(docs) > 30
    assert {each.kind for each in found} == {""}
    assert {"champion_appointed", "push_confirmed", "push_lapsed"} <= {each.act for each in found}
    assert any(each.after for each in found)
