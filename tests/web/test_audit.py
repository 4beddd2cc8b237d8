"""Who an act of the API was by, and the audit by address."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core.actor import BOT
from bot.errors import NotAllowed
from bot.web import PARTS
from bot.web.access.scopes import Scope
from bot.web.access.tokens import Tokens, issue
from bot.web.guard import actor_of, guarded, with_token
from tests.web.conftest import BEARER, NOW, Start

AUDIT = "/api/v1/audit"


async def recorded(client: Any, count: int = 1, days: int = 0) -> None:
    home, at = client.app[PARTS].services, NOW + timedelta(days=days)

    def change(tx: Any) -> None:
        for _ in range(count):
            audit.record(home, tx, BOT, Act.DATA_PURGED, at, after={"people": 1})

    await home.store.run(change)


async def said(client: Any, query: str = "") -> Any:
    answer = await client.get(f"{AUDIT}{query}", headers=BEARER)
    assert answer.status == 200
    return await answer.json()


async def test_it_takes_the_token(start: Start):
    assert (await (await start()).get(AUDIT)).status == 401


async def test_what_the_token_did_is_in_it_under_the_tokens_name(start: Start):
    client = await start()
    store = client.app[PARTS].reports.store
    await store.run(lambda tx: tx.put("house", "sending", {"held": True}))
    await client.post("/api/v1/sending/go", headers=BEARER, json={})
    assert await said(client) == {
        "entries": [
            {
                "at": "2026-11-22T08:00:00Z", "act": "sending_released",
                "who": {"kind": "token", "name": "API_TOKEN"}, "about": "",
                "before": {"held": True}, "after": {"held": False}, "times": 1,
            }
        ],
        "next": None,
    }  # fmt: skip


async def test_a_day_can_be_asked_for_and_the_pages_after_the_first(start: Start):
    client = await start()
    await recorded(client, 501)
    await recorded(client, 1, days=1)
    assert len((await said(client, "?since=2026-11-23"))["entries"]) == 1
    first = await said(client)
    assert len(first["entries"]) == 500
    second = await client.get(AUDIT, params={"after": first["next"]}, headers=BEARER)
    found = await second.json()
    assert [each["at"][:10] for each in found["entries"]] == ["2026-11-22", "2026-11-23"]
    assert found["next"] is None


@pytest.mark.parametrize(
    "query", ["since=yesterday", "until=2026-11-22", "since=2026-11-22&after=x"]
)
async def test_what_cannot_be_asked_for_is_refused_with_a_reason(start: Start, query: str):
    answer = await (await start()).get(f"{AUDIT}?{query}", headers=BEARER)
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "bad_request")


async def who(header: str, tokens: Tokens, *, local: bool = False) -> tuple[int, str]:
    async def handler(request: web.Request) -> web.Response:
        actor = actor_of(request)
        return web.Response(text=f"{actor.kind} {actor.name}")

    app = web.Application()
    asked = with_token(handler, tokens=tokens, scope=Scope.OPERATE, today=NOW.date, local=local)
    app.router.add_get("/", asked)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/", headers={"Authorization": header} if header else {})
        return answer.status, await answer.text() if answer.status == 200 else ""


async def test_each_token_is_known_by_its_name(tmp_path: Path):
    tokens = Tokens("one", path := tmp_path / "tokens.toml")
    two = issue(path, "summary", ["operate"], None)[-1]
    assert await who("Bearer one", tokens) == (200, "token API_TOKEN")
    assert await who(f"bearer {two}", tokens) == (200, "token summary")
    for header in ("Bearer three", "Bearer ", "Bearer", two, f"Basic {two}", ""):
        assert await who(header, tokens) == (401, "")


async def test_in_local_mode_whoever_comes_without_one_is_called_local():
    assert await who("", Tokens("one"), local=True) == (200, "token local")
    assert await who("Bearer wrong", Tokens("one"), local=True) == (200, "token local")
    assert await who("Bearer one", Tokens("one"), local=True) == (200, "token API_TOKEN")


async def test_what_somebody_may_not_do_is_said_without_naming_them():
    async def handler(_: web.Request) -> web.Response:
        raise NotAllowed(person="t:olga", action="hold sending back")

    app = web.Application()
    app.router.add_get("/", guarded(handler, local=False))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/")
        assert answer.status == 403
        assert "olga" not in await answer.text()
