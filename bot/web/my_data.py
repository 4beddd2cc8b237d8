"""GET /my-data/{token}: everything stored about a person, for anyone with the link.

The link is made in the person's own chat and works for a few minutes. It is not used up by being
opened: mail and chat programs open links too, to look for what is dangerous in them.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from bot.actions.personal_data.my_data import LASTS
from bot.core.languages import guess_language
from bot.locale import words
from bot.ports import Clock, Links
from bot.web.guard import Handler

PATH: Final = "/my-data"
PURPOSE: Final = "my-data"
FILE: Final = "mine-data.json"
Export = Callable[[str], Awaitable[dict[str, Any] | None]]
"""From a person's key to everything stored about them; None if they are unknown."""


def takeout(export: Export, links: Links, clock: Clock) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        person = links.unseal(request.match_info["token"], PURPOSE, clock(), LASTS)
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


def expired(request: web.Request, text: str = "link-expired") -> web.Response:
    """410 with a sentence for the person at the browser. It is the same whether the link has
    expired, is forged, or belongs to somebody who was erased, so that it reveals nothing."""
    wanted = request.headers.get("Accept-Language", "").partition(",")[0]
    said = words(guess_language(wanted.strip(), None))(text)
    return web.Response(status=410, text=f"{said}\n")
