"""The TinyDB store, as ratios within one run: medians of rounds that take turns."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from bot.core.kinds import ATTEMPTS, COMPLETIONS, DELIVERIES, PEOPLE, PROGRESS
from bot.ports import Tx
from bot.store import TinyStore
from tests.store.killing import survive

pytestmark = pytest.mark.bench
ROUNDS = 7
AT = "2026-11-23T08:00:00Z"
TENANT = "0f8fad5b-d9cb-469f-a165-70867728950e"
COUNTS = ("answers", "right", "lesson|meeting", "course|teams", "week|48", "question|q1|right")


def person(n: int) -> str:
    return f"{TENANT}:{n:08}-7425-40de-944b-e07fc1f90ae7"


def newcomers(tx: Tx, start: int, end: int) -> None:
    for n in range(start, end):
        key = person(n)
        who = {"name": "Kari Nordmann", "municipality": "1506", "unit": "skole", "language": "nb"}
        where = {"conversation": "a:" + "x" * 90, "service_url": "https://smba.trafficmanager.net/"}
        tx.put(PEOPLE, key, who | where | {"email": f"kari{n}@molde.kommune.no"})
        passed = {f"lesson-{k}": {"passed": AT[:10], "best": 3, "version": 1} for k in range(5)}
        tx.put(PROGRESS, f"{key}/teams", {"person": key, "lessons": passed})
        tx.plan(f"{key}/lesson", {"person": key, "state": "sent", "due_at": AT, "subject": "l5"})


def last_answer(tx: Tx, n: int, turn: int) -> None:
    """Five documents and six counts: the answer that completes a lesson."""
    key = person(n)
    attempt = f"{key}/lesson-5/{turn}"
    who = tx.get(PEOPLE, key)
    progress = tx.get(PROGRESS, f"{key}/teams")
    sent = tx.get(DELIVERIES, f"{key}/lesson")
    assert who
    assert progress
    assert sent
    answers = {f"q{k}": ["a", "b"] for k in range(3)}
    tx.put(ATTEMPTS, attempt, {"person": key, "lesson": "lesson-5", "answers": answers})
    progress["lessons"]["lesson-5"] = {"passed": AT[:10], "best": turn, "version": 1}
    tx.put(PROGRESS, f"{key}/teams", progress)
    tx.put(COMPLETIONS, attempt, {"person": key, "municipality": "1506", "at": AT, "score": 3})
    tx.put(DELIVERIES, f"{key}/lesson", sent | {"answered": turn})
    tx.put(PEOPLE, key, who | {"seen": turn})
    for name in COUNTS:
        tx.add(f"1506|{name}")


@asynccontextmanager
async def store_of(path: Path, people: int) -> AsyncIterator[TinyStore]:
    async with TinyStore(path) as store:
        for start in range(0, people, 1000):
            end = min(start + 1000, people)
            await store.run(partial(newcomers, start=start, end=end))
    async with TinyStore(path) as store:  # opened anew: nothing is hot
        yield store


class Load:
    """Answers of random people, `together` at a time; counts what was acknowledged."""

    def __init__(self, store: TinyStore, people: int) -> None:
        self._store = store
        self._people = people
        self._chance = random.Random(1)  # noqa: S311  # the same people in every run
        self.answered = 0

    async def round(self, answers: int, together: int) -> float:
        """Seconds for each answer."""
        start = time.perf_counter()
        await asyncio.gather(*(self._one(answers // together) for _ in range(together)))
        return (time.perf_counter() - start) / (answers // together * together)

    async def _one(self, times: int) -> None:
        for _ in range(times):
            self.answered += 1
            n = self._chance.randrange(self._people)
            await self._store.run(partial(last_answer, n=n, turn=self.answered))

    async def check(self) -> None:
        counts = await self._store.run(lambda tx: tx.counts("1506|answers"))
        assert counts == {"1506|answers": self.answered}


def raw_append(path: Path, times: int) -> float:
    """Seconds to append what an answer weighs and have it on disk, one at a time."""
    with path.open("ab", buffering=0) as file:
        start = time.perf_counter()
        for _ in range(times):
            file.write(b"x" * 2048)
            os.fdatasync(file.fileno())
        return (time.perf_counter() - start) / times


async def test_answers_a_second_against_raw_appends(tmp_path: Path):
    async with store_of(tmp_path / "store.db", 1000) as store:
        load, raw, ours, cpu = Load(store, 1000), [], [], []
        await load.round(640, 32)
        for _ in range(ROUNDS):
            raw.append(raw_append(tmp_path / "raw", 500))
            start = time.process_time()
            ours.append(await load.round(1920, 32))
            cpu.append((time.process_time() - start) / 1920)
        await load.check()
    ratio = median(raw) / median(ours)
    print(
        f"\nan answer (5 documents, 6 counts), 32 in flight: {1 / median(ours):,.0f}/s, "
        f"{median(cpu) * 1e6:.0f} µs CPU each; raw append + fdatasync {1 / median(raw):,.0f}/s; "
        f"ratio {ratio:.2f}"
    )
    assert ratio >= 0.5


async def test_a_hundred_thousand_people_cost_what_a_hundred_do(tmp_path: Path):
    """Random people each time: with 100 everybody is hot, with 100,000 nearly nobody is."""
    async with (
        store_of(tmp_path / "few.db", 100) as few,
        store_of(tmp_path / "many.db", 100_000) as many,
    ):
        loads = {100: Load(few, 100), 100_000: Load(many, 100_000)}
        for together in (1, 16):
            seconds: dict[int, list[float]] = {people: [] for people in loads}
            for _ in range(ROUNDS * 3):
                for people, load in loads.items():
                    seconds[people].append(await load.round(320, together))
            times = {people: median(each) * together * 1e6 for people, each in seconds.items()}
            ratio = times[100_000] / times[100]
            print(
                f"\nlatency of an answer, {together} in flight: {times[100]:.0f} µs with 100 "
                f"people, {times[100_000]:.0f} µs with 100,000: ratio {ratio:.2f}"
            )
            assert together > 1 or ratio <= 1.25
        for load in loads.values():
            await load.check()


async def test_opening_takes_no_longer_with_a_hundred_thousand_people(tmp_path: Path):
    times: dict[int, float] = {}
    for people in (100, 10_000, 100_000):
        path = tmp_path / f"{people}.db"
        async with store_of(path, people):
            pass
        times[people] = median([await _opening(path) for _ in range(ROUNDS)])
    print("\nopen:", ", ".join(f"{n:,} people {s * 1e3:.1f} ms" for n, s in times.items()))
    assert times[100_000] < 0.1
    assert times[100_000] <= 3 * times[100]


async def _opening(path: Path) -> float:
    start = time.perf_counter()
    async with TinyStore(path) as store:
        await store.run(lambda tx: tx.get(PEOPLE, person(7)))
        return time.perf_counter() - start


MEMORY = """
import asyncio, sys
from pathlib import Path
from bot.store import TinyStore
from tests.bench.test_store import Load

def most() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(each.split()[1]) // 1024 for each in lines if each.startswith("VmRSS"))

async def main(path: Path) -> None:
    before = most()
    async with TinyStore(path) as store:
        load = Load(store, 100_000)
        await load.round(32_000, 32)
        first = most()
        await load.round(32_000, 32)
        print(before, first, most())

asyncio.run(main(Path(sys.argv[1])))
"""


async def test_memory_stays_bounded_however_many_people_come_by(tmp_path: Path):
    path = tmp_path / "store.db"
    async with store_of(path, 100_000):
        pass
    command: Callable[..., str] = partial(subprocess.check_output, text=True)
    out = await asyncio.to_thread(command, [sys.executable, "-c", MEMORY, str(path)])
    before, first, second = map(int, out.split())
    print(f"\nmemory: {before} MB at start, {first} MB after 32,000 answers, {second} after 64,000")
    assert second - first <= 8
    assert second - before <= 80


async def test_fifty_kills_under_load_lose_nothing(tmp_path: Path):
    await survive(tmp_path / "store.db", rounds=50)
