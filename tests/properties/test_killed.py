"""Killed in the middle of sending to two thousand people: nobody gets it twice, no row is lost."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.tinydb.store import TinyStore
from tests.engine import world as w
from tests.virtual import START

PEOPLE = 2000
IN_FLIGHT = 32
AFTER = timedelta(minutes=20)  # every lease is over by then


@pytest.mark.slow
def test_killed_twenty_times_in_the_middle_of_sending(tmp_path):
    for n in range(20):
        one_sending(tmp_path / f"{n}.db", kills=1 + n % 3)


def one_sending(path: Path, kills: int) -> None:
    """Plan, send, kill that many times at random moments, send the rest, and add up."""
    chance = random.Random()  # noqa: S311 - any moment will do
    asyncio.run(plan(path))
    arrived: list[str] = []
    for n in range(kills):
        arrived += sent_until_killed(path, n, chance.randrange(1, PEOPLE // kills))
    arrived += sent_until_killed(path, kills, None)
    asyncio.run(adds_up(path, Counter(arrived), kills))


async def plan(path: Path) -> None:
    async with TinyStore(path, wait=5) as store:
        services = w.world(store, None)  # type: ignore[arg-type]
        await w.settle_in(store, [w.person(n) for n in range(PEOPLE)])
        await w.plan(services, [f"t:p{n}" for n in range(PEOPLE)])


def sent_until_killed(path: Path, round_: int, after: int | None) -> list[str]:
    """Who got a card before the kill, which comes after so many; None lets it finish."""
    at = (START + AFTER * round_).isoformat()
    command = [sys.executable, "-m", "tests.properties.sending", f"tinydb:{path}", at]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        if after is None:
            lines = child.stdout.read().decode().split()
            assert lines.pop() == "done"
            return lines
        lines = [child.stdout.readline() for _ in range(after)]
        child.kill()
        lines += child.stdout.read().splitlines(keepends=True)
    return [each.decode().strip() for each in lines if each.endswith(b"\n")]


async def adds_up(path: Path, arrived: Counter[str], kills: int) -> None:
    async with TinyStore(path, wait=5) as store:
        rows = {f"p{n}": await w.rows(store, f"t:p{n}") for n in range(PEOPLE)}
        counts = await store.run(lambda tx: tx.counts("delivery|"))
    assert max(arrived.values()) == 1
    assert all(len(each) == 1 for each in rows.values())
    states = {who: row["state"] for who, (row,) in rows.items()}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert {who for who in states if states[who] == "sent"} <= arrived.keys()
    unsure = Counter(states.values())["uncertain"]
    assert unsure <= kills * 2 * IN_FLIGHT
    assert arrived.keys() >= {who for who in states if states[who] == "sent"}
    assert counts == {
        "delivery|push|sent": PEOPLE - unsure,
        "delivery|push|uncertain": unsure,
    }
