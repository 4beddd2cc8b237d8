"""The web as it is assembled, on a store in memory with two municipalities' people in it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.actions.figures.reports import Reports
from bot.core.languages import Text
from bot.core.learning.lessons import Course, Library
from bot.core.values import replace
from bot.store import MemoryStore
from bot.web import Parts, add_web
from tests.chat_client import LINKS, services
from tests.core.figures.histories import MAP

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TOKEN = "a-token-for-the-api"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
COURSE = Course("first-day", Text(nb="Første dag", en="First day"), ("meeting",))
LIBRARY = Library({COURSE.id: COURSE}, {})
COUNTS = {
    "people": 12,
    "started": 7,
    "completed": 2,
    "lesson:meeting:started": 7,
    "lesson:meeting:passed": 5,
    "course:first-day:completed": 2,
}

Start = Callable[..., Awaitable[TestClient[Any, Any]]]


async def nobody(_: str) -> None:
    return None


async def filled(store: MemoryStore) -> MemoryStore:
    def change(tx: Any) -> None:
        for fact, n in COUNTS.items():
            tx.add(f"now|1506|{fact}", n)
            tx.add(f"day|1506|2026-11-17|{fact}", n)
        tx.add("now|1535|people", 3)
        tx.add("day|1535|2026-11-17|people", 3)

    await store.run(change)
    return store


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Starts a web of these parts on a port of its own, and gives a client for it."""
    clients: list[TestClient[Any, Any]] = []

    async def begin(add: Callable[[web.Application], None] = lambda _: None, **changes: Any) -> Any:
        store = await filled(MemoryStore())
        zone = ZoneInfo("Europe/Oslo")
        reports = Reports(store, MAP, LIBRARY, 5)
        home = services(store, local=False)
        parts = Parts(reports, lambda: NOW, nobody, LINKS, TOKEN, zone=zone, services=home)
        app = web.Application()
        add_web(app, replace(parts, **changes))
        add(app)
        client = TestClient(TestServer(app))
        clients.append(client)
        await client.start_server()
        return client

    yield begin
    for each in clients:
        await each.close()
