"""The probes: is the bot alive, and is it ready? They reveal no secrets and require no token."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, Final

from aiohttp import web

from bot.actions.delivery import hold as delivery_hold
from bot.core.moments import moment
from bot.core.operations.alarms import AlarmNotice
from bot.drawing.operations import alarm_sentence
from bot.locale import words
from bot.ports import Store
from bot.web.guard import Handler

Tasks = Callable[[], Mapping[str, bool]]
"""The bot's background tasks by name, and whether each is well."""
Alarms = Callable[[], Sequence[AlarmNotice]]
"""What is wrong now."""
_FRESH: Final = 1.0  # seconds
_PATIENCE: Final = 2.0  # seconds; a probe must not hang
# What is Teams' fault, or the network's: it is told, but no reason to take the bot out of service.
# People's taps are answered all the same, and a restart would mend nothing.
_OUTSIDE: Final = frozenset({"sending"})


async def alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


def ready(
    store: Store, tasks: Tasks, alarms: Alarms, plans: Callable[[], bool] | None = None
) -> Handler:
    """GET /readyz: 200 if the store could be written to within the last second and the bot's own
    tasks are running, else 503. The body has each of them by name, the names of the alarms that
    last, and whether the bot follows its plans' file (`plans`): a fault there stops nothing, since
    the plans of before go on."""

    proof = _Proof(store)

    async def handler(_: web.Request) -> web.Response:
        running = dict(tasks())
        stored = await proof.current()
        fine = stored and all(well for name, well in running.items() if name not in _OUTSIDE)
        body = {
            "status": "ready" if fine else "not ready",
            "store": stored,
            "tasks": running,
            "alarms": sorted({str(each.name) for each in alarms()}),
        }
        if plans:
            body["plans"] = plans()
        return web.json_response(body, status=200 if fine else 503)

    return handler


def detail(store: Store, alarms: Alarms, zone: tzinfo) -> Handler:
    """GET /api/v1/health: what is wrong, since when and what to do, and whether sending is held."""

    async def handler(_: web.Request) -> web.Response:
        lasting = [_shape(each, zone) for each in alarms()]
        hold = await delivery_hold.look(store)
        return web.json_response({"alarms": lasting, "sending": {"held": hold.held}})

    return handler


def _shape(notice: AlarmNotice, zone: tzinfo) -> dict[str, Any]:
    return {
        "name": str(notice.name),
        "about": notice.about,
        "why": notice.why,
        "since": moment(notice.since),
        "text": alarm_sentence(words("en"), notice, zone),
    }


class _Proof:
    """Whether the store can be written to, as it was found less than a second ago. However many
    ask, it is tried once: each try writes to the disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._trying: asyncio.Task[bool] | None = None
        self._until = 0.0
        self._last = False

    async def current(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now >= self._until and self._trying is None:
            self._trying = asyncio.create_task(self._try())
        # Shielded: one caller that hangs up must not end it for the others.
        return await asyncio.shield(self._trying) if self._trying else self._last

    async def _try(self) -> bool:
        try:
            self._last = await self._found()
        finally:
            self._until = asyncio.get_running_loop().time() + _FRESH
            self._trying = None
        return self._last

    async def _found(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._store.ready()
        except TimeoutError:
            return False
