"""Listens on a port, and for the signals to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from aiohttp import web

from bot.errors import SettingError


def when_asked_to_stop(stop: Callable[[], None]) -> None:
    """Call `stop` on SIGTERM and Ctrl-C. On Windows the event loop can't watch signals, so plain
    signal handlers are used."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop))


async def listen(runner: web.AppRunner, host: str, port: int) -> None:
    """Start listening. Raises `SettingError` if the port is in use."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = f"port {port} can't be listened on ({error.strerror or error})"
        raise SettingError(name="PORT", why=why, mend=f"Choose another: PORT={port + 1}") from error
