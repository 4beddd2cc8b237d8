"""A store that the bot has lived in for three weeks, with made-up people."""

from datetime import date
from pathlib import Path
from typing import Any

from bot.actions.learning.lesson_archive import own_secret
from bot.chat import front
from bot.core.values import replace
from bot.engine.demo import Rollout, simulate
from bot.store import open_store
from tests.chat_client import services

START = date(2026, 11, 9)
FEW = Rollout(START, people=1_000, champions=50, days=21)


async def lived(path: Path, rollout: Rollout = FEW) -> None:
    """Fill a new store at `path` with what the bot writes during this rollout."""
    async with open_store(f"tinydb:{path}", durable=False) as store:
        secret = await own_secret(store, "01" * 32)
        world: Any = replace(services(store), secret=secret)
        await simulate(world, rollout, front, lambda _: None)
