"""An answer in the whole bot, durable write and verdict card, as ratios within one run.

Every measured turn is the first answer of somebody who has not answered yet, so each is written:
the counts in the store are compared with the answers that were acknowledged.
"""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.store import open_store
from tests.bench.learners import Learners
from tests.bench.turn_load import Figures, requests, server, typical

pytestmark = pytest.mark.bench
ROUNDS, SECONDS = 5, 1.0
ANSWERS = 1_500  # a round of the bot
STOCK = ("floor", "botframework", "cloud")
APP = "tests.bench.app_server"


@dataclass
class Run:
    figures: dict[str, Figures] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def run(key_server, tmp_path_factory) -> Run:
    """Every kind of server, loaded one after the other, round by round."""
    folder, run = tmp_path_factory.mktemp("bench"), Run()
    rounds: dict[str, list[Figures]] = {}
    with ExitStack() as stack:
        connector = stack.enter_context(server(module="tests.bench.send_server"))
        url = f"http://127.0.0.1:{connector.port}/teams"
        learners = {
            kind: Learners(
                stack.enter_context(server(f"tinydb:{folder / kind}.db", keys, module=APP)),
                url,
                key_server.token(service_url=url) if keys else "",
            )
            for kind, keys in (("app", ""), ("app signed", key_server.url))
        }
        for each in learners.values():
            each.round(200)
        card = folder / "card.json"
        card.write_bytes(learners["app"].verdict())
        others = {kind: stack.enter_context(server(kind, "", str(card))) for kind in STOCK}
        for _ in range(ROUNDS):
            for kind, each in learners.items():
                rounds.setdefault(kind, []).append(each.round(ANSWERS))
            for kind, other in others.items():
                rounds.setdefault(kind, []).append(other.round(requests(), SECONDS))
        run.acknowledged = {kind: each.answered for kind, each in learners.items()}
    run.stored = {kind: asyncio.run(_answers(folder / f"{kind}.db")) for kind in learners}
    run.figures = {kind: typical(each) for kind, each in rounds.items()}
    print()
    for kind, each in run.figures.items():
        print(f"  {kind:13}{each.rate:8.0f}/s{each.cpu:8.0f} µs CPU   p99 {each.p99:6.1f} ms")
    return run


async def _answers(path: Path) -> int:
    """How many answers the store has counted, read from its file."""
    async with open_store(f"tinydb:{path}", read_only=True) as store:
        counts = await store.run(lambda tx: tx.counts("question|"))
    return sum(counts.values())


def test_every_acknowledged_answer_is_in_the_store_and_no_other(run):
    print(f"  acknowledged {run.acknowledged}")
    assert run.stored == run.acknowledged


def test_an_answer_is_at_least_0_40_of_bare_aiohttp(run):
    ratio = run.figures["app"].rate / run.figures["floor"].rate
    print(f"  app / floor {ratio:.2f} (at least 0.40)")
    assert ratio >= 0.40


def test_it_is_at_least_20_times_the_stock_cloud_adapter(run):
    ratio = run.figures["app"].rate / run.figures["cloud"].rate
    print(f"  app / cloud {ratio:.0f} (at least 20)")
    assert ratio >= 20


def test_it_is_at_least_3_times_the_stock_bot_framework_adapter(run):
    ratio = run.figures["app"].rate / run.figures["botframework"].rate
    print(f"  app / botframework {ratio:.1f} (at least 3)")
    assert ratio >= 3


def test_sign_in_costs_at_most_15_percent(run):
    ratio = run.figures["app signed"].rate / run.figures["app"].rate
    print(f"  signed / app {ratio:.2f} (at least 0.85)")
    assert ratio >= 0.85


def test_memory_stays_flat_over_200_000_repeated_turns(tmp_path):
    with (
        server(module="tests.bench.send_server") as connector,
        server(f"tinydb:{tmp_path / 'flat.db'}", module=APP) as bot,
    ):
        learners = Learners(bot, f"http://127.0.0.1:{connector.port}/teams")
        learners.prepare(100)
        learners.verdict()
        again = learners.repeated()
        bot.batch(again, 20_000)
        began = bot.memory()
        bot.batch(again, 200_000)
        grown = bot.memory() - began
    print(f"\n  {began:.1f} MB, grown by {grown:.2f} MB over 200,000 turns")
    assert grown < 2.0
