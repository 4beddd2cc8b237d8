"""A roster of ten thousand goes in while people take their lessons."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.people import records as person_records
from bot.actions.people import roster
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.people.person import Visitor
from bot.core.people.roster import Entry
from bot.core.turn import Address
from bot.core.values import replace
from bot.store import open_store
from tests.chat_client import MONDAY, TENANT, services

ROWS = 10_000
LONGEST = 0.1  # seconds; a person does not notice, and Teams waits for fifteen


def visitor(n: int) -> Visitor:
    return Visitor(Address(TENANT, "http://teams", "", "", f"{n:08d}-0000-0000-0000-000000000000"))


async def pauses(found: list[float]) -> None:
    """How long something else that wanted the loop had to wait, each time."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        found.append(time.perf_counter() - before - 0.001)


@pytest.mark.bench
async def test_no_turn_waits_long_behind_a_roster(tmp_path: Path):
    """Half of them are known and move, half wait; then the same file again."""
    async with open_store(f"tinydb:{tmp_path / 'padriver.db'}") as store:
        home = replace(services(store), local=False, tenants=frozenset({TENANT}))  # type: ignore[arg-type]

        def settle(tx) -> None:
            for n in range(0, ROWS, 2):
                person = person_records.newcomer(tx, visitor(n), MONDAY - timedelta(days=30))
                tx.put(documents.PEOPLE, person.key, replace(person, oldest="2026"))

        await store.run(settle)
        rows = [
            Entry(n, entra=visitor(n).address.entra, municipality="1506", unit=f"Enhet {n % 200}")
            for n in range(ROWS)
        ]
        for what in ("new", "again"):
            waited: list[float] = []
            watch = asyncio.create_task(pauses(waited))
            before = time.perf_counter()
            done = await roster.apply(home, COMMAND_LINE, rows, MONDAY.date(), MONDAY)
            took = time.perf_counter() - before
            watch.cancel()
            assert len(done) == ROWS
            longest = max(waited)
            print(f"{what}: {ROWS / took:.0f} rows/s, longest pause {1000 * longest:.1f} ms")
            assert longest < LONGEST
