"""Coverage among a hundred thousand people."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from bot.actions.champions import recruitment
from bot.actions.figures import coverage
from bot.actions.figures.reports import Reports
from bot.core import documents
from bot.core.values import to_doc
from bot.store.tinydb.store import TinyStore
from tests.bench.test_roster import pauses
from tests.chat_client import MONDAY, services
from tests.engine import world as w

UNITS, CHAMPIONS, FACTS = 1_500, 2_000, 40
NUMBERS = ("1506", "1535", "1539", "1547")


async def town(store: TinyStore, people: int) -> None:
    """Units with counts of everything that is counted; every second has a champion."""

    def crowd(first: int) -> Any:
        def page(tx: Any) -> None:
            for n in range(first, min(first + 2000, people)):
                number, unit = NUMBERS[n % 4], f"Enhet {n % UNITS}"
                champion = n < CHAMPIONS and n % UNITS % 8 < 4
                facts: dict[str, Any] = {"role": "champion", "scope": (f"{number}/{unit}",)}
                person = w.person(n, unit=unit, **(facts if champion else {}))
                doc = to_doc(person) | {"municipality": number}
                tx.put(documents.PEOPLE, person.key, doc)
                tx.add(f"now|{number}|people")
                tx.add(f"unit|{number}/{unit}|people")

        return page

    def counts(tx: Any) -> None:
        for unit in range(UNITS):
            for fact in range(FACTS):
                tx.add(f"unit|{NUMBERS[unit % 4]}/Enhet {unit}|lesson:{fact}:started", 7)

    for first in range(0, people, 2000):
        await store.run(crowd(first))
    await store.run(counts)


@pytest.mark.bench
async def test_coverage_costs_by_champions_and_units_and_not_by_people(tmp_path: Path):
    took = {}
    for people in (10_000, 100_000):
        async with TinyStore(tmp_path / f"{people}.db", durable=False) as store:
            await town(store, people)
            home = services(store)  # type: ignore[arg-type]
            reports = Reports(store, home.municipalities, home.library, 5)
            waited: list[float] = []
            watch = asyncio.create_task(pauses(waited))
            await asyncio.sleep(0.01)
            before = time.perf_counter()
            found = await coverage.now(reports, MONDAY.date())
            took[people] = time.perf_counter() - before
            told = max(waited)
            waited.clear()
            await coverage.keep(reports, MONDAY.date())
            before = time.perf_counter()
            planned = await recruitment.plan(home, MONDAY)
            asked = time.perf_counter() - before
            watch.cancel()
            assert found.champions
            assert planned
            assert len(found.units) == UNITS
            print(
                f"{people} people, {found.champions} champions: {1000 * took[people]:.0f} ms,"
                f" longest pause {1000 * told:.0f} ms; {planned} asked in {1000 * asked:.0f} ms,"
                f" longest pause of the day's work {1000 * max(waited):.0f} ms"
            )
    assert took[100_000] < 1.5 * took[10_000]
