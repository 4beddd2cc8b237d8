"""The journal: by pseudonym, not longer than anything else, and never filled by trying."""

from datetime import timedelta

import pytest

from bot.actions.shared import audit
from bot.core import documents
from bot.store import MemoryStore
from tests.chat_client import MONDAY, services

WHO = "contoso:olga"


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store, retention_days=30)


async def entries(home):
    return [doc for _, doc in await home.store.run(lambda tx: tx.due(documents.AUDIT, "9999"))]


async def test_entries_go_when_they_are_too_old_and_not_a_day_before(home):
    for days in (31, 30, 0):
        at = MONDAY - timedelta(days=days)
        await home.store.run(lambda tx, at=at: audit.record(home, tx, "push_made", WHO, at))
    assert await audit.purge(home, MONDAY) == 1
    assert len(await entries(home)) == 2
    assert await audit.purge(home, MONDAY) == 0


async def test_many_old_entries_go_page_by_page(home):
    def change(tx):
        for _ in range(250):
            audit.record(home, tx, "push_made", WHO, MONDAY)

    await home.store.run(change)
    assert await audit.purge(home, MONDAY + timedelta(days=40)) == 250
    assert await entries(home) == []


async def test_trying_again_and_again_is_one_entry_a_day_that_says_how_often(home):
    for n in range(50):
        at = MONDAY + timedelta(seconds=n)
        await home.store.run(lambda tx, at=at: audit.record_refusal(home, tx, "forged", WHO, at))
    (entry,) = await entries(home)
    assert entry["times"] == 50
    assert "olga" not in str(entry)
    tomorrow = MONDAY + timedelta(days=1)
    await home.store.run(lambda tx: audit.record_refusal(home, tx, "forged", WHO, tomorrow))
    assert len(await entries(home)) == 2
