"""The planner's cost follows who is due, not how many there are; the sender keeps its rate."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import pytest

from bot.actions.delivery import journeys
from bot.content.calendars import calendar_for
from bot.core import documents
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plans import Plan
from bot.core.moments import moment
from bot.core.turn import Address, Message
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.circuit import Circuit
from bot.engine.sender import Sender
from bot.engine.throttle import Throttle
from bot.services import Services
from bot.settings import Settings
from bot.store.tinydb.store import TinyStore
from bot.teams.assembly import connector_for
from bot.teams.outbound import payloads
from tests.bench.turn_load import CARD, server
from tests.chat_client import services
from tests.engine import world as w

pytestmark = pytest.mark.bench
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLAN = Plan("autumn", "teams-fra-forste-dag", date(2026, 11, 1))
MESSAGE = Message(card=CARD, summary="En ny leksjon venter", alert=True)
ROUNDS = 5


async def fill(store: Any, count: int, due: int) -> None:
    """`count` people with a journey each; the first `due` of them are due at AT."""
    later = moment(AT + timedelta(days=3))

    def page(first: int, tx: Any) -> None:
        for n in range(first, min(first + 2000, count)):
            person = w.person(n)
            tx.put(documents.PEOPLE, person.key, person)
            when = moment(AT) if n < due else later
            journey = Journey(person.key, plan="autumn", next_at=when)
            tx.put(documents.JOURNEYS, person.key, journey)

    for first in range(0, count, 2000):
        await store.run(partial(page, first))


async def ticks(path: Path, count: int, due: int) -> float:
    """CPU seconds of one tick over `due` people among `count`: the median of ROUNDS."""
    seconds = []
    async with TinyStore(path, durable=False) as store:
        await fill(store, count, due * ROUNDS)
        world = replace(services(store), plans=(PLAN,), calendar=calendar_for())  # type: ignore[arg-type]
        for _ in range(ROUNDS):
            began = time.process_time()
            looked = 0
            while looked < due:
                looked += (await journeys.plan_due(world, AT, 200)).looked
            seconds.append(time.process_time() - began)
    return median(seconds)


def test_a_tick_costs_what_is_due_not_what_there_is(tmp_path: Path):
    few = asyncio.run(ticks(tmp_path / "few.db", 10_000, 400))
    many = asyncio.run(ticks(tmp_path / "many.db", 100_000, 400))
    print(f"\n  400 due of 10,000: {few:.3f} s   of 100,000: {many:.3f} s   ratio {many / few:.2f}")
    assert many < 2.0
    assert many / few <= 1.5


async def sender_for(
    path: Path, connector: Any, port: int, count: int, rate: float | None
) -> tuple[TinyStore, Sender]:
    store = TinyStore(path)
    await store.__aenter__()
    world: Services = replace(services(store), messenger=connector)  # type: ignore[arg-type]
    service = f"http://127.0.0.1:{port}/teams/"
    await w.settle_in(store, [w.person(n, service_url=service) for n in range(count)])
    await w.plan(world, [f"t:p{n}" for n in range(count)], at=AT)
    circuit = Circuit(lambda: AT, Alarm())
    chance = random.Random(1).random  # noqa: S311 - jitter
    return store, Sender(world, lambda: AT, Throttle(rate), circuit, chance, draw=lambda _: MESSAGE)


async def one_run(path: Path, connector: Any, port: int, count: int, rate: float | None) -> float:
    """Sends a second for `count` planned rows."""
    store, sender = await sender_for(path, connector, port, count, rate)
    try:
        began = time.perf_counter()
        await sender.send_due()
        elapsed = time.perf_counter() - began
        assert sender.tally["sent"] == count
    finally:
        await store.close()
    return count / elapsed


async def bare_rate(once: Callable[[], Awaitable[None]], count: int) -> float:
    began, left = time.perf_counter(), count

    async def keep_on() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await once()

    await asyncio.gather(*(keep_on() for _ in range(32)))
    return count / (time.perf_counter() - began)


async def measured(tmp_path: Path, port: int) -> tuple[list[float], list[float], dict[int, float]]:
    settings = Settings.from_env({}, local=True)
    bare, ours, paced = [], [], {}
    to = Address("t", f"http://127.0.0.1:{port}/teams", "c-p0", "29:p0", "p0")
    url = f"{to.service_url}/v3/conversations/c-p0/activities"
    body = payloads.activity(to, MESSAGE)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    async with (
        aiohttp.ClientSession() as session,
        connector_for(settings, lambda: datetime.now(UTC)) as connector,
    ):

        async def once() -> None:
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()

        for n in range(ROUNDS):
            bare.append(await bare_rate(once, 3000))
            ours.append(await one_run(tmp_path / f"{n}.db", connector, port, 2000, None))
        for rate in (30, 50):
            path = tmp_path / f"rate-{rate}.db"
            paced[rate] = await one_run(path, connector, port, rate * 5, float(rate))
    return bare, ours, paced


def test_the_sender_keeps_its_rate_and_half_of_a_bare_client_without_one(tmp_path: Path):
    with server(module="tests.bench.send_server") as instant:
        bare, ours, paced = asyncio.run(measured(tmp_path, instant.port))
    ratio = median(o / b for o, b in zip(ours, bare, strict=True))
    print(
        f"\n  bare {median(bare):.0f}/s   durable sender {median(ours):.0f}/s   ratio {ratio:.2f}"
    )
    for rate, got in paced.items():
        print(f"  set to {rate}/s: {got:.1f}/s")
        assert got >= 0.9 * rate
    assert ratio >= 0.5
