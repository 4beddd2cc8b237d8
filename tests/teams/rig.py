"""A bot with nothing in it but the door: what came in is kept, what goes out is set by a test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.core.turn import QUIET, Address, Reply, Turn
from bot.core.values import replace
from bot.errors import NotSaved
from bot.settings import Settings
from bot.teams.assembly import DOOR, add_door, connector_for
from bot.teams.inbound.door import PATH, Door
from bot.teams.outbound.connector import Connector
from bot.teams.outbound.own_chats import OwnChats
from tests.fakes.activities import TENANT
from tests.fakes.clock import FakeClock

SORRY = "Beklager, noe gikk galt."
UNSAVED = "Not saved."
Handle = Callable[[Turn], Awaitable[Reply]]


class Chats:
    """Where people are reached, by the key of the person; what was `kept` is there too."""

    def __init__(self) -> None:
        self.known: dict[str, Address] = {}

    @property
    def way(self) -> OwnChats:
        return OwnChats(self._find, self._keep)

    async def _find(self, key: str) -> Address | None:
        return self.known.get(key)

    async def _keep(self, key: str, conversation: str) -> None:
        if key in self.known:
            self.known[key] = replace(self.known[key], conversation=conversation)


class Bot:
    """`turns` are what reached the features; `reply` (or `handle`) is what they answer. `refused`
    are the reasons why what Teams signed was not let in."""

    def __init__(self, settings: Settings, clock: FakeClock, **named: Any) -> None:
        self.turns: list[Turn] = []
        self.refused: list[str] = []
        self.chats = Chats()
        self.reply = QUIET
        self.handle: Handle | None = None
        self.connector: Connector = connector_for(settings, clock)
        self.app = web.Application()
        add_door(
            self.app,
            settings,
            self.connector,
            on_turn=self._on_turn,
            apology=lambda locale, error: (
                f"{UNSAVED if isinstance(error, NotSaved) else SORRY} {locale}"
            ),
            clock=clock,
            own_chats=self.chats.way,
            named=named,
            refused=self.refused.append,
        )
        self.client: TestClient[web.Request, web.Application]

    @property
    def door(self) -> Door:
        return self.app[DOOR]

    async def post(self, body: Any = None, token: str = "", **more: Any) -> ClientResponse:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers.update(more.pop("headers", {}))
        if body is not None:
            more["json"] = body
        return await self.client.post(PATH, headers=headers, **more)

    async def _on_turn(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return await self.handle(turn) if self.handle else self.reply


@asynccontextmanager
async def running(settings: Settings, clock: FakeClock, **named: Any) -> AsyncIterator[Bot]:
    bot = Bot(settings, clock, **named)
    async with TestClient(TestServer(bot.app)) as client:
        bot.client = client
        yield bot


def signed_settings(metadata_url: str, token_url: str = "", **more: str) -> Settings:
    """Settings with sign-in on, and servers on loopback in Microsoft's place."""
    env = {
        "APP_ID": "app",
        "APP_PASSWORD": "made-up",
        "APP_TENANTID": TENANT,
        "OPENID_METADATA_URL": metadata_url,
        "TOKEN_URL": token_url or "http://127.0.0.1:1/token",
        "SERVICE_URL_HOSTS": "127.0.0.1",
        **more,
    }
    return Settings.from_env(env, local=False)


async def fail(_: Turn) -> Reply:
    """A handler with a fault in it, and a person's answer in the fault."""
    raise RuntimeError("Kari svarte b")
