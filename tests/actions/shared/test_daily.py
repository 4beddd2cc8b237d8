"""A day's work is done once, however many processes there are and whatever happens to one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions.shared.daily import LEASE, Turn, begin, end
from bot.engine.daily import Daily
from bot.engine.pushes import Pushes
from bot.engine.recruitment import Recruiting
from bot.engine.throttle import Throttle
from bot.store import MemoryStore
from tests.chat_client import MONDAY, services

DAY = timedelta(days=1)


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store)


class Work:
    """Counts how often it was done."""

    def __init__(self, error: Exception | None = None) -> None:
        self.times = 0
        self.error = error

    async def __call__(self) -> None:
        self.times += 1
        if self.error:
            raise self.error


async def test_of_many_processes_one_does_it_each_day(home):
    work = Work()
    processes = [Daily(home, "work") for _ in range(3)]
    for hours in range(0, 72, 6):
        for each in processes:
            await each.run(MONDAY + timedelta(hours=hours), work)
    assert work.times == 3 + 1  # the last evening is a new day in Norway
    after_a_restart = Daily(home, "work")
    assert not await after_a_restart.run(MONDAY + timedelta(hours=66), work)
    assert await Daily(home, "other").run(MONDAY, Work())


async def test_while_one_is_at_it_no_other_begins_and_each_asks_again(home):
    other = Daily(home, "work")
    assert await begin(home, "work", "2026-11-23", MONDAY) is Turn.OURS
    assert not await other.run(MONDAY, Work())
    await end(home, "work", "2026-11-23", done=False)
    assert await other.run(MONDAY, Work())
    assert await begin(home, "work", "2026-11-23", MONDAY) is Turn.DONE


async def test_what_a_crash_left_is_begun_again_when_its_lease_is_over(home):
    await begin(home, "work", "2026-11-23", MONDAY)
    assert await begin(home, "work", "2026-11-23", MONDAY + LEASE / 2) is Turn.TAKEN
    assert await begin(home, "work", "2026-11-23", MONDAY + LEASE) is Turn.OURS


async def test_a_clock_that_was_ahead_keeps_nobody_from_it_for_long(home):
    await begin(home, "work", "2026-11-23", MONDAY + 3 * LEASE)
    assert await begin(home, "work", "2026-11-23", MONDAY) is Turn.OURS
    await Daily(home, "far").run(MONDAY + 900 * DAY, Work())
    assert await Daily(home, "far").run(MONDAY, Work())


async def test_work_that_fails_is_left_to_whoever_comes_next(home):
    broken = Daily(home, "work")
    with pytest.raises(OSError, match="full"):
        await broken.run(MONDAY, Work(OSError("full")))
    assert await Daily(home, "work").run(MONDAY, Work())
    assert not await broken.run(MONDAY, Work())


async def test_every_daily_task_of_the_engine_is_kept_in_the_store(home):
    """So that a second process, or a restart, does none of them again that day."""
    throttle = Throttle(None)
    for each in (Pushes(home, throttle), Recruiting(home)):
        await each.run(MONDAY)
    for what in ("pushes", "recruitment"):
        assert await begin(home, what, "2026-11-23", MONDAY) is Turn.DONE
