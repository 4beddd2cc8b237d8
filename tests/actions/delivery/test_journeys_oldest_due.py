"""The oldest moment that waits, for the loop's beat and its alarm."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.delivery.journeys import oldest_due, save
from bot.core import documents
from bot.core.delivery.deliveries import PlannedCard, planned
from bot.core.delivery.journeys import Journey
from bot.core.moments import moment
from bot.core.values import replace
from bot.store import MemoryStore
from tests.chat_client import MONDAY, services

HOUR = timedelta(hours=1)


async def journeys_at(store: MemoryStore, *moments: datetime | None) -> None:
    def change(tx) -> None:
        for n, at in enumerate(moments):
            save(tx, Journey(f"t:{n}", plan="-", next_at=moment(at) if at else ""))

    await store.run(change)


async def row(store: MemoryStore, key: str, state: str, due: datetime) -> None:
    found = planned(PlannedCard("t:0", "lesson", "moter", due, "p/0"), due)
    await store.run(lambda tx: tx.put(documents.DELIVERIES, key, replace(found, state=state)))


async def test_nothing_waits_in_an_empty_house_or_where_nobody_is_to_be_looked_at():
    async with MemoryStore() as store:
        assert await oldest_due(services(store)) is None
        await journeys_at(store, None)
        await row(store, "a", "sent", MONDAY)
        assert await oldest_due(services(store)) is None


async def test_it_is_the_oldest_of_journeys_and_planned_rows():
    async with MemoryStore() as store:
        await journeys_at(store, MONDAY + HOUR, MONDAY, None)
        assert await oldest_due(services(store)) == MONDAY
        await row(store, "a", "planned", MONDAY - HOUR)
        assert await oldest_due(services(store)) == MONDAY - HOUR


async def test_rows_that_ended_long_ago_do_not_wait():
    async with MemoryStore() as store:
        await row(store, "a", "sent", MONDAY - 500 * HOUR)
        await row(store, "b", "skipped", MONDAY - 400 * HOUR)
        await row(store, "c", "planned", MONDAY)
        assert await oldest_due(services(store)) == MONDAY


async def test_a_moment_still_to_come_is_given_too():
    async with MemoryStore() as store:
        await journeys_at(store, MONDAY + 1000 * HOUR)
        assert await oldest_due(services(store)) == MONDAY + 1000 * HOUR
