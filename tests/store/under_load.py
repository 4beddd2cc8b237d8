"""A child process that writes under load and says what was acknowledged, until it is killed.

Each change writes two documents and a count; they are there together or not at all.
"""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial

from bot.core.documents import ATTEMPTS, PROGRESS
from bot.ports import Store, Tx
from bot.store import open_store

TOGETHER = 16


def answer(tx: Tx, key: str) -> None:
    tx.put(ATTEMPTS, key, {"person": key, "text": "x" * 300})
    tx.put(PROGRESS, key, {"person": key})
    tx.add("answers")


async def one(store: Store, start: int, step: int) -> None:
    n = start
    while True:
        key = f"p{n}"
        await store.run(partial(answer, key=key))
        os.write(1, f"{key}\n".encode())
        n += step


async def main(url: str, start: int) -> None:
    async with open_store(url) as store:
        os.write(1, b"open\n")
        await asyncio.gather(*(one(store, start + n, TOGETHER) for n in range(TOGETHER)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
