"""Listens on a port, and for the signals to stop."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Final, cast

from aiohttp import web

from bot.errors import SettingError
from bot.web.access.connections import Connections, limit

_BACKLOG: Final = 64  # taken at a time, before any of them is counted
_GRACE: Final = 8.0  # seconds for running turns to finish when we are asked to stop


def when_asked_to_stop(stop: Callable[[], None]) -> None:
    """Call `stop` on SIGTERM and Ctrl-C. On Windows the event loop can't watch signals, so plain
    signal handlers are used."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop))


async def listen(
    stack: AsyncExitStack,
    app: web.Application,
    host: str,
    port: int,
    prefix: str = "",
    most: int | None = None,
) -> int:
    """Start the application and listen, until the stack is left; the port. `most` is how many
    connections there may be at a time. Raises `SettingError` if the port is in use; `prefix` is
    what the setting's name begins with ("API_")."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    connections = Connections(cast(web.Server, runner.server), most or limit())
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(connections, host, port, backlog=_BACKLOG)
    except OSError as error:
        raise _unfit(host, port, error, prefix) from error
    stack.callback(server.close)
    found: int = server.sockets[0].getsockname()[1]
    return found


def refuse(host: str, port: int, prefix: str = "") -> None:
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
            raise _unfit(host, port, error, prefix) from error


def _unfit(host: str, port: int, error: OSError, prefix: str) -> SettingError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        mend = "Use 0.0.0.0, 127.0.0.1 or another address of this machine."
        return SettingError(
            name=f"{prefix}HOST", why=f"{host} is no address of this machine", mend=mend
        )
    why = f"port {port} can't be listened on ({os.strerror(error.errno or errno.EIO)})"
    return SettingError(
        name=f"{prefix}PORT", why=why, mend=f"Choose another: {prefix}PORT={port + 1}"
    )


def address(host: str, port: int) -> str:
    """Where what listens there is reached from this machine: "http://127.0.0.1:3978"."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not to listen on
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
