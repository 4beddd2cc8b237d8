"""Scopes and tokens: each route asks for its scope, and tokens come and go while the bot runs."""

from __future__ import annotations

import asyncio
import io
import re
import socket
from argparse import Namespace
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

import app as application
from bot.assembly import API, build, now
from bot.cli import doctor
from bot.cli.arguments import understood
from bot.cli.commands import ask_the_bot
from bot.cli.setup import token
from bot.core import documents
from bot.errors import NoScope, Refused, SettingError
from bot.settings import Settings
from bot.store import MemoryStore
from bot.web import PARTS
from bot.web.access.scopes import OPEN, SCOPES, Scope, scope_of
from bot.web.access.tokens import issue, made, parse, read
from tests.web.conftest import BEARER, Start

ROOT = Path(__file__).parents[2]
PRODUCTION = {"APP_ID": "app", "APP_PASSWORD": "pw", "APP_TENANTID": "tenant", "HOST": "127.0.0.1"}


def new(path: Path, name: str, *scopes: str, expires: date | None = None) -> dict[str, str]:
    """A token added to the file, as the header of a request."""
    return {"Authorization": f"Bearer {issue(path, name, scopes, expires)[-1]}"}


def routes(app: web.Application) -> set[str]:
    found = {
        f"{each.method} {each.resource.canonical}" for each in app.router.routes() if each.resource
    }
    return {e for e in found if not e.startswith(("HEAD ", "* "))}


async def application_of(**env: str) -> web.Application:
    return await build(Settings.from_env(PRODUCTION | env, local=False), MemoryStore())


async def test_every_route_has_a_scope_and_every_scope_a_route():
    assert routes(await application_of()) == set(SCOPES)


async def test_no_address_is_open_that_is_not_declared_so(start: Start):
    client = await start()
    for route, scope in SCOPES.items():
        method, path = route.split(" ")
        if path != "/api/messages" and scope is not OPEN:
            answer = await client.request(method, path.replace("{", "").replace("}", ""))
            lacking = any(part in path for part in ("explain", "champions", "operators", "lessons"))
            assert answer.status == (404 if lacking else 401), route


def test_the_documents_say_the_scope_of_each_address():
    for row in (ROOT / "docs" / "web-addresses.md").read_text("utf-8").splitlines():
        told = re.match(r"\| `((?:GET|POST) [^`]+)`.*\| ([^|]*) \|$", row)
        scope = SCOPES.get(told[1]) if told else OPEN
        if told and scope is not OPEN:
            assert told[2] == f"`{scope}`", row


def test_a_route_without_a_scope_is_refused():
    with pytest.raises(NoScope, match="GET /api/v1/secrets has no scope"):
        scope_of("GET /api/v1/secrets")


ASKED = {
    Scope.METRICS: "/metrics",
    Scope.FIGURES: "/api/v1/municipalities",
    Scope.OPERATE: "/api/v1/audit",
}


@pytest.mark.parametrize("scope", list(Scope))
async def test_a_token_opens_what_it_is_for_and_is_told_of_the_rest(
    start: Start, tmp_path: Path, scope: Scope
):
    header = new(tmp_path / "tokens.toml", "somebody", scope)
    client = await start(tokens_file=tmp_path / "tokens.toml")
    for each, path in ASKED.items():
        answer = await client.get(path, headers=header)
        assert answer.status == (200 if each is scope else 403)
        if each is not scope:
            said = (await answer.json())["error"]
            assert said["code"] == "no_scope"
            assert said["message"] == (
                f"This needs the scope {each}. The token somebody has {scope}."
            )
        assert (await client.get(path, headers=BEARER)).status == 200, "API_TOKEN has every scope"
        assert (await client.get(path, headers={"Authorization": "Bearer x"})).status == 401


async def test_tokens_come_and_go_without_a_stop(start: Start, tmp_path: Path):
    path = tmp_path / "tokens.toml"
    client = await start(tokens_file=path)
    old = new(path, "old", "figures")
    assert (await client.get(ASKED[Scope.FIGURES], headers=old)).status == 200
    fresh = new(path, "new", "figures")
    for header in (old, fresh):
        assert (await client.get(ASKED[Scope.FIGURES], headers=header)).status == 200
    path.write_text(path.read_text().partition("\n\n")[2])
    assert (await client.get(ASKED[Scope.FIGURES], headers=old)).status == 401
    assert (await client.get(ASKED[Scope.FIGURES], headers=fresh)).status == 200


async def test_a_file_that_becomes_faulty_keeps_the_tokens_from_before(
    start: Start, tmp_path: Path
):
    path = tmp_path / "tokens.toml"
    header = new(path, "somebody", "figures")
    client = await start(tokens_file=path)
    assert (await client.get(ASKED[Scope.FIGURES], headers=header)).status == 200
    with capture_logs() as logs:
        for spoil in (lambda: path.write_text("[[token]"), path.unlink):
            spoil()
            for _ in range(2):
                assert (await client.get(ASKED[Scope.FIGURES], headers=header)).status == 200
    kept = [each["says"] for each in logs if each["event"] == "api_tokens_kept"]
    assert ["not TOML" in kept[0], "no such file" in kept[1], len(kept)] == [True, True, 2]


@pytest.mark.parametrize(("last", "status"), [("2026-11-22", 200), ("2026-11-21", 401)])
async def test_a_token_ends_with_its_last_day(start: Start, tmp_path: Path, last: str, status: int):
    path = tmp_path / "tokens.toml"
    header = new(path, "guest", "figures", expires=date.fromisoformat(last))
    client = await start(tokens_file=path)
    answer = await client.get(ASKED[Scope.FIGURES], headers=header)
    assert answer.status == status
    if status == 401:
        assert "The token guest was good until 2026-11-21." in await answer.text()


async def test_the_audit_names_the_token(start: Start, tmp_path: Path):
    path = tmp_path / "tokens.toml"
    header = new(path, "night-shift", "operate")
    client = await start(tokens_file=path)
    store = client.app[PARTS].reports.store
    await store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", {"held": True}))
    assert (await client.post("/api/v1/sending/go", headers=header, json={})).status == 200
    page = await (await client.get("/api/v1/audit", headers=header)).json()
    assert page["entries"][-1]["who"] == {"kind": "token", "name": "night-shift"}


FINE = 'name = "a"\nscopes = ["figures"]\nsha256 = "' + "0" * 64 + '"\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[token]", "not TOML"),
        ("[other]", "only [[token]] may stand in it"),
        ("token = 3", "only [[token]] may stand in it"),
        ("[[token]]\nname = 'a'", "token 1 needs name, scopes and sha256"),
        (f"[[token]]\n{FINE}secret = 'x'", "token 1 needs"),
        (f"[[token]]\n{FINE}".replace('"a"', '"API_TOKEN"'), "the name of token 1"),
        (f"[[token]]\n{FINE}".replace('"a"', '"kari nordmann"'), "the name of token 1"),
        (f"[[token]]\n{FINE}".replace("figures", "all"), "metrics, figures, operate"),
        (f"[[token]]\n{FINE}".replace('["figures"]', "[]"), "the scopes of token 1"),
        (f"[[token]]\n{FINE}".replace("0" * 64, "hush"), "64 hexadecimal digits"),
        (f"[[token]]\n{FINE}expires = 'soon'", "a date without quotes"),
        (f"[[token]]\n{FINE}expires = 2027-01-31T00:00:00", "a date without quotes"),
        (f"[[token]]\n{FINE}[[token]]\n{FINE}".replace('"a"', '"A"', 1), "a is named twice"),
    ],
)
def test_a_faulty_file_is_refused_at_the_start_with_the_reason(tmp_path: Path, text: str, why: str):
    path = tmp_path / "tokens.toml"
    path.write_text(text)
    env = PRODUCTION | {"API_TOKENS_FILE": str(path), "PORT": "0"}
    (fault,) = application.start_faults(env, local=False)[1]
    assert str(fault).startswith("API_TOKENS_FILE: ")
    assert why in str(fault)
    assert "hush" not in str(fault)


def test_a_new_token_is_shown_once_and_kept_nowhere(tmp_path: Path):
    path = tmp_path / "tokens.toml"
    lines = issue(path, "prometheus", ["metrics"], date(2027, 1, 31))
    (token,) = read(path)
    assert token.said == "prometheus (metrics, until 2027-01-31)"
    assert lines[-1] not in path.read_text()
    assert len(lines[-1]) > 40
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o640)
    issue(path, "another", ["operate", "figures"], None)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in read(path)] == ["prometheus", "another"]
    with pytest.raises(SettingError, match="another is named twice"):
        issue(path, "another", ["figures"], None)
    assert len(read(path)) == 2


def test_without_a_file_it_says_what_to_write():
    lines = issue(None, "prometheus", ["metrics"], None)
    assert parse("\n".join(lines[1:-3]))[0].name == "prometheus"
    assert made("a", [Scope.METRICS], None) != made("a", [Scope.METRICS], None)


def free_ports() -> list[int]:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        return [one.getsockname()[1], two.getsockname()[1]]


@pytest.fixture
async def apart(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """The settings of a bot that runs, with its API on a port of its own."""
    port, api_port = free_ports()
    env = PRODUCTION | {
        "PORT": str(port),
        "API_PORT": str(api_port),
        "API_TOKEN": "hush",
        "STORE_URL": f"tinydb:{tmp_path / 'padriver.db'}",
        "OPENID_METADATA_URL": "http://127.0.0.1:9/keys",
        "TOKEN_URL": "http://127.0.0.1:9/token",
    }
    running = asyncio.create_task(application.serve(Settings.from_env(env, local=False)))
    async with aiohttp.ClientSession() as session, asyncio.timeout(20):
        while not running.done():
            try:
                await session.get(f"http://127.0.0.1:{api_port}/healthz")
                break
            except aiohttp.ClientError:
                await asyncio.sleep(0)
    yield env
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("host", ["evil.example:3978", "[::1", "localhost.evil.example"])
async def test_in_local_mode_no_route_answers_to_another_name(host: str):
    """The door asks as the web does, and as what has no route."""
    built = await build(Settings.from_env({}, local=True), MemoryStore())
    asked = [*(each.split(" ") for each in routes(built)), ("GET", "/nothing"), ("PUT", "/healthz")]
    assert len(asked) > 30
    async with TestClient(TestServer(built)) as client:
        for method, path in asked:
            sent = {"Host": host, "Content-Type": "application/json"}
            answer = await client.request(method, path, headers=sent, data=b"{}")
            said = (await answer.json())["error"]["code"]
            assert (answer.status, said) == (403, "not_loopback"), (method, path)


async def test_on_a_port_of_its_own_the_api_is_not_found_on_the_public_one(apart: dict[str, str]):
    async def status(port: str, path: str, **more: Any) -> int:
        headers = {"Authorization": "Bearer hush"}
        async with aiohttp.ClientSession(headers=headers) as session:
            return (await session.get(f"http://127.0.0.1:{apart[port]}{path}", **more)).status

    for route, scope in SCOPES.items():
        if scope is not OPEN and route.startswith("GET "):
            assert await status("PORT", route[4:]) == 404
    for path in ASKED.values():
        assert await status("API_PORT", path) == 200
    for port in ("PORT", "API_PORT"):
        assert await status(port, "/healthz") == 200
    assert await status("API_PORT", "/about") == 404
    tools = application.CommandTools(apart, local=False).tools()
    assert (await ask_the_bot(tools, "GET", "/api/v1/sending"))["held"] is False


async def test_the_two_ports_share_out_all_routes():
    app = await application_of(API_PORT="3979")
    inner = routes(app[API])
    assert routes(app) | inner == set(SCOPES)
    assert routes(app) & inner == {"GET /healthz", "GET /readyz"}
    assert {SCOPES[each] for each in routes(app)} == {OPEN}


async def test_a_command_whose_token_is_not_known_says_so(apart: dict[str, str]):
    tools = application.CommandTools(apart | {"API_TOKEN": "x"}, local=False).tools()
    with pytest.raises(Refused, match="does not know this API_TOKEN"):
        await ask_the_bot(tools, "GET", "/api/v1/sending")


async def test_the_command_makes_a_token_and_doctor_watches_over_the_file(tmp_path: Path):
    path = tmp_path / "tokens.toml"
    env = PRODUCTION | {"API_TOKENS_FILE": str(path)}
    tools = application.CommandTools(env, local=False).tools()
    out, last = io.StringIO(), now().date() + timedelta(days=3)
    args = Namespace(name="guest", scope=["figures", "metrics"], expires=last)
    assert await token(args, tools, out) == 0
    assert out.getvalue().splitlines()[-1].startswith("padriver_")
    found = doctor._tokens(tools.installation())
    assert [str(each) for each in found] == [
        f"OK     API tokens: guest (figures metrics, until {last})",
        f"NOTE   API tokens: guest: its last day is {last}. Make a new one.",
    ]
    path.write_text("[[token]")
    (fault,) = doctor._tokens(tools.installation())
    assert fault.state == "FAULT"
    assert "goes on with the tokens it had" in fault.mend


def test_the_commands_choices_are_the_scopes():
    for scope in Scope:
        assert not isinstance(understood(["token", "a", "--scope", scope], *_ends()), int)
    assert understood(["token", "a", "--scope", "all"], *_ends()) == 2


def _ends() -> tuple[io.StringIO, io.StringIO]:
    return io.StringIO(), io.StringIO()
