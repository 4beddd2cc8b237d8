"""Kill a writing process at a random moment, and look at what is left."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from bot.core.documents import ATTEMPTS, PROGRESS
from bot.store.tinydb.reader import TinyReading
from bot.store.tinydb.store import TinyStore


def kill_under_load(path: Path, start: int, chance: random.Random) -> set[str]:
    """The keys that were acknowledged before the kill."""
    command = [sys.executable, "-m", "tests.store.under_load", f"tinydb:{path}", str(start)]
    wanted = chance.randrange(1, 1500)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        seen = [child.stdout.readline() for _ in range(wanted)]
        child.kill()
        rest = child.stdout.read()
    assert all(seen), "it ended before it was killed"
    lines = b"".join(seen) + rest[: rest.rfind(b"\n") + 1]
    return set(lines.decode().split())


async def lost(
    store: TinyStore | TinyReading, acknowledged: set[str]
) -> tuple[set[str], int, int, int]:
    """What is missing of what was acknowledged; attempts, progress documents and the count."""
    async with store:
        attempts = {key for key, _ in await store.run(lambda tx: [*tx.scan(ATTEMPTS)])}
        progress = {key for key, _ in await store.run(lambda tx: [*tx.scan(PROGRESS)])}
        counts = await store.run(lambda tx: tx.counts("answers"))
    missing = acknowledged - (attempts & progress)
    return missing, len(attempts), len(progress), counts.get("answers", 0)


async def survive(path: Path, rounds: int) -> None:
    """Raises AssertionError if anything acknowledged is lost, or anything is half there.

    Every other time it is a reader, as export or report, that comes first after the kill.
    """
    chance = random.Random()  # noqa: S311  # any moment will do
    acknowledged: set[str] = set()
    for n in range(rounds):
        acknowledged |= kill_under_load(path, n * 1_000_000, chance)
        opened = TinyReading(path) if n % 2 else TinyStore(path, wait=5)
        missing, attempts, progress, count = await lost(opened, acknowledged)
        assert not missing, f"round {n}: lost {len(missing)} of {len(acknowledged)}"
        assert attempts == progress == count >= len(acknowledged)
