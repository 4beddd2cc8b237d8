"""/api/v1/people/{tenant}/{entra}/move: moves everything about a person to another account."""

from __future__ import annotations

import re
from typing import Any, Final

from aiohttp import web

from bot.actions.personal_data.account_moves import move_account
from bot.errors import Refused
from bot.ports import Clock
from bot.services import Services
from bot.web.guard import Handler, actor_of, fail, sent

_ACCOUNT: Final = re.compile(r"([A-Za-z0-9-]{1,64})/([A-Za-z0-9-]{1,64})")


def move(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/people/{tenant}/{entra}/move {"to": "tenant-id/entra-id", "apply"}:
    {"documents": {name: n}, "merged", "waiting", "applied"}; see
    `bot.actions.personal_data.account_moves.AccountMove`. Without `apply` nothing is changed.

    The handler raises `Refused` for a body of any other shape."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        to, apply = _wanted(await sent(request))
        old = f"{request.match_info['tenant']}:{request.match_info['entra']}".lower()
        done = await move_account(services, actor_of(request), old, to, clock(), apply=apply)
        facts = {"documents": dict(done.documents), "merged": done.merged, "waiting": done.waiting}
        return web.json_response(facts | {"applied": apply})

    return handler


def _wanted(body: Any) -> tuple[str, bool]:
    said = body if isinstance(body, dict) else {}
    to, apply = said.get("to"), said.get("apply", False)
    found = _ACCOUNT.fullmatch(to) if isinstance(to, str) else None
    if found is None or not isinstance(apply, bool):
        raise Refused(why='Send {"to": "tenant-id/entra-id", "apply": true or false}.')
    return f"{found[1]}:{found[2]}".lower(), apply
