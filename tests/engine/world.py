"""People in a store, rows planned for them, and a sender in virtual time."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from bot.actions.delivery.plan_row import plan_row
from bot.core import documents
from bot.core.delivery.deliveries import PlannedCard
from bot.core.people.person import Person
from bot.core.turn import Message
from bot.core.values import replace
from bot.drawing.request import CardRequest
from bot.engine.alarm import Alarm
from bot.engine.circuit import Circuit
from bot.engine.sender import Sender
from bot.engine.throttle import Throttle
from bot.ports import Doc, Store
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import services
from tests.virtual import START, clock

LESSON = "ditt-forste-mote"


def person(n: int, **facts: Any) -> Person:
    known: dict[str, Any] = {"conversation": f"c-p{n}", "service_url": "https://smba.example/"}
    return Person(
        f"t:p{n}", "t", f"p{n}", "2026-11-01", user=f"29:p{n}", municipality="1506",
        time_zone="Europe/Oslo", lot=n % 100, **known | facts,
    )  # fmt: skip


async def settle_in(store: Store, people_: list[Person]) -> None:
    def change(tx: Any) -> None:
        for each in people_:
            tx.put(documents.PEOPLE, each.key, each)

    await store.run(change)


async def plan(
    world: Services,
    keys: list[str],
    kind: str = "push",
    at: datetime = START,
    subject: str = LESSON,
) -> None:
    """A planned row for each person, as a plan or a push would write it."""

    def change(tx: Any) -> None:
        for key in keys:
            assert plan_row(world, tx, PlannedCard(key, kind, subject, at, "1"), at)

    await world.store.run(change)


async def rows(store: Store, key: str) -> list[Doc]:
    return [row for _, row in await store.run(lambda tx: tx.find(documents.DELIVERIES, person=key))]


async def states(store: Store, count: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for n in range(count):
        found.update(row["state"] for row in await rows(store, f"t:p{n}"))
    return found


def a_card(asked: CardRequest[Any]) -> Message:
    return Message(b"{}", f"{asked.row.subject} {asked.key} {asked.person.key}")


def sender(
    world: Services, rate: float | None = 30, *, tick: Any = clock, **facts: Any
) -> tuple[Sender, Circuit, Alarm]:
    alarm = Alarm()
    circuit = Circuit(tick, alarm)
    chance = random.Random(2).random  # noqa: S311 - jitter
    return (
        Sender(world, tick, Throttle(rate), circuit, chance, **{"draw": a_card} | facts),
        circuit,
        alarm,
    )


def world(store: MemoryStore, messenger: Any) -> Services:
    return replace(services(store), messenger=messenger)


def later(**delta: float) -> datetime:
    return START + timedelta(**delta)
