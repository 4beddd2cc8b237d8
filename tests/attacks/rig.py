"""The real application in production mode, Microsoft's servers played on loopback, two tenants.

In this process, with a clock that a test moves; everything goes in and out over real sockets::

    async with world(tmp_path) as it:
        card = (await it.tap("bo", "push")).card           # Action.Execute in bo's own chat
        await it.tap("vera", "push-send", {"push": "..."}, room=GROUP)
        answer = await it.knock(it.said("kari", "hei"), it.token(aud="other"))
        assert answer.code == "wrong_audience"
        await it.tick(hours=1)                             # time goes by, and the bot's loop looks
        assert it.sent_to("kari") == []                    # what Teams was asked to show
        assert await it.person("kari")                     # what is in the store

As a process of its own, where the process itself is attacked (its log, descriptors, memory)::

    async with process(tmp_path) as it:
        assert "Traceback" not in it.log                   # also it.bot.address, it.bot.restart()

`tests.attacks.cast` has the people, by the name that is also their Entra id. A fixture is left to
each test file, since they differ in what they settle.
"""

from __future__ import annotations

import resource
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson
from aiohttp import ClientSession, web

from bot.assembly import build, links_for, running
from bot.core.people.person import Person, lot_of
from bot.core.values import replace
from bot.engine.engine import Engine
from bot.ports import Store
from bot.services import Services
from bot.settings import Settings
from bot.store import open_store
from bot.web import PARTS
from bot.web.listener import listen
from tests.attacks.cast import Member
from tests.attacks.microsoft import API_TOKEN, APP, GROUP, Answer, Microsoft, answer_of
from tests.champion_world import move_in, someone
from tests.chat_client import MONDAY, Shown
from tests.e2e.running import Bot
from tests.fakes import activities as act
from tests.fakes.clock import FakeClock

__all__ = ["API_TOKEN", "APP", "GROUP", "Answer", "Process", "World", "process", "world"]
NO_LIMIT: Final = 10**9  # the clock stands still while messages go out


class World(Microsoft):
    """The application in this process; `store` and `services` are its own. `bot.command("backup",
    ...)` is a command in a process of its own, beside it."""

    bot: Bot
    clock: FakeClock
    store: Store
    services: Services
    engine: Engine
    client: ClientSession

    def key(self, who: str) -> str:
        return f"{self.tenant_of(who)}:{who}"

    async def knock(self, activity: Any, token: str | None = None, **headers: str) -> Answer:
        """Post that at the door: an activity, or bytes as they are. A right token if none is
        given; no header at all for ""."""
        token = self.token() if token is None else token
        sent = {"Content-Type": "application/json"}
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        body = activity if isinstance(activity, bytes) else orjson.dumps(activity)
        async with self.client.post("/api/messages", data=body, headers=sent | headers) as response:
            return await answer_of(response)

    async def tap(
        self, who: str, verb: str, data: Any = None, room: str = "", **more: Any
    ) -> Answer:
        return await self.knock(self.tapped(who, verb, data, room, **more))

    async def press(self, who: str, shown: Shown, verb: str, **inputs: Any) -> Answer:
        """The button with that verb on a card, the card's inputs filled in."""
        return await self.tap(who, verb, shown.button(verb)["data"] | inputs)

    async def say(self, who: str, text: str, room: str = "", **more: Any) -> Answer:
        return await self.knock(self.said(who, text, room, **more))

    async def install(self, who: str, **more: Any) -> Answer:
        return await self.knock(act.installation(self.url, **self.frame(who, **more)))

    async def invoke(self, who: str, name: str, value: Any, room: str = "", **more: Any) -> Answer:
        return await self.knock(self.invoked(who, name, value, room, **more))

    async def api(
        self, path: str, body: Any = None, token: str = API_TOKEN, **headers: str
    ) -> Answer:
        """GET, or POST with a body; without a header for token ""."""
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        method = "GET" if body is None else "POST"
        asked = self.client.request(method, path, json=body, headers=sent | headers)
        async with asked as response:
            return await answer_of(response)

    async def tick(self, **delta: float) -> None:
        """Time goes by, and the loop looks once and sends what is due."""
        self.clock.ahead(**delta)
        await self.engine.loop.tick()

    async def doc(self, kind: str, key: str) -> Any:
        return await self.store.run(lambda tx: tx.get(kind, key))

    async def docs(self, kind: str, **fields: Any) -> list[tuple[str, Any]]:
        """By a declared index: `docs("deliveries", person=it.key("kari"))`."""
        return await self.store.run(lambda tx: tx.find(kind, limit=1000, **fields))

    async def person(self, who: str) -> Any:
        return await self.doc("people", self.key(who))

    async def settle(self, members: Mapping[str, Member]) -> None:
        """They are in the store, and Teams knows their e-mail addresses."""
        for who in members:
            mail = f"{who}@kommune.example"
            told = {"id": f"29:{who}", "aadObjectId": who, "email": mail, "userPrincipalName": mail}
            self.teams.members[f"29:{who}"] = told
        await move_in(self.services, [self._known(who, each) for who, each in members.items()])

    def _known(self, who: str, each: Member) -> Person:
        facts = {"municipality": each.municipality, "role": each.role, "scope": each.scope}
        key = self.key(who)
        whose = {"key": key, "tenant": each.tenant, "lot": lot_of(key), "service_url": self.url}
        return replace(someone(who, each.unit, **facts), **whose)


@asynccontextmanager
async def world(
    folder: Path, *, members: Mapping[str, Member] | None = None, **env: str
) -> AsyncIterator[World]:
    """The application around a store in `folder`, with `members` (everybody) in it. `env` has
    settings on top. Its loop looks at `tick` only."""
    async with AsyncExitStack() as stack:
        it = World(FakeClock(MONDAY))
        for each in (it.keys, it.tokens, it.teams):
            await stack.enter_async_context(each)
        settings = Settings.from_env(it.env(folder) | env, local=False)
        settings = replace(settings, send_rate=NO_LIMIT)
        it.bot = Bot(folder, folder / "bot.log", it.env(folder) | env, mode=())
        it.store = await stack.enter_async_context(open_store(settings.store_url))
        app = await build(settings, it.store, it.clock, links_for(settings))
        it.engine = taken_over(app)
        it.services = app[PARTS].services
        port = await listen(stack, app, "127.0.0.1", 0)
        it.client = ClientSession(f"http://127.0.0.1:{port}")
        await stack.enter_async_context(it.client)
        it.cast = it.cast if members is None else members
        await it.settle(it.cast)
        yield it


def taken_over(app: web.Application) -> Engine:
    """The engine, which a test lets look, moment by moment."""
    (by_itself,) = [each for each in app.cleanup_ctx if getattr(each, "func", None) is running]
    app.cleanup_ctx.remove(by_itself)
    engine = by_itself.args[0]
    assert isinstance(engine, Engine)
    return engine


class Process(Microsoft):
    """`python app.py` as a service manager starts it, in real time; `log` is all that it has said.

    `bot` starts and stops it; `bot.command("rotate-links")` is a command with its settings."""

    bot: Bot
    file: Path

    @property
    def log(self) -> str:
        return self.file.read_text("utf-8") if self.file.exists() else ""


@asynccontextmanager
async def process(folder: Path, *, descriptors: int = 0, **env: str) -> AsyncIterator[Process]:
    """A process with an empty store in `folder`, ready to answer. It may have so many files and
    sockets open, where that is given."""
    async with AsyncExitStack() as stack:
        it = Process(lambda: datetime.now(UTC))
        for each in (it.keys, it.tokens, it.teams):
            await stack.enter_async_context(each)
        it.file = folder / "bot.log"
        settings = it.env(folder) | {"HOST": "127.0.0.1"} | env
        it.bot = Bot(folder, it.file, settings, mode=())
        stack.push_async_callback(it.bot.stop)
        with fewer(descriptors):
            await it.bot.start()
        yield it


@contextmanager
def fewer(descriptors: int) -> Iterator[None]:
    """What is started meanwhile may have so many descriptors; this process as many as it can."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if descriptors:
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8_192), hard))
