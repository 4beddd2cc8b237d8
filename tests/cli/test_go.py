"""python app.py go: in the store while no bot runs, and through the running bot otherwise."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.actions.delivery.hold import is_held
from bot.actions.figures.reports import Reports
from bot.cli import Tools
from bot.cli.arguments import understood
from bot.cli.commands import COMMANDS
from bot.core.learning.lessons import Library
from bot.errors import Refused, StoreBusy
from bot.services import Services
from bot.store import MemoryStore
from bot.web import Parts, add_web
from tests.chat_client import services
from tests.core.figures.histories import MAP

NOW = datetime(2026, 11, 22, tzinfo=UTC)


async def held_store() -> MemoryStore:
    store = MemoryStore()
    await store.run(lambda tx: tx.put("house", "sending", {"held": True}))
    return store


async def go(tools: Tools) -> str:
    out = io.StringIO()
    args = understood(["go"], out, out)
    assert not isinstance(args, int)
    assert await COMMANDS["go"](args, tools, out) == 0
    return out.getvalue()


def tools_with(store: MemoryStore, api: str = "", token: str = "", busy: bool = False) -> Tools:
    @asynccontextmanager
    async def opened(_: bool) -> AsyncIterator[Services]:
        if busy:
            raise StoreBusy(path="the store")
        yield services(store)

    never: Any = None
    return Tools(
        lambda: date.min, never, never, never, never, never, api, token,
        services=opened, now=lambda: NOW,
    )  # fmt: skip


@asynccontextmanager
async def running_bot(store: MemoryStore, token: str, *, local: bool) -> AsyncIterator[str]:
    async def nobody(_: str) -> None:
        return None

    app = web.Application()
    reports = Reports(store, MAP, Library({}, {}), 5)
    home = services(store)
    parts = Parts(reports, lambda: NOW, nobody, b"secret", token, local=local, services=home)
    add_web(app, parts)
    async with TestServer(app) as server:
        yield f"http://127.0.0.1:{server.port}"


async def test_where_no_bot_runs_the_store_is_told():
    store = await held_store()
    assert await go(tools_with(store)) == "Sending goes on.\n"
    assert not await is_held(store)
    assert await go(tools_with(store)) == "Sending was not held back.\n"


@pytest.mark.parametrize(("token", "local"), [("a-token", False), ("", True)])
async def test_where_a_bot_runs_it_is_asked(token: str, local: bool):
    store = await held_store()
    async with running_bot(store, token, local=local) as api:
        assert await go(tools_with(store, api, token, busy=True)) == "Sending goes on.\n"
    assert not await is_held(store)


async def test_a_running_bot_that_does_not_know_the_token_changes_nothing():
    store = await held_store()
    async with running_bot(store, "a-token", local=False) as api:
        with pytest.raises(Refused, match="does not know this API_TOKEN"):
            await go(tools_with(store, api, "another", busy=True))
    assert await is_held(store)


async def test_a_store_in_use_by_something_that_does_not_answer_is_said_so():
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(Refused, match="No bot answers"):
            await go(tools_with(MemoryStore(), f"http://127.0.0.1:{port}", busy=True))
