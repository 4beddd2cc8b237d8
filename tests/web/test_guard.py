"""Who gets in, and what every answer has."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.errors import StoreUnusable
from bot.web.access.refusals import FREE, SLOW, Refusals
from bot.web.guard import guarded
from tests.web.conftest import BEARER, TOKEN, Start

CLOSED = ["/api/v1/municipalities", "/api/v1/municipalities/1506", "/api/v1/sending", "/metrics"]


@pytest.mark.parametrize("path", CLOSED)
async def test_outside_local_mode_nobody_gets_in_without_the_token(start: Start, path: str):
    client = await start()
    for header in ("", "Bearer", f"Basic {TOKEN}", "Bearer wrong", f"Bearer {TOKEN}x", TOKEN):
        answer = await client.get(path, headers={"Authorization": header} if header else {})
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert (await answer.json())["error"]["code"] == "unauthorized"
    assert (await client.get(path, headers=BEARER)).status == 200


@pytest.mark.parametrize("header", ["Bearer ", "Bearer", "", f"Bearer {TOKEN}"])
async def test_where_no_token_is_set_nobody_gets_in_at_all(start: Start, header: str):
    client = await start(token="")
    for path in CLOSED:
        assert (await client.get(path, headers={"Authorization": header})).status == 401


async def test_in_local_mode_everything_is_open(start: Start):
    client = await start(local=True, token="")
    for path in CLOSED:
        assert (await client.get(path)).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:3978", "", "127.0.0.1.evil.example"]
)
async def test_in_local_mode_only_loopback_names_are_answered(start: Start, host: str):
    client = await start(local=True)
    answer = await client.get("/api/v1/municipalities", headers={"Host": host})
    assert answer.status == 403


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:1", "127.0.0.1:3978", "[::1]:3978", "[::1]"]
)
async def test_every_loopback_name_is_answered(start: Start, host: str):
    client = await start(local=True)
    assert (await client.get("/healthz", headers={"Host": host})).status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/healthz", 200), ("/nothing", 404), ("/metrics", 401), ("/my-data/x", 410)],
)
async def test_every_answer_has_an_id_and_safe_headers(start: Start, path: str, status: int):
    client = await start()
    answers = [await client.get(path) for _ in range(2)]
    assert {each.status for each in answers} == {status}
    assert len({each.headers["X-Request-Id"] for each in answers}) == 2
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Server": "Padriver",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    }.items():
        assert answers[0].headers[name] == value


async def test_what_is_not_there_is_said_in_json(start: Start):
    client = await start()
    answer = await client.get("/nothing")
    assert (await answer.json())["error"]["code"] == "not_found"
    answer = await client.post("/api/v1/municipalities", headers=BEARER)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
    assert (await answer.json())["error"]["code"] == "method_not_allowed"


async def test_an_error_says_nothing_of_what_went_wrong(start: Start):
    async def explode(_: web.Request) -> web.Response:
        raise RuntimeError("secret words")

    client = await start(lambda app: app.router.add_get("/bang", guarded(explode, local=False)))
    answer = await client.get("/bang")
    body = await answer.text()
    assert answer.status == 500
    assert "secret" not in body
    assert answer.headers["X-Request-Id"] in body


@pytest.mark.parametrize("coding", ["gzip", "made-up"])
async def test_a_compressed_body_is_refused_on_every_route(start: Start, coding: str):
    client = await start()
    headers = {**BEARER, "Content-Type": "application/json", "Content-Encoding": coding}
    for path in ("/api/v1/sending/pause", "/api/v1/roster", "/nothing", "/api/v1/gatherings"):
        answer = await client.post(path, headers=headers, data=b"x")
        assert (answer.status, (await answer.json())["error"]["code"]) == (415, "encoded")


async def test_who_presents_unknown_tokens_waits_and_the_right_one_never_does():
    """More at a time than may wait are answered at once: nobody can make it hold connections."""
    now, waited, going = [0.0], [], asyncio.Event()

    async def pause(seconds: float) -> None:
        waited.append(seconds)
        await going.wait()

    refusals = Refusals(lambda: now[0], pause)
    assert [await refusals.is_too_many() for _ in range(FREE)] == [False] * FREE
    held = [asyncio.create_task(refusals.is_too_many()) for _ in range(60)]
    await asyncio.sleep(0)
    assert [each.done() for each in held] == [False] * 50 + [True] * 10
    assert waited == [SLOW] * 50
    going.set()
    assert await asyncio.gather(*held) == [True] * 60
    now[0] = 61.0
    assert not await refusals.is_too_many()


async def test_a_store_that_fails_is_503_with_a_hint_to_come_back(start: Start):
    async def fail(_: web.Request) -> web.Response:
        raise StoreUnusable(path="/somewhere/private", why="disk", mend="")

    client = await start(lambda app: app.router.add_get("/bang", guarded(fail, local=False)))
    answer = await client.get("/bang")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "private" not in await answer.text()


async def test_the_door_answers_for_itself(start: Start):
    async def door(_: web.Request) -> Any:
        return web.Response(text="mine", status=202)

    client = await start(lambda app: app.router.add_post("/api/messages", door))
    answer = await client.post("/api/messages")
    assert (answer.status, await answer.text()) == (202, "mine")
    assert "X-Request-Id" not in answer.headers
    answer = await client.get("/api/messages")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(("path", "body"), [
    ("sending/pause", '{"why": "\\ud800"}'),
    ("broadcasts", '{"text": "x", "key": "\\ud800"}'),
    ("broadcasts", '{"text": "x", "audience": {"places": ["1506/\\ud800"]}}'),
])  # fmt: skip
async def test_half_a_character_in_a_text_is_refused(start: Start, path: str, body: str):
    client = await start()
    headers = {**BEARER, "Content-Type": "application/json"}
    answer = await client.post(f"/api/v1/{path}", headers=headers, data=body)
    assert answer.status == 400
