"""The real bot in a process of its own: started, stopped, started again at another moment."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError, ClientSession

ROOT = Path(__file__).parents[2]
START = 30.0  # seconds for the bot to become ready
LOOK = 0.05  # seconds between looks at it


class Bot:
    """`settings` come on top of the environment; `folder` holds the store, which outlives stops.
    What the bot says of itself goes to `log`. In production, `mode` is ()."""

    def __init__(
        self,
        folder: Path,
        log: Path,
        settings: Mapping[str, str],
        mode: tuple[str, ...] = ("--local",),
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log, self._mode = log, mode
        self.settings = {
            "PORT": str(self.port),
            "STORE_URL": f"tinydb:{folder / 'padriver.db'}",
            "SENDER": "Kommunene i Romsdal",
            "PYTHONUTF8": "1",
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, **settings: str) -> None:
        """Ready when this returns. `settings` replace those it was made with, from now on."""
        self.settings |= settings
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "app.py", *self._mode, cwd=ROOT,
                env={**os.environ, **self.settings}, stdout=log, stderr=log,
            )  # fmt: skip
        await self._ready(self._process)

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    async def stop(self) -> None:
        """As at a shutdown. May be called twice."""
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def restart(self, **settings: str) -> None:
        await self.stop()
        await self.start(**settings)

    async def command(self, *argv: str) -> tuple[int, str]:
        """A command with the bot's own settings: its exit status, and all that it said."""
        done = await asyncio.create_subprocess_exec(
            sys.executable, "app.py", *argv, cwd=ROOT, env={**os.environ, **self.settings},
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await done.communicate()
        return done.returncode or 0, said.decode()

    async def get(self, path: str) -> Any:
        """The JSON at that path, as the operator gets it."""
        async with ClientSession() as session, session.get(f"{self.address}{path}") as response:
            return await response.json()

    async def tally(self, name: str, what: str) -> float:
        """One figure of /metrics: `padriver_{name}` with that label; 0.0 where it isn't there."""
        async with ClientSession() as session, session.get(f"{self.address}/metrics") as response:
            text = await response.text()
        found = re.search(rf'^padriver_{name}\{{\w+="{what}"\}} (\S+)$', text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    async def looks(self, times: int) -> None:
        """Wait until the loop has looked at who is due `times` times more."""
        enough = await self.tally("loop_total", "ticks") + times
        while await self.tally("loop_total", "ticks") < enough:
            await asyncio.sleep(LOOK)

    async def _ready(self, process: asyncio.subprocess.Process) -> None:
        async with asyncio.timeout(START), ClientSession() as session:
            while True:
                assert process.returncode is None, f"the bot ended; see {self._log}"
                try:
                    async with session.get(f"{self.address}/readyz") as response:
                        if response.status == 200:
                            return
                except ClientConnectionError:
                    pass
                await asyncio.sleep(LOOK)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
