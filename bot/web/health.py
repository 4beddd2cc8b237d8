"""Is it alive, and is it ready: for whoever runs it. No secrets, so no token is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from bot.ports import Store
from bot.web.guard import Handler

Tasks = Callable[[], Mapping[str, bool]]
"""The bot's own background tasks, by name: whether each still runs."""
_PATIENCE: Final = 2.0  # seconds; a probe that hangs is no answer


async def alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


def ready(store: Store, tasks: Tasks) -> Handler:
    """200 when the store can be written to and every task runs, else 503; which, by name."""

    async def handler(_: web.Request) -> web.Response:
        running = dict(tasks())
        stored = await _store_is_ready(store)
        fine = stored and all(running.values())
        body = {"status": "ready" if fine else "not ready", "store": stored, "tasks": running}
        return web.json_response(body, status=200 if fine else 503)

    return handler


async def _store_is_ready(store: Store) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await store.ready()
    except TimeoutError:
        return False
