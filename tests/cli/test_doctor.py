"""python app.py doctor: a real bot with stand-ins for Microsoft's servers, well and then ill."""

from __future__ import annotations

import base64
import io
import json
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

import app as application
from bot.assembly import build
from bot.cli import Tools, bot_client
from bot.cli.doctor import examine
from bot.cli.findings import Finding
from bot.cli.setup import doctor
from bot.core import documents
from bot.core.store_facts import Hold
from bot.core.values import replace
from bot.errors import Refused, StoreUnusable
from bot.settings import Settings
from bot.store import open_store
from bot.store.backend import Inspection
from tests.fakes.keyserver import TEAMS, FakeKeyServer
from tests.fakes.server import FakeServer

pytestmark = pytest.mark.asyncio(loop_scope="module")
APP = "0a1b2c3d-1111-2222-3333-444455556666"
TENANT = "0a1b2c3d-1111-2222-3333-444455557777"
SECRET = "a-secret-that-is-never-printed"
API_TOKEN = "an-api-token-that-is-never-printed"


def token(**changes: Any) -> str:
    """As Entra makes them, with a signature that nobody here looks at."""
    claims = {
        "aud": "https://api.botframework.com",
        "appid": APP,
        "tid": TENANT,
        "exp": int(datetime.now(UTC).timestamp()) + 3600,
        **changes,
    }
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{body}.signature"


class Entra(FakeServer):
    """Gives `text` as the token; or answers `status` with `error`."""

    def __init__(self) -> None:
        self.text = token()
        self.status = 200
        self.error = ""

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/token", self._answer)

    async def _answer(self, _: web.Request) -> web.Response:
        if self.status != 200:
            said = {"error": "invalid_client", "error_description": self.error}
            return web.json_response(said, status=self.status)
        return web.json_response({"access_token": self.text, "expires_in": 3600})


class Elsewhere(FakeServer):
    """Some other web server: `answers` by path, else 404."""

    def __init__(self, **answers: Callable[[], web.Response]) -> None:
        self.answers = answers

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/{path:.*}", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        known = self.answers.get(request.path.strip("/").replace("/", "_"))
        return known() if known else web.Response(status=404)


@dataclass
class World:
    """A bot that runs, and the settings it was started with."""

    keys: FakeKeyServer
    entra: Entra
    env: dict[str, str]
    store: Any

    def tools(self, **env: str) -> Tools:
        return application.CommandTools(self.env | env, local=False).tools()

    async def found(self, changes: dict[str, Any] | None = None, **env: str) -> list[Finding]:
        tools = self.tools(**env)
        return await examine(replace(tools.installation(), **(changes or {})), tools)

    async def faults(self, changes: dict[str, Any] | None = None, **env: str) -> list[str]:
        """What is wrong beside the app package, which wants no loopback address."""
        found = await self.found(changes, **env)
        return [str(e) for e in found if e.state == "FAULT" and e.what != "app package"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One bot for all of these tests: none of them changes it but by its servers."""
    async with AsyncExitStack() as stack:
        keys = await stack.enter_async_context(FakeKeyServer(lambda: datetime.now(UTC)))
        entra = await stack.enter_async_context(Entra())
        env = {
            "APP_ID": APP,
            "APP_PASSWORD": SECRET,
            "APP_TENANTID": TENANT,
            "OPENID_METADATA_URL": keys.url,
            "TOKEN_URL": f"{entra.root}/token",
            "STORE_URL": f"tinydb:{tmp_path_factory.mktemp('store') / 'padriver.db'}",
            "API_TOKEN": API_TOKEN,
            "SENDER": "ROR-IKT",
            "OPERATORS": f"{TENANT}/{APP}",
        }
        store = await stack.enter_async_context(open_store(env["STORE_URL"]))
        port = await stack.enter_async_context(serving(env, store))
        env |= {"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
        yield World(keys, entra, env, store)


@pytest.fixture
def world(running: World) -> World:
    """With servers that are well again."""
    keys, entra = running.keys, running.entra
    keys.status, keys.garbage, keys.jwks_uri, keys.published = 200, None, "", {"key-1": TEAMS}
    keys.fetches = 0
    entra.text, entra.status, entra.error = token(), 200, ""
    return running


@asynccontextmanager
async def serving(env: dict[str, str], store: Any) -> AsyncIterator[int]:
    settings = Settings.from_env(env, local=False)
    runner = web.AppRunner(await build(settings, store), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def test_a_bot_that_is_well_gets_one_ok_for_each_thing(world: World):
    """Everything but the app package, which tells that Teams can't reach this machine."""
    found = await world.found()
    assert [(each.state, each.what) for each in found] == [
        ("OK", "mode"),
        ("OK", "settings and courses"),
        ("FAULT", "app package"),
        ("OK", "key server"),
        ("OK", "clock"),
        ("OK", "token"),
        ("OK", "PUBLIC_URL"),
        ("OK", "store"),
        ("OK", "running bot"),
        ("OK", "sending"),
    ]
    assert found[2].said.startswith("PUBLIC_URL: it is not an https address")


async def test_the_exit_status_is_0_without_a_fault_and_1_with_one(world: World):
    out = io.StringIO()
    tools = replace(world.tools(), package=lambda _: b"")
    assert await doctor(Namespace(), tools, out) == 0
    world.entra.status = 500
    assert await doctor(Namespace(), tools, out) == 1


async def test_no_secret_and_no_token_is_printed(world: World):
    world.entra.text = token(aud="https://wrong.example")
    said = "\n".join(map(str, await world.found(API_TOKEN="not-the-bots")))
    for secret in (SECRET, API_TOKEN, "not-the-bots", world.entra.text, "signature"):
        assert secret not in said


async def test_wrong_settings_are_told_first_and_the_rest_is_looked_at_all_the_same(world: World):
    found = await world.found(SEND_RATE="900", APP_PASSWORD="")
    assert found[1].state == "FAULT"
    notes = " ".join(each.said for each in found if each.what == "check")
    assert "SEND_RATE" in notes
    assert "APP_PASSWORD" in notes
    assert {"key server", "store", "running bot"} <= {each.what for each in found}


async def test_what_works_but_should_be_known_is_a_note(world: World):
    found = await world.found(API_TOKEN="", OPERATORS="")
    notes = [str(each) for each in found if each.state == "NOTE"]
    assert any("API_TOKEN is not set" in each for each in notes)
    assert any("OPERATORS is not set" in each for each in notes)
    assert any("sending: not looked at" in each for each in notes)


@pytest.mark.parametrize(
    ("ill", "said"),
    [
        ({"status": 503}, "the answer is 503"),
        ({"garbage": b"{}"}, "the answer names no keys"),
        ({"garbage": b"<html>"}, "a web page comes back in the place of an answer"),
        ({"jwks_uri": "http://127.0.0.1:1/keys"}, "nothing answers there"),
        ({"published": {}}, "the answer has no keys"),
    ],
)
async def test_keys_that_cannot_be_had_are_a_fault(world: World, ill: dict[str, Any], said: str):
    for name, value in ill.items():
        setattr(world.keys, name, value)
    (fault,) = await world.faults()
    assert fault.startswith("FAULT  key server: ")
    assert said in fault
    assert "OPENID_METADATA_URL" in fault or "the address is wrong" in fault


@pytest.mark.parametrize(
    ("seconds", "said"), [(95, "ahead of the key server's"), (-95, "behind the key server's")]
)
async def test_a_clock_that_is_wrong_is_a_fault(world: World, seconds: int, said: str):
    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=seconds)

    (fault,) = await world.faults({"clock": clock})
    assert said in fault
    assert "NTP" in fault


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"aud": "https://graph.microsoft.com"}, "not for https://api.botframework.com"),
        ({"appid": TENANT}, "it is another app's"),
        ({"appid": None, "azp": TENANT}, "it is another app's"),
        ({"tid": APP}, "it is from another tenant"),
        ({"exp": 1}, "it has run out"),
        ({"exp": None}, "it has run out"),
    ],
)
async def test_a_token_for_something_else_is_a_fault(
    world: World, changes: dict[str, Any], said: str
):
    world.entra.text = token(**changes)
    (fault,) = await world.faults()
    assert said in fault


async def test_a_token_of_version_2_is_as_good(world: World):
    world.entra.text = token(appid=None, azp=APP.upper())
    assert await world.faults() == []


@pytest.mark.parametrize("text", ["opaque", "a.b.c", "a.W10.c"])
async def test_a_token_that_cannot_be_read_is_a_note(world: World, text: str):
    world.entra.text = text
    found = await world.found()
    assert [each.state for each in found if each.what == "token"] == ["NOTE"]


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        ("AADSTS7000215: Invalid client secret provided.", "use the secret's value"),
        ("AADSTS7000222: The provided client secret keys are expired.", "make a new secret"),
        ("AADSTS700016: Application not found in the directory.", "APP_ID is not known"),
        ("AADSTS90002: Tenant not found.", "APP_TENANTID is no tenant"),
        ("Something new.", "Check APP_ID, APP_PASSWORD and APP_TENANTID"),
    ],
)
async def test_entras_reasons_are_told_with_what_to_do(world: World, error: str, mend: str):
    world.entra.status, world.entra.error = 401, error
    (fault,) = await world.faults()
    code = error.split(":")[0] if ":" in error else "401"
    assert fault.startswith(f"FAULT  token: none was given: {'401 ' if ':' in error else ''}{code}")
    assert mend in fault
    assert "Invalid client" not in fault


async def test_a_token_server_that_cannot_be_reached_is_no_matter_of_secrets(world: World):
    (fault,) = await world.faults(TOKEN_URL="http://127.0.0.1:1/token")
    assert "Let this machine reach TOKEN_URL" in fault


async def test_a_managed_identity_gets_other_advice(world: World):
    async def refused() -> tuple[str, str]:
        raise Refused(why="no answer within 5 seconds")

    (fault,) = await world.faults({"token": refused}, APP_TYPE="UserAssignedMSI")
    assert "Assign the managed identity" in fault


async def test_a_public_address_where_nothing_answers_is_a_fault(world: World):
    (fault,) = await world.faults(PUBLIC_URL="http://127.0.0.1:1")
    assert "nothing answers there" in fault
    (fault,) = await world.faults(PUBLIC_URL="")
    assert "it is not set" in fault


def elsewhere(status: int, **headers: str) -> Callable[[], web.Response]:
    return lambda: web.json_response({"status": "alive"}, status=status, headers=headers)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "the answer is 404"),
        ({"healthz": lambda: web.Response(text="welcome")}, "something else answers there"),
        ({"healthz": elsewhere(301, Location="/")}, "leads elsewhere"),
        ({"healthz": elsewhere(200)}, "/api/messages: the answer is 404, not 401"),
        (
            {"healthz": elsewhere(200), "api_messages": elsewhere(200)},
            "/api/messages: the answer is 200, not 401",
        ),
    ],
)
async def test_a_proxy_that_leads_wrong_is_a_fault(
    world: World, answers: dict[str, Callable[[], web.Response]], said: str
):
    async with Elsewhere(**answers) as other:
        (fault,) = await world.faults(PUBLIC_URL=other.root)
    assert said in fault


async def test_a_store_that_is_not_there_or_not_whole_is_a_fault(world: World, tmp_path: Path):
    (fault,) = await world.faults(STORE_URL=f"tinydb:{tmp_path / 'other.db'}")
    assert "there is no such file" in fault
    (fault,) = await world.faults({"store": lambda: Inspection(10, 10**12, "row 3 missing")})
    assert "it is damaged (row 3 missing). Restore a backup." in fault


async def test_a_disk_that_fills_up_is_told_of_in_time(world: World):
    (fault,) = await world.faults({"store": lambda: Inspection(10, 50 * 2**20, "")})
    assert "only 50 MB free" in fault
    found = await world.found({"store": lambda: Inspection(2**30, 2**30, "")})
    assert [each.state for each in found if each.what == "store"] == ["NOTE"]


async def test_a_bot_that_does_not_run_is_a_fault(world: World):
    (fault,) = await world.faults(PORT="1")
    assert "nothing answers there. Start it, or set PORT" in fault
    async with Elsewhere() as other:
        (fault,) = await world.faults(PORT=other.root.rpartition(":")[2])
        assert "the answer is 404" in fault


async def test_each_part_of_the_bot_that_is_not_well_is_a_fault(world: World):
    def unwell() -> web.Response:
        tasks = {"loop": False, "sending": False}
        return web.json_response({"store": False, "tasks": tasks}, status=503)

    async with Elsewhere(readyz=unwell) as other:
        faults = await world.faults(PORT=other.root.rpartition(":")[2])
    said = [each.split(": ")[1].split(".")[0] for each in faults]
    assert said == [f"its {each} is not well" for each in ("store", "loop", "sending")]


async def test_a_bot_that_follows_other_plans_than_the_file_has_is_told_of(world: World):
    def faulty() -> web.Response:
        return web.json_response({"store": True, "tasks": {"loop": True}, "plans": False})

    async with Elsewhere(readyz=faulty) as other:
        (fault,) = await world.faults(PORT=other.root.rpartition(":")[2])
    assert fault.startswith("FAULT  plans: its plans.yaml has a fault")


async def test_another_api_token_than_the_bots_is_a_fault(world: World):
    (fault,) = await world.faults(API_TOKEN="not-the-bots")
    assert fault.startswith("FAULT  API_TOKEN: the running bot does not know it.")


async def test_sending_that_a_restore_holds_back_is_a_fault(world: World):
    await world.store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", {"held": True}))
    (fault,) = await world.faults()
    assert "python app.py resume" in fault
    hold = Hold(True, "Feil i leksjon 2", "2026-11-23T07:00:00Z")
    await world.store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", hold))
    (fault,) = await world.faults()
    assert "paused since 2026-11-23T07:00:00Z (Feil i leksjon 2)" in fault
    assert "python app.py resume" in fault
    ends = replace(hold, until="2026-11-24T07:00:00Z")
    await world.store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", ends))
    assert await world.faults() == []  # but a note
    await world.store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", {"held": False}))
    assert await world.faults() == []


async def test_a_local_bot_is_looked_at_without_asking_anyone_outside(world: World):
    """And it says that this was only half of it."""
    env = {"STORE_URL": world.env["STORE_URL"], "PORT": world.env["PORT"]}
    tools = application.CommandTools(env, local=True).tools()
    found = await examine(tools.installation(), tools)
    assert [each.what for each in found if each.state == "OK"] == [
        "settings and courses",
        "store",
        "running bot",
    ]
    assert any("Sign-in, token, PUBLIC_URL" in each.mend for each in found)
    assert world.keys.fetches == 0


async def test_a_server_that_hangs_is_not_waited_for(world: World, monkeypatch: Any):
    """Five seconds are enough for anyone; a tenth of one for a test."""
    monkeypatch.setattr(bot_client, "PATIENCE", aiohttp.ClientTimeout(total=0.1))
    world.keys.awake.clear()
    (fault,) = await world.faults()
    world.keys.awake.set()
    assert "no answer within 5 seconds" in fault


async def test_an_error_from_the_store_is_a_finding_and_no_crash(world: World):
    def broken() -> Inspection:
        raise StoreUnusable(path="x.db", why="it is no store of ours", mend="Choose another.")

    (fault,) = await world.faults({"store": broken})
    assert "it is no store of ours" in fault
