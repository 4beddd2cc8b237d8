"""People who are alike for the planner are counted once with how many they are: nothing else is."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.actions.learning.lesson_archive import own_secret
from bot.assembly import load_services, rehearse_part
from bot.core import documents
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plans import Plan
from bot.core.delivery.rehearsal import Rehearsal
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.values import replace
from bot.engine import rehearsal
from bot.engine.rehearsal import alike, rehearse
from bot.engine.rehearsal.alike import Alike, likenesses
from bot.engine.rehearsal.processes import in_processes
from bot.engine.sandbox import NullMessenger
from bot.settings import Settings
from bot.store import MemoryStore, open_store
from tests.bench.large_store import grow
from tests.bench.lived_store import FEW, lived
from tests.chat_client import services

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)  # a Monday, seven o'clock in Oslo
PLAN = Plan("demo-alle", "teams-fra-forste-dag", date(2026, 11, 23), every_days=2, hold_out=5)


async def both(store: Any, days: int, **facts: Any) -> tuple[Rehearsal, Rehearsal]:
    """With and without comparing."""
    world = replace(services(store, plans=(PLAN,)), messenger=NullMessenger())
    world = replace(world, secret=await secret_in(store))
    found = [
        await rehearse(world, MemoryStore, NOW, days=days, alike=each, **facts)
        for each in (True, False)
    ]
    return found[0], found[1]


async def secret_in(store: Any) -> bytes:
    async with MemoryStore() as aside:
        kept = await store.run(lambda tx: tx.get(documents.STORE_FACTS, "secret"))
        return await own_secret(aside, kept["value"] if kept else "01" * 32)


async def town(store: Any, people: int) -> None:
    """A rollout that begins: three municipalities, a few who paused, stopped or left."""

    def change(tx: Any) -> None:
        for n in range(people):
            odd: dict[str, Any] = {7: {"stopped": True}, 8: {"left_on": "2026-12-02"}}.get(n, {})
            place, unit = ("1506", "1535", "")[n % 3], f"Enhet {n % 9}"
            person = Person(
                f"t:p{n}", "t", f"p{n}", "2026-11-27", f"Kari {n}", municipality=place, unit=unit,
                time_zone="Europe/Oslo", lot=n % 12, conversation=f"c{n}", **odd,
            )  # fmt: skip
            tx.put(documents.PEOPLE, person.key, person)
            journey = Journey(person.key, plan="-", next_at=moment(NOW), welcomed=n % 2 == 0)
            tx.put(documents.JOURNEYS, person.key, journey)

    await store.run(change)


@pytest.mark.parametrize("answering", [0, 100])
@pytest.mark.slow
async def test_a_rollout_that_begins_is_rehearsed_the_same(answering: int):
    async with MemoryStore() as store:
        await town(store, 60)
        compared, everybody = await both(store, 12, answering=answering)
        assert compared == everybody
        assert compared.total > 60
        groups = Alike()
        keys = [f"t:p{n}" for n in range(60)]
        groups.add(await store.run(likenesses(keys, lambda number, _: [number])))
        assert len(groups.sizes) < 20
        assert sum(groups.sizes.values()) == 60


@pytest.mark.parametrize(
    "change",
    [
        {"lot": 9},
        {"municipality": "1535"},
        {"stopped": True},
        {"paused_until": "2026-12-05T08:00:00Z"},
        {"hours": "12345 10:00-12:00"},
        {"role": "champion"},
        {"joined": "2026-11-29"},
        {"installed": False},
        {"unit": "Sentrum skole"},
    ],
)
async def test_whoever_the_planner_can_tell_apart_is_not_alike(change: dict[str, Any]):
    one, same = ({"n": n, "facts": {}} for n in (1, 2))
    other = {"n": 3, "facts": change}
    async with MemoryStore() as store:

        def put(tx: Any) -> None:
            for each in (one, same, other):
                n, facts = each["n"], each["facts"]
                who = {"joined": "2026-11-01", "name": f"Kari {n}"} | facts
                person = Person(f"t:p{n}", "t", f"p{n}", **who)
                tx.put(documents.PEOPLE, person.key, person)

        await store.run(put)
        found = dict(await store.run(likenesses(["t:p1", "t:p2", "t:p3"])))
    assert found["t:p1"] == found["t:p2"] != found["t:p3"]


@pytest.mark.slow
async def test_5_000_in_the_middle_of_a_rollout_are_rehearsed_the_same(tmp_path: Path, monkeypatch):
    """Some of them alike, some not, some with a card on its way: with comparing to the end."""
    monkeypatch.setattr(alike, "_ENOUGH", 1_000_000)
    few, many = tmp_path / "few.db", tmp_path / "many.db"
    await lived(few, replace(FEW, people=500, days=16))
    grow(few, many, 10, new_lots=False)
    async with open_store(f"tinydb:{many}", read_only=True) as store:
        compared, everybody = await both(store, 10)
        assert compared == everybody
        assert sum(everybody.people.values()) > 4_500
        assert compared.total > 5_000


@pytest.mark.slow
async def test_a_rehearsal_in_several_processes_is_the_same(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(rehearsal, "PART", 20)
    path = tmp_path / "store.db"
    async with open_store(f"tinydb:{path}") as store:
        await town(store, 60)
        await own_secret(store, "01" * 32)
    settings = Settings.from_env({"STORE_URL": f"tinydb:{path}"}, local=True)
    told: list[tuple[int, int]] = []
    async with open_store(settings.store_url, read_only=True) as store:
        world = await load_services(settings, store, NullMessenger(), keep=False)
        parts = partial(in_processes, partial(rehearse_part, settings), 2)
        facts = {"days": 3, "alike": False}
        several = await rehearse(
            world, MemoryStore, NOW, parts=parts, told=lambda *e: told.append(e), **facts
        )
        assert several == await rehearse(world, MemoryStore, NOW, **facts)
    assert told == [(20, 60), (40, 60), (60, 60)]
