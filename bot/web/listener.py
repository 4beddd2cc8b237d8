"""Listening on a port, and being asked to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from aiohttp import web

from bot.errors import SettingError


def when_asked_to_stop(stop: Callable[[], None]) -> None:
    """SIGTERM and Ctrl-C. Where the loop can't watch signals (Windows), plain handlers do."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop))


async def listen(runner: web.AppRunner, host: str, port: int) -> None:
    """Raises `SettingError` for a port that somebody else has."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = f"port {port} can't be listened on ({error.strerror or error})"
        raise SettingError(name="PORT", why=why, mend=f"Choose another: PORT={port + 1}") from error
