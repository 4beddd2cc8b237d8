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

from bot.core.documents import ATTEMPTS, COMPLETIONS, DELIVERIES, PEOPLE, PROGRESS
from bot.ports import Tx
from bot.store.tinydb.store import TinyStore
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
    """Answers of random people, `together` at a time; counts what was acknowledged.

    Whoever comes answers `each` times before the next one does.
    """

    def __init__(self, store: TinyStore, people: int, each: int = 1) -> None:
        self._store = store
        self._people = people
        self._each = each
        self._chance = random.Random(1)  # noqa: S311  # the same people in every run
        self.answered = 0

    async def round(self, answers: int, together: int) -> float:
        """Seconds for each answer."""
        visits = answers // together // self._each
        start = time.perf_counter()
        await asyncio.gather(*(self._come(visits) for _ in range(together)))
        return (time.perf_counter() - start) / (visits * together * self._each)

    async def _come(self, visits: int) -> None:
        for _ in range(visits):
            n = self._chance.randrange(self._people)
            for _ in range(self._each):
                self.answered += 1
                await self._store.run(partial(last_answer, n=n, turn=self.answered))


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
        assert await _answers(store) == load.answered
    ratio = median(raw) / median(ours)
    print(
        f"\nan answer (5 documents, 6 counts), 32 in flight: {1 / median(ours):,.0f}/s, "
        f"{median(cpu) * 1e6:.0f} µs CPU each; raw append + fdatasync {1 / median(raw):,.0f}/s; "
        f"ratio {ratio:.2f}"
    )
    assert ratio >= 0.5


async def test_a_hundred_thousand_people_cost_what_a_hundred_do(tmp_path: Path):
    """Random people each time: with 100 everybody is hot, with 100,000 each is read from disk.

    One answer at a time, in visits of four answers: a quiz and what comes before it. Reported
    besides: visits of one answer, all cold, and sixteen at a time.
    """
    async with (
        store_of(tmp_path / "few.db", 100) as few,
        store_of(tmp_path / "many.db", 100_000) as many,
    ):
        ratios = [
            await _compared(few, many, each, together)
            for each, together in ((4, 1), (1, 1), (4, 16))
        ]
    assert ratios[0] <= 1.25


async def _compared(few: TinyStore, many: TinyStore, each: int, together: int) -> float:
    loads = {people: Load(store, people, each) for people, store in ((100, few), (100_000, many))}
    before = {people: await _answers(store) for people, store in ((100, few), (100_000, many))}
    ratios, times = [], []
    for _ in range(ROUNDS * 3):
        pair = [await load.round(320, together) * together * 1e6 for load in loads.values()]
        times.append(pair)
        ratios.append(pair[1] / pair[0])
    print(
        f"\nan answer, {together} in flight, {each} a visit: {median(a for a, _ in times):.0f} µs "
        f"with 100 people, {median(b for _, b in times):.0f} with 100,000: {median(ratios):.2f}"
    )
    assert await _answers(few) == before[100] + loads[100].answered
    assert await _answers(many) == before[100_000] + loads[100_000].answered
    return median(ratios)


async def _answers(store: TinyStore) -> int:
    return (await store.run(lambda tx: tx.counts("1506|answers"))).get("1506|answers", 0)


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
from bot.store.tinydb.store import TinyStore
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
