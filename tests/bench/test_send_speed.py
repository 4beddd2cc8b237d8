"""Outgoing messages at 32 in flight, as a ratio to a bare aiohttp client posting the same bytes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median

import aiohttp
import pytest

from bot.core.turn import Address, Message
from bot.settings import Settings
from bot.teams.assembly import connector_for
from bot.teams.outbound import payloads
from tests.bench.turn_load import CARD, server

pytestmark = pytest.mark.bench
IN_FLIGHT, SECONDS, ROUNDS = 32, 1.5, 5
MESSAGE = Message(card=CARD, summary="En ny leksjon venter", alert=True)


async def rate(once: Callable[[], Awaitable[bool]], seconds: float) -> float:
    """How many a second, with 32 under way all the time."""
    began, sent = time.perf_counter(), 0

    async def keep_on() -> None:
        nonlocal sent
        while time.perf_counter() - began < seconds:
            assert await once()
            sent += 1

    await asyncio.gather(*(keep_on() for _ in range(IN_FLIGHT)))
    return sent / (time.perf_counter() - began)


async def measure(port: int) -> tuple[list[float], list[float]]:
    to = Address("t", f"http://127.0.0.1:{port}/teams", "a:kari", "29:kari", "kari", bot="28:bot")
    url = f"{to.service_url}/v3/conversations/a%3Akari/activities"
    body = payloads.activity(to, MESSAGE)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    settings = Settings.from_env({}, local=True)
    async with (
        aiohttp.ClientSession() as session,
        connector_for(settings, lambda: datetime.now(UTC)) as connector,
    ):

        async def bare() -> bool:
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()
                return answer.status == 201

        async def ours() -> bool:
            return (await connector.send(to, MESSAGE)).ok

        rates: tuple[list[float], list[float]] = ([], [])
        for each in (bare, ours):
            await rate(each, 0.5)
        for _ in range(ROUNDS):
            rates[0].append(await rate(bare, SECONDS))
            rates[1].append(await rate(ours, SECONDS))
    return rates


def test_sends_are_at_least_0_6_of_a_bare_client():
    with server(module="tests.bench.send_server") as instant:
        bare, ours = (median(each) for each in asyncio.run(measure(instant.port)))
    print(f"\n  bare {bare:.0f}/s   ours {ours:.0f}/s   ratio {ours / bare:.2f} (at least 0.60)")
    assert ours / bare >= 0.60
