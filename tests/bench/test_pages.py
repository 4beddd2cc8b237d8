"""Work on everybody goes in pages: none of them keeps the event loop for long.

Measured in processor time of the thread, and against the time of a small change in the same run.
The aim, 20 ms, is about 300 of them; half as much again is left for what a first page has to read.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from bot.actions.champions import appointments
from bot.actions.delivery import corrections, journeys
from bot.actions.figures import snapshots
from bot.actions.figures.reports import Reports, When, all_municipalities
from bot.actions.learning.lesson_archive import own_secret
from bot.actions.personal_data import retention
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.plans import Plan
from bot.core.delivery.states import FixMark
from bot.core.values import replace
from bot.engine.recruitment import Recruiting
from bot.services import Services
from bot.store.tinydb.store import TinyStore
from tests.bench.large_store import grow
from tests.bench.lived_store import lived
from tests.chat_client import services

pytestmark = pytest.mark.bench
TIMES, MOST = 10, 500
NOW = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
LESSON = "ditt-forste-mote"
PLAN = Plan("demo-alle", "teams-fra-forste-dag", date(2026, 11, 1), every_days=1)


class Timed(TinyStore):
    """Notes how long each change holds the loop, its statements included."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.held: list[float] = []

    async def run(self, change: Callable[[Any], Any]) -> Any:
        def timed(tx: Any) -> Any:
            began = time.thread_time()
            try:
                return change(tx)
            finally:
                self.held.append(time.thread_time() - began)

        return await super().run(timed)


async def small_change(store: Timed) -> float:
    """Seconds of a change to ten documents, about what an answer changes; the middle of many."""

    def change(tx: Any) -> None:
        for n in range(10):
            doc = tx.get(documents.JOURNEYS, f"nobody {n}") or {"plan": "none", "n": 0}
            tx.put(documents.JOURNEYS, f"nobody {n}", doc | {"n": doc["n"] + 1})

    store.held.clear()
    for _ in range(500):
        await store.run(change)
    return median(store.held)


async def years_of_days(store: Timed) -> None:
    """Ten years of six municipalities' days."""

    def change(tx: Any, day: date) -> None:
        for n in range(7):
            for place in ("1502", "1506", "1535", "1539", "1543", "1547"):
                for fact in range(14):
                    tx.add(f"day|{place}|{day + timedelta(days=n)}|lesson:{fact}:passed")

    for week in range(520):
        first = date(2017, 1, 2) + timedelta(weeks=week)
        await store.run(lambda tx, first=first: change(tx, first))


def works(world: Services) -> dict[str, Callable[[], Awaitable[Any]]]:
    reports = Reports(world.store, world.municipalities, world.library, 5)
    return {
        "a report over ten years": lambda: all_municipalities(
            reports, When(NOW.date(), until=NOW.date())
        ),
        "the roll of champions": lambda: appointments.roll(world, COMMAND_LINE, NOW),
        "a champion's figures": lambda: snapshots.of_day(world, "demo", "1506", NOW),
        "a plan that changed": lambda: journeys.look_at_everyone(world, NOW, "another"),
        "planning for everybody": lambda: planned(world),
        "a lesson corrected": lambda: corrections.mark(
            world, lambda: NOW, COMMAND_LINE, LESSON, FixMark.CORRECT
        ),
        "recruiting": lambda: Recruiting(world).run(NOW),
        "a purge of everybody": lambda: retention.purge(world, NOW + timedelta(days=1100)),
    }


async def planned(world: Services) -> None:
    while (await journeys.plan_due(world, NOW)).looked:
        pass


async def test_no_page_of_work_on_everybody_keeps_the_loop_long(tmp_path: Path):
    few, many = tmp_path / "few.db", tmp_path / "many.db"
    await lived(few)
    grow(few, many, TIMES)
    too_long = {}
    async with Timed(many) as store:
        await years_of_days(store)
    async with Timed(many) as store:  # opened anew, with nothing of them in memory
        unit = await small_change(store)
        world = replace(services(store, plans=(PLAN,)), secret=await own_secret(store, ""))
        for name, work in works(world).items():
            store.held.clear()
            await work()
            held = sorted(store.held) or [0.0]
            p99, worst = held[int(len(held) * 0.99)], held[-1]
            print(
                f"  {name:26} {len(held):5} pages  p99 {1000 * p99:5.1f} ms"
                f"  worst {1000 * worst:5.1f} ms  = {p99 / unit:4.0f} small changes"
            )
            if p99 > MOST * unit:
                too_long[name] = p99 / unit
    assert not too_long
