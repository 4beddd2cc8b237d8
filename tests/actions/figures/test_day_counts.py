"""Months long past are put together, and no report can tell."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.figures import day_counts
from bot.actions.figures.reports import Reports, When, all_municipalities, one_municipality
from bot.actions.people.records import add_counts
from bot.actions.shared.delivery_counts import expected
from bot.core import documents
from bot.core.learning.lessons import Library
from bot.errors import NotSaved
from bot.store import MemoryStore, export_json, open_store, restore
from tests.chat_client import services
from tests.core.figures.histories import MAP, PLACES, histories
from tests.core.figures.histories import day_counts as only_days

AT = datetime(2020, 6, 15, 9, tzinfo=UTC)
COUNTS = {
    "day|1506|2020-01-31|started": 2,
    "day|1506|2020-01-31|carried:started": -1,
    "day|1506|2020-03-31|started": 1,
    "day|1506|2020-04-01|started": 4,
    "day||2020-01-01|people": 3,
}


async def add(store: Any, counts: dict[str, int]) -> None:
    await store.run(lambda tx: add_counts(tx, counts))


async def by_name(store: Any) -> dict[str, int]:
    """All counts by day, wherever they are."""
    found = (await store.read(day_counts.of_all)).events()
    return {f"day|{place}|{day}|{fact}": n for day, place, fact, n in found}


async def left(store: Any) -> dict[str, int]:
    """What is counted for each day still."""
    found: dict[str, int] = await store.run(lambda tx: tx.counts("day|"))
    return found


async def seen(store: Any, days: list[date]) -> list[Any]:
    """Every report with each of these dates."""
    reports, today, found = Reports(store, MAP, Library({}, {}), 1), AT.date(), []
    for each in (When(today), *(When(today, day, day) for day in days)):
        found.append(await all_municipalities(reports, each))
        found += [await one_municipality(reports, each, place) for place in PLACES]
    return found


@pytest.mark.slow
@given(
    histories(),
    st.lists(st.integers(0, 300), max_size=4),
    st.lists(st.dates(date(2019, 12, 1), date(2020, 6, 1)), max_size=3),
    st.randoms(use_true_random=False),
)
def test_every_report_is_the_same_whenever_months_are_put_together(
    counts: dict[str, int], folds: list[int], days: list[date], dice: Any
):
    async def main() -> None:
        plain, folded = MemoryStore(), services(MemoryStore())
        await add(plain, counts)
        rest = list(counts.items())
        dice.shuffle(rest)  # so that much is told late
        for after in sorted(folds):
            part, rest = rest[: len(rest) // 2], rest[len(rest) // 2 :]
            await add(folded.store, dict(part))
            await day_counts.fold(folded, AT + timedelta(days=after))
        await add(folded.store, dict(rest))
        assert await by_name(folded.store) == only_days(counts).counts
        assert await seen(folded.store, days) == await seen(plain, days)

    asyncio.run(main())


async def test_only_months_that_ended_long_ago_are_put_together():
    world = services(MemoryStore())
    await add(world.store, COUNTS)
    assert await day_counts.fold(world, AT) == 4
    assert await left(world.store) == {"day|1506|2020-04-01|started": 4}
    kept = await world.store.run(lambda tx: tx.get(documents.MONTHS, "1506/2020-01"))
    facts = {"started": {"31": 2}, "carried:started": {"31": -1}}
    assert kept == {"place": "1506", "month": "2020-01", "facts": facts}
    assert await day_counts.fold(world, AT) == 0


async def test_what_comes_to_nothing_is_not_kept():
    world = services(MemoryStore())
    for n in (2, -2):
        await add(world.store, {"day|1506|2020-01-31|started": n})
        await day_counts.fold(world, AT)
    assert await world.store.run(lambda tx: tx.get(documents.MONTHS, "1506/2020-01")) is None


class FailingStore(MemoryStore):
    """Its disk refuses after some changes."""

    changes = 1_000

    async def run(self, change: Any) -> Any:
        if not self.changes:
            raise NotSaved(why="full")
        self.changes -= 1
        return await super().run(change)


@pytest.mark.parametrize("changes", range(6))
async def test_a_crash_loses_nothing_and_doubles_nothing(changes: int):
    store = FailingStore()
    world = services(store)
    await add(store, COUNTS)
    store.changes = changes
    with pytest.raises(NotSaved):
        await day_counts.fold(world, AT)
    store.changes = 1_000
    assert await by_name(store) == COUNTS
    await day_counts.fold(world, AT)
    assert await by_name(store) == COUNTS


async def test_more_than_fits_in_one_transaction_is_put_together():
    many = {f"day|1506|2020-01-01|lesson:{n}:passed": 1 for n in range(1_200)}
    world = services(MemoryStore())
    await add(world.store, many)
    assert await day_counts.fold(world, AT) == 1_200
    assert await by_name(world.store) == many


async def test_a_damaged_month_keeps_its_counts_and_stops_no_other():
    world = services(MemoryStore())
    await add(world.store, COUNTS)
    broken = {"place": "1506", "month": "2020-01", "facts": 1}
    await world.store.run(lambda tx: tx.put(documents.MONTHS, "1506/2020-01", broken))
    assert await day_counts.fold(world, AT) == 2
    assert [name for name in await left(world.store) if "2020-01" in name] == [
        "day|1506|2020-01-31|carried:started",
        "day|1506|2020-01-31|started",
    ]


async def test_an_export_has_the_months_too(tmp_path: Path):
    async with open_store(f"tinydb:{tmp_path / 'a.db'}") as store:
        await add(store, COUNTS)
        await day_counts.fold(services(store), AT)
    (tmp_path / "a.json").write_text("".join(export_json(f"tinydb:{tmp_path / 'a.db'}")), "utf-8")
    restore(tmp_path / "a.json", f"tinydb:{tmp_path / 'b.db'}", AT)
    async with open_store(f"tinydb:{tmp_path / 'b.db'}") as store:
        assert await by_name(store) == COUNTS


async def test_what_ended_long_ago_is_counted_by_state_alone():
    world = services(MemoryStore())
    ended = {"ended|2020-01-01|sent": 2, "ended|2020-02-01|sent": 3, "ended|2020-06-15|sent": 1}
    await add(world.store, ended | {"waiting|2020-06-15": 4})
    for _ in range(2):
        await day_counts.fold(world, AT)
        await add(world.store, {"ended|2020-01-01|sent": -1, "ended|2020-06-15|failed": 1})
    await day_counts.fold(world, AT)
    counts = await world.store.run(lambda tx: tx.counts("ended|"))
    assert counts == {
        "ended|2020-06-15|failed": 2, "ended|2020-06-15|sent": 1, "ended|earlier|sent": 3
    }  # fmt: skip
    today = await world.store.run(lambda tx: expected(tx, "2020-06-15"))
    assert today == {"sent": 1, "failed": 2, "waiting": 4}
