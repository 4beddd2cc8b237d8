"""How changes take turns on the loop."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.actions.shared.batches import one_page
from bot.core.documents import PEOPLE
from bot.store.tinydb.store import TinyStore
from tests.chat_client import services


async def test_others_have_their_turn_between_pages_that_are_only_read(tmp_path: Path):
    """Such a change waits for no disk; a loop of them would keep everybody waiting to its end."""
    turns: list[str] = []

    async def reads() -> None:
        for _ in range(20):
            await store.run(lambda tx: tx.get(PEOPLE, "t:1"))
            turns.append("page")

    async def answers() -> None:
        for _ in range(20):
            await asyncio.sleep(0)
            turns.append("answer")

    async with TinyStore(tmp_path / "store.db") as store:
        await asyncio.gather(reads(), answers())
    assert "".join(each[0] for each in turns).count("pp") <= 1


async def test_of_all_who_ask_for_pages_at_once_one_has_its_page_at_a_time(tmp_path: Path):
    """In the order in which they come, so that a turn between waits for one page."""
    done: list[int] = []

    async with TinyStore(tmp_path / "store.db") as store:
        world = services(store)  # type: ignore[arg-type]

        async def pages(who: int) -> None:
            for _ in range(3):
                assert not await one_page(world, lambda tx: tx.get(PEOPLE, "t:1"))
                done.append(who)

        async def answers() -> int:
            """How many pages were read between any two turns of the loop, at most."""
            most, before = 0, 0
            while len(done) < 60:
                await asyncio.sleep(0)
                most, before = max(most, len(done) - before), len(done)
            return most

        most, *_ = await asyncio.gather(answers(), *map(pages, range(20)))
    assert done[:20] == list(range(20))
    assert most == 1
