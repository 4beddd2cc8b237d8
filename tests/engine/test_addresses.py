"""Teams is asked again who people are: at a pace, and not while it lets the bot wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.people.arrival import arrive
from bot.actions.people.identity.address_round import PACE
from bot.core.people.person import Visitor
from bot.core.send_outcome import Member
from bot.core.turn import Address
from bot.core.values import replace
from bot.engine.addresses import Addresses
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, Post, services

MINUTE = timedelta(minutes=1)
LATER = MONDAY + timedelta(days=8)


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        here = services(store, local=False, tenants=frozenset({TENANT}))
        for n in range(PACE + 5):
            entra = f"{n:08d}-0000-0000-0000-000000000000"
            here.messenger.emails[entra] = f"p{n}@molde.kommune.no"
            to = Address(TENANT, "http://teams", f"c-{n}", f"29:{n}", entra, "bot")
            await arrive(here, Visitor(to, "x"), MONDAY, installed=True)
        yield here


async def ticks(home: Any, task: Addresses, *minutes: int) -> list[int]:
    """How many had been asked about after each of these minutes."""
    found = []
    for n in minutes:
        at = LATER + n * MINUTE
        if await home.store.run(lambda tx, at=at: task.has_work(tx, at)):
            await task.run(at)
        found.append(task.tally["asked"])
    return found


async def test_a_few_are_asked_about_each_minute_and_then_nobody_until_the_next_week(home):
    task = Addresses(home)
    assert await ticks(home, task, 0, 0, 1, 2, 3) == [PACE, PACE, *[PACE + 5] * 3]
    assert not await home.store.run(lambda tx: task.has_work(tx, LATER + 60 * MINUTE))
    assert await ticks(home, Addresses(home), 24 * 60) == [0]
    assert task.tally["answered"] == PACE + 5


async def test_two_processes_share_a_round(home):
    one, two = Addresses(home), Addresses(home)
    assert await ticks(home, one, 0) + await ticks(home, two, 0) == [PACE, 5]


@dataclass
class Slow(Post):
    """Teams, which lets everybody wait."""

    async def member(self, to: Address) -> Member | None:
        raise TimeoutError


async def test_teams_is_left_alone_when_it_lets_the_bot_wait(home):
    task = Addresses(replace(home, messenger=Slow()))
    assert await ticks(home, task, 0, 1, 9, 10) == [PACE, PACE, PACE, PACE + 5]


async def test_a_clock_that_is_put_back_is_not_waited_for(home):
    task = Addresses(home)
    await ticks(home, task, 0)
    assert await home.store.run(lambda tx: task.has_work(tx, LATER - 400 * 24 * 60 * MINUTE))
