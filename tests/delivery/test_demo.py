"""The made-up rollout: lived through by the bot itself, the same each time, and adding up."""

import asyncio
from dataclasses import replace
from datetime import date

from bot.content.calendars import calendar_for
from bot.core import kinds
from bot.delivery.demo import Rollout, simulate
from bot.features import front
from bot.store import MemoryStore
from tests.chat import house

SMALL = Rollout(date(2019, 3, 4), people=25, champions=3, days=30)


async def lived_through(rollout: Rollout):
    store = MemoryStore()
    world = replace(house(store, local=False), calendar=calendar_for())
    teams = await simulate(world, rollout, front, lambda _: None)
    counts = await store.run(lambda tx: tx.counts(""))
    return store, teams, counts


def test_a_rollout_fills_the_store_and_the_plan_adds_up():
    store, teams, counts = asyncio.run(lived_through(SMALL))
    waiting = sum(n for name, n in counts.items() if name.endswith("|waiting"))
    ended = {n: v for n, v in counts.items() if n.startswith("delivery|") and "waiting" not in n}
    planned = sum(n for name, n in counts.items() if name.startswith("planned|"))
    assert planned == waiting + sum(ended.values()) > 50
    assert teams.tally["taps"] > 100
    rows = asyncio.run(store.run(lambda tx: tx.find(kinds.DELIVERIES, state="attempting")))
    assert rows == []


def test_the_same_seed_gives_the_same_rollout():
    short = replace(SMALL, people=8, champions=1, days=20)
    _, first, _ = asyncio.run(lived_through(short))
    _, again, _ = asyncio.run(lived_through(short))
    assert first.tally == again.tally
