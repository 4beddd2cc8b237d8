"""A child process that sends what is due from a store on disk. What "arrives" goes down a pipe at
once, and is known to whoever reads it even if this process is killed in the same moment."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.actions.delivery import uncertain_sends
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address, Message
from bot.ports import Clock
from bot.store import open_store
from tests.chat_client import Post
from tests.engine import world


class Pipe(Post):
    """Every card arrives; the answer takes a moment."""

    async def send(self, to: Address, message: Message) -> SendOutcome:
        await asyncio.sleep(random.random() / 50)  # noqa: S311 - a made-up network
        os.write(1, f"{to.entra}\n".encode())
        await asyncio.sleep(random.random() / 50)  # noqa: S311 - a made-up network
        return SendOutcome(Ended.SENT, activity=f"a-{to.entra}")


def clock_from(start: datetime) -> Clock:
    began = datetime.now(UTC)
    return lambda: start + (datetime.now(UTC) - began)


async def main(url: str, start: datetime) -> None:
    clock = clock_from(start)
    async with open_store(url) as store:
        services: Any = world.world(store, Pipe())  # type: ignore[arg-type]
        sender, _, _ = world.sender(services, None, tick=clock)
        os.write(1, b"open\n")
        while await uncertain_sends.reconcile(services, clock()) + await sender.send_due():
            await asyncio.sleep(0)
        await uncertain_sends.reconcile(services, clock() + timedelta(seconds=1))
    os.write(1, b"done\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], datetime.fromisoformat(sys.argv[2])))
