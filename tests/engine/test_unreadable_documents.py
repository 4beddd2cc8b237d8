"""One document that can't be read, of whatever kind, stops nobody else and nothing else: everybody
gets their card, every planned row is in one box, and the loop neither spins nor gives up."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.delivery.journeys import bring_back
from bot.actions.personal_data import my_data
from bot.actions.shared.delivery_counts import count_planned
from bot.core import documents
from bot.core.delivery import deliveries
from bot.core.delivery.deliveries import PlannedCard
from bot.core.delivery.journeys import Journey
from bot.core.delivery.states import WAITING
from bot.core.pushes.push import Push
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.errors import NotSaved
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.properties import books
from tests.virtual import START, clock, run_virtually

EVERYBODY = range(6)
PUSH = Push("a" * 40, "t:p90", w.LESSON, "1506", state="sending", due="2026-11-23T06:00:00Z")
PAST = {"claimed_until": "2026-11-23T06:59:00Z"}
CUT_OFF = {"state": "uncertain", "fix": "interrupted"}
ROW, PERSON, CHAMPION, JOURNEY = "row of p0", "t:p0", "t:p90", "t:p0"

BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    (documents.DELIVERIES, ROW, {"person": ["t:p0"]}),
    (documents.DELIVERIES, ROW, {"kind": {}}),
    (documents.DELIVERIES, ROW, {"tries": "many", "day": None}),
    (documents.DELIVERIES, ROW, {"push": 5, "slot": None}),
    (documents.DELIVERIES, ROW, {"planned_at": "yesterday"}),
    (documents.DELIVERIES, ROW, {"planned_at": "2026-11-20T07:00:00"}),
    (documents.DELIVERIES, ROW, {"wanted_at": "9999-12-31T00:00:00Z"}),
    (documents.DELIVERIES, ROW, {"state": "claimed", "claimed_until": None}),
    (documents.DELIVERIES, ROW, {"state": "attempting", "claimed_until": "zzz"}),
    (documents.DELIVERIES, ROW, {"state": "attempting", "person": 5} | PAST),
    (documents.DELIVERIES, ROW, CUT_OFF | PAST | {"person": {}}),
    (documents.DELIVERIES, ROW, CUT_OFF | {"claimed_until": "0001-01-01T00:00:00Z"}),
    (documents.DELIVERIES, ROW, {"state": "sent", "fix": "correct", "activity": "a", "kind": []}),
    (documents.PEOPLE, PERSON, {"joined": "9999-12-31"}),
    (documents.PEOPLE, PERSON, {"scope": None}),
    (documents.PEOPLE, PERSON, {"lot": 1e300}),
    (documents.PEOPLE, CHAMPION, {"key": None, "lot": "many", "time_zone": 5, "scope": 5}),
    (documents.JOURNEYS, JOURNEY, {"later": "9999-12-31T23:59:59Z", "later_lesson": w.LESSON}),
    (documents.JOURNEYS, JOURNEY, {"recent": 5}),
    (documents.PUSHES, PUSH.id, {"by": 5, "lesson": {}}),
    (documents.PUSHES, PUSH.id, {"keys": None, "id": ""}),
]


async def settled() -> tuple[FakeTeams, Any]:
    """People with a recommendation each, a champion, and a push that is followed."""
    teams, store = FakeTeams(), MemoryStore()
    services = w.world(store, teams)
    persons = [replace(w.person(n, hours="1234567 00:00-00:00"), lot=0) for n in EVERYBODY]
    await w.settle_in(store, [*persons, w.person(90, role="champion", scope=("1506",))])

    def change(tx: Any) -> None:
        for each in persons:
            way = replace(Journey(each.key, plan="-"), next_at="2026-11-23T06:59:00Z")
            tx.put(documents.JOURNEYS, each.key, way)
            row = deliveries.planned(PlannedCard(each.key, "push", w.LESSON, START, "1"), START)
            tx.plan(f"row of {each.entra}", row)
            count_planned(tx, row)
        tx.put(documents.PUSHES, PUSH.id, PUSH)

    await store.run(change)
    return teams, services


def engine_of(services: Any, alarm: Alarm | None = None) -> Engine:
    alarm = alarm or Alarm()
    return Engine(services, clock, alarm=alarm, rate=None, every=60, chance=lambda: 0.5)


@pytest.mark.parametrize(("kind", "key", "facts"), BROKEN)
def test_a_document_that_cannot_be_read_stops_nothing_else(kind, key, facts):
    async def main() -> None:
        teams, services = await settled()
        waited = "sent" if facts.get("state") == "sent" else "waiting"
        await services.store.run(lambda tx: tx.put(kind, key, tx.get(kind, key) | facts))
        await services.store.run(lambda tx: tx.add(f"delivery|push|{waited}", waited == "sent"))
        await services.store.run(lambda tx: tx.add("delivery|push|waiting", -(waited == "sent")))
        engine = engine_of(services)
        async with engine.started(lambda: "mark"):
            await asyncio.sleep(1800)
        assert {f"p{n}": 1 for n in EVERYBODY if n}.items() <= teams.arrived.items()
        assert max(teams.arrived.values()) == 1
        boxes: Counter[str] = Counter()
        for row in books.documents(services.store)[documents.DELIVERIES].values():
            boxes["waiting" if row["state"] in WAITING else row["state"]] += 1
        states = engine.loop.gauges()
        assert {f"state_{each}": n for each, n in boxes.items()}.items() <= states.items()
        assert sum(boxes.values()) == len(EVERYBODY)
        assert boxes["waiting"] == 0
        assert engine.sender.tally["broken"] == 0
        assert engine.loop.beat.looked < 50

    run_virtually(main())


@pytest.mark.parametrize("facts", [{"kind": {}}, {"state": "lost"}, {"tries": "many"}])
async def test_a_row_that_cannot_be_read_is_erased_with_its_person(facts):
    _, services = await settled()
    put = documents.DELIVERIES, ROW
    await services.store.run(lambda tx: tx.put(*put, tx.get(*put) | facts))
    assert await my_data.erase(services, PERSON, START)
    assert await services.store.run(lambda tx: tx.get(*put)) is None


@pytest.mark.parametrize("facts", [{"kind": {}}, {"tries": "many"}])
async def test_a_row_that_cannot_be_read_is_brought_back_from_a_year_to_come(facts):
    _, services = await settled()
    put, far = (documents.DELIVERIES, ROW), {"due_at": "2029-01-01T00:00:00Z"}
    await services.store.run(lambda tx: tx.put(*put, tx.get(*put) | far | facts))
    assert await bring_back(services, START) == 1
    row = await services.store.run(lambda tx: tx.get(*put))
    assert (row["due_at"], row["day"]) == ("2026-11-23T07:00:00Z", "2026-11-23")
    assert row.items() >= facts.items()


class Full(MemoryStore):
    """A disk that is full for a while: nothing is written, whatever asks."""

    full = False

    async def run(self, change: Any) -> Any:
        if self.full:
            raise NotSaved(why="disk full")
        return await super().run(change)


def test_a_disk_that_is_full_at_the_start_is_told_of_and_waited_for():
    async def main() -> None:
        teams, services = await settled()
        store, alarm = Full(), Alarm()
        store._base, store.full = services.store._base, True
        services = replace(services, store=store)
        async with engine_of(services, alarm).started(lambda: "mark"):
            await asyncio.sleep(1000)
            assert teams.arrived == {}
            assert alarm.tally == {"not_saved": 1}
            store.full = False
            await asyncio.sleep(timedelta(minutes=12).total_seconds())
        assert teams.arrived == {f"p{n}": 1 for n in EVERYBODY}
        assert await store.run(lambda tx: tx.get(documents.STORE_FACTS, "plans"))

    run_virtually(main())


def test_what_arrived_while_the_disk_was_full_is_settled_when_there_is_room():
    """It is known how it ended, so it is not put down as uncertain, and can be withdrawn."""
    store = Full()

    class Filling(FakeTeams):
        async def send(self, to: Any, message: Any) -> Any:
            store.full = True
            return await super().send(to, message)

    async def main() -> None:
        _, services = await settled()
        teams = Filling()
        store._base = services.store._base
        engine = engine_of(replace(services, store=store, messenger=teams))
        async with engine.started(lambda: "mark"):
            for _ in range(4):
                await asyncio.sleep(900)
                store.full = False
        assert set(teams.arrived.values()) == {1}
        rows = [row for n in EVERYBODY for row in await w.rows(store, f"t:p{n}")]
        assert {(row["state"], bool(row["activity"])) for row in rows} == {("sent", True)}

    run_virtually(main())
