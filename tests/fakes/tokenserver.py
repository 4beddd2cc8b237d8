"""Where the bot gets its own token: Entra's form, App Service's and the virtual machine's."""

from collections import deque
from typing import Any

from aiohttp import web

from tests.fakes.server import FakeServer


class FakeTokenServer(FakeServer):
    """Gives "token-1", "token-2" ... each good for `lifetime` seconds; `asked` is what was sent.

    `refusals` are statuses to answer with first; `garbage` is said instead of a token; `on`
    makes it say expires_on, as text.
    """

    def __init__(self, clock: Any) -> None:
        self._clock = clock
        self.asked: list[dict[str, Any]] = []
        self.lifetime = 3600
        self.given = 0
        self.on = False
        self.refusals: deque[int] = deque()
        self.garbage: Any = None

    @property
    def url(self) -> str:
        return f"{self.root}/token"

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/token", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        form = dict(await request.post()) or dict(request.query)
        self.asked.append({"form": form, "headers": dict(request.headers)})
        if self.refusals:
            return web.json_response({"error": "made_up"}, status=self.refusals.popleft())
        if self.garbage is not None:
            return web.json_response(self.garbage)
        self.given += 1
        expiry: dict[str, Any] = {"expires_in": self.lifetime}
        if self.on:
            expiry = {"expires_on": str(int(self._clock().timestamp()) + self.lifetime)}
        return web.json_response({"access_token": f"token-{self.given}", **expiry})
