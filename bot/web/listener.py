"""Listens on a port, and for the signals to stop."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
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
        raise _unfit(host, port, error) from error


def refuse(host: str, port: int) -> None:
    """Raise the `SettingError` that listening would, but not for a port that is in use: perhaps it
    is the running bot that uses it."""
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, protocol) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise _unfit(host, port, error) from error


def _unfit(host: str, port: int, error: OSError) -> SettingError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        mend = "Use 0.0.0.0, 127.0.0.1 or another address of this machine."
        return SettingError(name="HOST", why=f"{host} is no address of this machine", mend=mend)
    why = f"port {port} can't be listened on ({os.strerror(error.errno or errno.EIO)})"
    return SettingError(name="PORT", why=why, mend=f"Choose another: PORT={port + 1}")
