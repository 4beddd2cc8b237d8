"""The real program, as it runs in production, with Microsoft's servers played on loopback and a
clock that the story moves."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

import app as application
from bot.assembly import build, running
from bot.cli import DOES
from bot.cli.arguments import understood
from bot.core.values import replace
from bot.engine.engine import Engine
from bot.errors import PadriverError
from bot.settings import Settings
from bot.store import open_store
from tests.fakes.connector import FakeConnector, Seen
from tests.fakes.keyserver import FakeKeyServer
from tests.fakes.tokenserver import FakeTokenServer

TENANT: Final = "11111111-2222-3333-4444-555555555555"
APP: Final = "99999999-8888-7777-6666-555555555555"
TOKEN: Final = "a-token-for-the-story"
NO_LIMIT: Final = 10**9
ROOM: Final = "a:"  # conversations are called "a:" and the person's number


def _taken_over(app: web.Application) -> Engine:
    """The engine, which the story lets look, moment by moment. Everything else runs as it does."""
    (by_itself,) = [e for e in app.cleanup_ctx if getattr(e, "func", None) is running]
    app.cleanup_ctx.remove(by_itself)
    engine = by_itself.args[0]  # type: ignore[union-attr]
    assert isinstance(engine, Engine)
    return engine


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Teams(FakeConnector):
    """What arrives goes to `hear(conversation, card)` and is kept nowhere. `mail_of` is what Teams
    says of a member by the number of their conversation: an address, "" for nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.hear: Callable[[str, Any], None] = lambda _, __: None
        self.mail_of: Callable[[str], tuple[str, str]] = lambda _: ("", "")
        self.arrivals = 0

    async def _meet(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        path = request.path.removeprefix("/teams")
        seen = Seen(request.method, path, path, {}, raw)
        if request.method == "POST" and "activities" in path:
            self.arrivals += 1
            found = (seen.body.get("attachments") or [{}])[0].get("content")
            if found:
                self.hear(seen.conversation, found)
            return web.json_response({"id": f"m-{self.arrivals}"}, status=201)
        return self._said(seen)

    def _said(self, seen: Seen) -> web.Response:
        if seen.method == "GET":
            user = seen.path.rpartition("/")[2]
            entra, mail = self.mail_of(user.removeprefix("29:"))
            if not mail:
                missing = {"error": {"code": "MemberNotFoundInConversation", "message": ""}}
                return web.json_response(missing, status=404)
            return web.json_response({"id": user, "aadObjectId": entra, "email": mail})
        return self._fine(seen)


class Program:
    """`tick()` is one look of the bot's own loop; `post` what Teams brings to its door; `api` and
    `command` are the project leader's ways in."""

    def __init__(self, folder: Path, content: Path, clock: Clock, people: dict[str, str]) -> None:
        """`people` are settings of the story on top of those of any installation."""
        self.clock = clock
        self.teams, self.tally = Teams(), 0
        self._keys, self._tokens = FakeKeyServer(clock), FakeTokenServer(clock)
        self._env = {
            "APP_ID": APP,
            "APP_PASSWORD": "made-up",
            "APP_TENANTID": TENANT,
            "API_TOKEN": TOKEN,
            "PUBLIC_URL": "https://padriver.example",
            "SERVICE_URL_HOSTS": "127.0.0.1",
            "SENDER": "Kommunene i Romsdal",
            "STORE_URL": f"tinydb:{folder / 'padriver.db'}",
            "CONTENT_DIR": str(content),
            "CHAMPION_APPROVAL": "0",
            **people,
        }
        self._signed: tuple[str, datetime | None] = ("", None)

    @asynccontextmanager
    async def started(self) -> AsyncIterator[Program]:
        async with AsyncExitStack() as stack:
            for each in (self.teams, self._keys, self._tokens):
                await stack.enter_async_context(each)
            self._env |= {"OPENID_METADATA_URL": self._keys.url, "TOKEN_URL": self._tokens.url}
            settings = Settings.from_env(self._env, local=False)
            settings = replace(settings, send_rate=NO_LIMIT)  # the clock stands still meanwhile
            store = await stack.enter_async_context(open_store(settings.store_url))
            app = await build(settings, store, self.clock)
            self.engine = _taken_over(app)
            server = TestServer(app)
            self._client = await stack.enter_async_context(TestClient(server))
            self._env["PORT"] = str(server.port)
            yield self

    async def tick(self) -> datetime | None:
        """Look once, and send what is due; the next moment that the bot waits for."""
        await self.engine.loop.tick()
        health = self.engine.loop.beat.health
        return health.oldest if health else None

    async def post(self, activity: dict[str, Any]) -> Any:
        """What the bot says to that in the same response; None where it says nothing there."""
        self.tally += 1
        body, headers = orjson.dumps(activity), {"Authorization": f"Bearer {self._token()}"}
        headers["Content-Type"] = "application/json"
        async with self._client.post("/api/messages", data=body, headers=headers) as answer:
            said = await answer.read()
            assert answer.status < 300, (answer.status, said)
            return orjson.loads(said) if said else None

    async def api(self, path: str, body: Any = None) -> Any:
        method = "GET" if body is None else "POST"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with self._client.request(method, path, json=body, headers=headers) as answer:
            assert answer.status == 200, (path, answer.status, await answer.text())
            return await answer.json() if path.startswith("/api") else await answer.text()

    async def command(self, *argv: str) -> tuple[int, str]:
        """Exit status, and what was printed."""
        out = io.StringIO()
        args = understood(argv, out, out)
        assert not isinstance(args, int), out.getvalue()
        tools = application.CommandTools(self._env, False).tools()
        tools = replace(tools, now=self.clock, today=lambda: self.clock().date())
        try:
            status = await DOES[args.command](args, tools, out)
        except PadriverError as refusal:
            return 1, f"{out.getvalue()}{refusal}"
        return status, out.getvalue()

    def _token(self) -> str:
        """Signed anew once an hour, as a token lasts that long."""
        token, hour = self._signed
        now = self.clock().replace(minute=0, second=0, microsecond=0)
        if hour != now:
            token = self._keys.token(APP, self.teams.url)
            self._signed = (token, now)
        return self._signed[0]
