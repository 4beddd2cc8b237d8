"""The probes: is the bot alive, and is it ready? They reveal no secrets and require no token."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from bot.ports import Store
from bot.web.guard import Handler

Tasks = Callable[[], Mapping[str, bool]]
"""The bot's background tasks by name, and whether each is still running."""
_PATIENCE: Final = 2.0  # seconds; a probe must not hang


async def alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


def ready(store: Store, tasks: Tasks, plans: Callable[[], bool] | None = None) -> Handler:
    """GET /readyz: 200 if the store can be written to and every task is running, else 503; the body
    has each of them by name, and whether the bot follows its plans' file (`plans`): a fault there
    stops nothing, since the plans of before go on."""

    async def handler(_: web.Request) -> web.Response:
        running = dict(tasks())
        stored = await _store_is_ready(store)
        fine = stored and all(running.values())
        body = {"status": "ready" if fine else "not ready", "store": stored, "tasks": running}
        if plans:
            body["plans"] = plans()
        return web.json_response(body, status=200 if fine else 503)

    return handler


async def _store_is_ready(store: Store) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await store.ready()
    except TimeoutError:
        return False
