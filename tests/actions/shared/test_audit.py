"""The journal: by pseudonym, not longer than anything else, and never filled by trying."""

from datetime import timedelta

import pytest

from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import person_actor
from bot.core.values import replace
from bot.store import MemoryStore
from tests.chat_client import MONDAY, services

WHO = person_actor("contoso:olga")
FORGED = Act.PUSH_REFUSED_FORGED


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store, retention_days=30)


async def entries(home):
    return [doc for _, doc in await home.store.run(lambda tx: tx.due(documents.AUDIT, "9999"))]


async def test_entries_go_when_they_are_too_old_and_not_a_day_before(home):
    for days in (31, 30, 0):
        at = MONDAY - timedelta(days=days)
        await home.store.run(lambda tx, at=at: audit.record(home, tx, WHO, Act.PUSH_CONFIRMED, at))
    assert await audit.purge(home, MONDAY) == 1
    assert len(await entries(home)) == 2
    assert await audit.purge(home, MONDAY) == 0


async def test_many_old_entries_go_page_by_page(home):
    def change(tx):
        for _ in range(250):
            audit.record(home, tx, WHO, Act.PUSH_CONFIRMED, MONDAY)

    await home.store.run(change)
    assert await audit.purge(home, MONDAY + timedelta(days=40)) == 250
    assert await entries(home) == []


async def test_trying_again_and_again_is_one_entry_a_day_that_counts_to_ten(home):
    for n in range(50):
        at = MONDAY + timedelta(seconds=n)
        await home.store.run(lambda tx, at=at: audit.record_refusal(home, tx, WHO, FORGED, at))
    (entry,) = await entries(home)
    assert entry["times"] == audit.MOST_TIMES == 10
    assert "olga" not in str(entry)
    tomorrow = MONDAY + timedelta(days=1)
    await home.store.run(lambda tx: audit.record_refusal(home, tx, WHO, FORGED, tomorrow))
    assert len(await entries(home)) == 2


async def test_two_in_the_same_second_are_two_entries(home):
    for about in ("a", "a", "b"):
        await home.store.run(
            lambda tx, about=about: audit.record(
                home, tx, WHO, Act.LESSON_CORRECTED, MONDAY, about=about
            )
        )
    assert sorted(each["about"] for each in await entries(home)) == ["a", "a", "b"]


async def test_the_parts_of_one_act_add_up_in_one_entry_and_those_of_another_do_not(home):
    for at, n in ((MONDAY, 2), (MONDAY, 3), (MONDAY + timedelta(seconds=1), 4)):
        await home.store.run(
            lambda tx, at=at, n=n: audit.record_part(
                home, tx, WHO, Act.ROSTER_IMPORTED, at, {"rows": n}
            )
        )
    assert [each["after"] for each in await entries(home)] == [{"rows": 5}, {"rows": 4}]


async def test_a_day_that_began_before_actors_were_written_down_counts_on(home):
    by = audit.pseudonym(home, WHO.person)
    old = {"at": "2026-11-23T08:00:00Z", "what": "push_refused_forged", "by": by, "times": 2}
    key = f"2026-11-23/push_refused_forged/{by}"
    await home.store.run(lambda tx: tx.put(documents.AUDIT, key, old))
    await home.store.run(lambda tx: audit.record_refusal(home, tx, WHO, FORGED, MONDAY))
    assert [each["times"] for each in await entries(home)] == [3]


async def test_nobody_is_found_by_looking_for_them(home):
    """The pseudonym hangs on the store's own secret, and differs from those of other tenants."""
    assert audit.pseudonym(home, "t:olga") == audit.pseudonym(home, "t:olga")
    other = replace(home, secret=b"another")
    assert audit.pseudonym(home, "t:olga") != audit.pseudonym(other, "t:olga")
    assert audit.pseudonym(home, "t:olga") != audit.pseudonym(home, "u:olga")
