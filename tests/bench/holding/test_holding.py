"""No step of anything that can be asked for keeps everybody else waiting for long.

Every tap, word and redraw of the chat, every call of the message extension and every periodic task,
each with its worst audience, in a store where all have done everything. Measured in processor time
of the loop's thread, against what one answer to a quiz costs in the same run.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from bot.actions.learning.lesson_archive import own_secret
from bot.chat import ROUTERS
from bot.chat.pushes.extension import ANSWERS
from bot.chat.routes import Routes
from bot.content.savings_file import assumptions
from bot.core.turn import What
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.services import Services
from bot.store.tinydb.store import TinyStore
from tests.bench.holding import taps
from tests.bench.holding.crowd import LESSON, NOW, filled, learners
from tests.bench.holding.extension import CALLS
from tests.bench.holding.loop import MeasuredLoop
from tests.chat_client import services

MOST = 25  # answers
# What somebody erases of themselves goes in one transaction, so that it is gone or is not: here
# 7,000 documents, which no employee has, and no champion within ten years.
ATOMIC = {"tap erase-now": 400}
PATIENCE = 600.0  # seconds


@dataclass(frozen=True)
class Held:
    """How long something held the loop: its longest step, and all of them."""

    name: str
    longest: float
    total: float
    steps: int

    def said(self, unit: float) -> str:
        return (
            f"  {self.name:32} longest {1e3 * self.longest:7.1f} ms ={self.longest / unit:6.1f}"
            f" answers   all {1e3 * self.total:8.1f} ms in {self.steps} steps"
        )


@contextmanager
def without_garbage() -> Iterator[None]:
    """What earlier ones left is not collected in the midst of this one."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def held_by(loop: MeasuredLoop, name: str, work: Callable[[], Awaitable[Any]]) -> Held:
    with without_garbage():
        await asyncio.sleep(0)
        loop.begin()
        await asyncio.wait_for(work(), PATIENCE)
        await asyncio.sleep(0)
    return Held(name, loop.longest, sum(loop.held), len(loop.held))


async def answer_costs(world: Services, loop: MeasuredLoop) -> float:
    """Processor time of one answer to a quiz, the middle of many."""
    costs = []
    for _, who in zip(range(120), learners(world), strict=False):
        await who.turn(What.INSTALLED)
        await who.tap("begin", language="nb", municipality="1506")
        card = await who.tap("quiz", lesson=LESSON)
        await asyncio.sleep(0.005)
        given = partial(who.press, card, "answer", choice="a")
        costs.append((await held_by(loop, "answer", given)).total)
    return median(costs[20:])


def asked(world: Services) -> dict[str, Callable[[], Awaitable[Any]]]:
    """Everything that somebody can ask for, erasing last."""
    tables = (("tap", taps.TAPS), ("say", taps.SAID), ("redraw", taps.REDRAWN), ("", CALLS))
    found = {f"{kind} {name}".strip(): do for kind, table in tables for name, do in table.items()}
    found["tap erase-now"] = found.pop("tap erase-now")
    return {name: lambda do=do: do(world) for name, do in found.items()}  # type: ignore[misc]


def periodic(world: Services) -> dict[str, Callable[[], Awaitable[Any]]]:
    """What the loop does by itself, a part at a time."""
    engine = Engine(world, lambda: NOW, alarm=Alarm(), rate=None, every=5.0, chance=lambda: 0.5)
    parts = {each.name: each.run for each in engine.loop._parts}
    apart = {"daily": engine.loop._daily, "look": engine.loop._watch, "plans": engine.plans.run}
    return {f"task {name}": run for name, run in (parts | apart).items() if name != "send"}


def test_nothing_that_the_chat_knows_is_left_out():
    routes = Routes()
    for each in ROUTERS:
        routes.include(each)
    assert set(taps.TAPS) == set(routes.taps)
    assert set(taps.SAID) == {*routes.commands, "anything else"}
    assert set(taps.REDRAWN) == set(routes.redraws)
    assert {name.partition(" ")[0] for name in CALLS} == set(ANSWERS)


@pytest.mark.parametrize(
    "people",
    [
        pytest.param(10_000, marks=pytest.mark.slow),
        pytest.param(100_000, marks=pytest.mark.bench),
    ],
)
def test_no_step_holds_the_loop_longer_than_25_answers_cost(people: int, tmp_path: Path):
    async def main() -> tuple[float, list[Held]]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, MeasuredLoop)
        async with TinyStore(await filled(tmp_path, people)) as store:
            secret = await own_secret(store, "01" * 32)
            house = services(store, local=False, min_group_size=5, assumptions=assumptions())
            world = replace(house, secret=secret)
            gc.freeze()
            unit = await answer_costs(world, loop)
            works = asked(world) | periodic(world)
            return unit, [await held_by(loop, name, work) for name, work in works.items()]

    with asyncio.Runner(loop_factory=MeasuredLoop) as runner:
        unit, found = runner.run(main())
    print(f"\n  {people:,} people; an answer costs {1e3 * unit:.2f} ms")
    for each in sorted(found, key=lambda each: -each.longest):
        print(each.said(unit))
    too_long = {e.name for e in found if e.longest > unit * ATOMIC.get(e.name, MOST)}
    assert not too_long
