"""GET /my-data/{token}: everything stored about a person, for anyone with the signed link.

The link is made in the person's own chat and works for 15 minutes (`bot.core.signed_links`).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from bot.core.languages import guess_language
from bot.core.signed_links import LASTS, verify
from bot.locale import words
from bot.ports import Clock
from bot.web.guard import Handler

PATH: Final = "/my-data"
PURPOSE: Final = "my-data"
FILE: Final = "mine-data.json"
Export = Callable[[str], Awaitable[dict[str, Any] | None]]
"""From a person's key to everything stored about them; None if they are unknown."""


def takeout(export: Export, secret: bytes, clock: Clock) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        person = verify(request.match_info["token"], PURPOSE, secret, clock(), LASTS)
        found = await export(person) if person else None
        if found is None:
            return expired(request)
        return web.Response(
            body=json.dumps(found, ensure_ascii=False, indent=2).encode(),
            content_type="application/json",
            charset="utf-8",
            headers={"Content-Disposition": f'attachment; filename="{FILE}"'},
        )

    return handler


def expired(request: web.Request) -> web.Response:
    """410 with a sentence for the person at the browser. It is the same whether the link has
    expired, is forged, or belongs to somebody who was erased, so that it reveals nothing."""
    wanted = request.headers.get("Accept-Language", "").partition(",")[0]
    text = words(guess_language(wanted.strip(), None))("link-expired")
    return web.Response(status=410, text=f"{text}\n")
