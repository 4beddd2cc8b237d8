"""The whole bot among many people: a turn costs the same, and starting takes no longer."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from bot.core import documents
from bot.core.delivery.journeys import Journey
from bot.store.tinydb.store import TinyStore
from tests.bench.learners import Learners
from tests.bench.turn_load import requests, server
from tests.engine import world as w

pytestmark = pytest.mark.bench
ROUNDS, ANSWERS = 5, 800
FAR = "2099-01-01T00:00:00Z"
ROOT = Path(__file__).parents[2]
BARE = """
import sys
from aiohttp import web
async def answer(request):
    await request.read()
    return web.Response(body=b"{}")
app = web.Application()
app.router.add_post("/api/messages", answer)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""


async def crowd(path: Path, count: int) -> None:
    """That many people who have come before, none of them due."""

    def page(first: int, tx: Any) -> None:
        for n in range(first, min(first + 2000, count)):
            person = w.person(n, welcomed=True, started=True)
            tx.put(documents.PEOPLE, person.key, person)
            journey = Journey(person.key, plan="-", next_at=FAR)
            tx.put(documents.JOURNEYS, person.key, journey)
            tx.add("now|1506|people")

    async with TinyStore(path, durable=False) as store:
        for first in range(0, count, 2000):
            await store.run(partial(page, first))


def test_an_answer_among_100_000_people_takes_at_most_1_25_times_one_among_100(tmp_path: Path):
    rates: dict[int, list[float]] = {100: [], 100_000: []}
    for count in rates:
        asyncio.run(crowd(tmp_path / f"{count}.db", count))
    module = "tests.bench.app_server"
    with (
        server(module="tests.bench.send_server") as connector,
        server(f"tinydb:{tmp_path / '100.db'}", "", module=module) as few,
        server(f"tinydb:{tmp_path / '100000.db'}", "", module=module) as many,
    ):
        url = f"http://127.0.0.1:{connector.port}/teams"
        learners = {100: Learners(few, url), 100_000: Learners(many, url)}
        for each in learners.values():
            each.round(200)
        for _ in range(ROUNDS):
            for count, each in learners.items():
                rates[count].append(each.round(ANSWERS).rate)
    ratio = median(a / b for a, b in zip(rates[100], rates[100_000], strict=True))
    print(
        f"\n  time of an answer among 100,000 people against among 100: {ratio:.2f} (at most 1.25)"
    )
    assert ratio <= 1.25


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_answer(command: list[str], port: int, env: dict[str, str]) -> tuple[float, int]:
    """Seconds from the start of the process to its first answer, and its memory then, in KB."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL
    ) as process:
        try:
            while time.perf_counter() - began < 30:
                try:
                    with socket.create_connection(("127.0.0.1", port), 1) as connection:
                        connection.sendall(requests()())
                        assert connection.recv(12) == b"HTTP/1.1 200"
                        return time.perf_counter() - began, memory(process.pid)
                except ConnectionError:
                    time.sleep(0.005)
        finally:
            process.terminate()
    raise AssertionError("it never answered")


def memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1])


def test_from_start_to_first_answer_with_10_000_people_is_at_most_5_times_a_bare_app(
    tmp_path: Path,
):
    asyncio.run(crowd(tmp_path / "a.db", 10_000))
    bare, ours, size = [], [], 0
    for _ in range(ROUNDS):
        port = free_port()
        bare.append(first_answer([sys.executable, "-c", BARE, str(port)], port, {})[0])
        port = free_port()
        env = {"PORT": str(port), "STORE_URL": f"tinydb:{tmp_path / 'a.db'}"}
        seconds, size = first_answer([sys.executable, "app.py", "--local"], port, env)
        ours.append(seconds)
    ratio = median(ours) / median(bare)
    print(
        f"\n  bare {median(bare):.2f} s   ours {median(ours):.2f} s   ratio {ratio:.2f} (at most 5)"
    )
    print(f"  memory then: {size / 1024:.0f} MB (aim: under 120)")
    assert ratio <= 5
