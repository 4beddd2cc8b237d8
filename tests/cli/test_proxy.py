"""Behind a proxy: the whole bot and the doctor, with nothing but the proxy within reach."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

import app as application
from bot.cli.doctor import examine
from bot.core.operations.alarms import AlarmName, AlarmNotice, AlarmState
from bot.core.send_outcome import Ended
from bot.core.turn import Address, Message
from bot.settings import TEAMS_HOSTS, Settings
from bot.store import open_store
from bot.teams.assembly import connector_for
from bot.teams.outbound.connector import Connector
from bot.teams.outbound.hosts import Hosts
from bot.teams.outbound.sessions import Sessions
from bot.web.webhook import Webhook
from tests.cli.test_doctor import APP, SECRET, TENANT, Elsewhere, Entra, elsewhere, serving
from tests.fakes.activities import said
from tests.fakes.connector import FakeConnector
from tests.fakes.keyserver import FakeKeyServer
from tests.fakes.proxy import Authority, FakeProxy, reached_hosts
from tests.web.test_webhook import SECRET as HOOK
from tests.web.test_webhook import Ear, landed

SERVICE = "https://smba.trafficmanager.net/teams"
KARI = Address("t", SERVICE, "a:kari", "29:kari", "kari")
USER = "padriver:hush%40hush"  # with its @ as an address has it


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Behind:
    """What is on the other side of the proxy, and settings that lead there."""

    proxy: FakeProxy
    keys: FakeKeyServer
    connector: FakeConnector
    ear: Ear
    env: dict[str, str]

    def settings(self, **env: str) -> Settings:
        return Settings.from_env(self.env | env, local=False)

    async def doctor(self, **env: str) -> list[str]:
        """What the doctor says of what is outside, and of the proxy."""
        tools = application.CommandTools(self.env | env, local=False).tools()
        found = await examine(tools.installation(), tools)
        names = ("proxy", "key server", "token", "PUBLIC_URL")
        return [str(each) for each in found if each.what in names]


@pytest.fixture
async def behind(tmp_path: Path) -> AsyncIterator[Behind]:
    async with AsyncExitStack() as stack:
        keys = await stack.enter_async_context(FakeKeyServer(now))
        keys.jwks_uri = "https://login.botframework.com/keys"
        entra = await stack.enter_async_context(Entra())
        connector = await stack.enter_async_context(FakeConnector())
        ear = await stack.enter_async_context(Ear())
        answers = {"healthz": elsewhere(200), "api_messages": elsewhere(401)}
        front = await stack.enter_async_context(Elsewhere(**answers))
        authority = Authority(tmp_path)
        hosts = {
            "login.botframework.com": keys.root,
            "login.microsoftonline.com": entra.root,
            "smba.trafficmanager.net": connector.root,
            "alarms.example.org": ear.root,
            "padriver.example.org": front.root,
        }
        proxy = await stack.enter_async_context(FakeProxy(hosts, authority))
        env = {
            "APP_ID": APP,
            "APP_PASSWORD": SECRET,
            "APP_TENANTID": TENANT,
            "TOKEN_URL": "https://login.microsoftonline.com/token",
            "OPENID_METADATA_URL": "https://login.botframework.com/v1/.well-known/openidconfiguration",
            "PUBLIC_URL": "https://padriver.example.org",
            "ALERT_WEBHOOK": f"https://alarms.example.org/{HOOK}",
            "STORE_URL": f"tinydb:{tmp_path / 'padriver.db'}",
            "HTTPS_PROXY": proxy.url,
            "CA_FILE": str(authority.file),
            "HOST": "127.0.0.1",
            "PORT": "1",
        }
        yield Behind(proxy, keys, connector, ear, env)


async def told(behind: Behind) -> None:
    """Somebody writes to the bot, which answers; an alarm goes off; and the doctor looks."""
    async with open_store(behind.env["STORE_URL"]) as store, serving(behind.env, store) as port:
        token = behind.keys.token(APP, SERVICE)
        activity = said(SERVICE, "hei")
        activity["channelData"] = {"tenant": {"id": TENANT}}
        activity["conversation"]["tenantId"] = TENANT
        headers = {"Authorization": f"Bearer {token}"}
        async with aiohttp.ClientSession(headers=headers) as teams:
            answer = await teams.post(f"http://127.0.0.1:{port}/api/messages", json=activity)
            assert answer.status == 201
    hook = Webhook(behind.env["ALERT_WEBHOOK"], Sessions(behind.settings()), pauses=())
    name, at = AlarmName.NOTHING_SENT, datetime.now(UTC)
    hook(AlarmNotice(name, AlarmState.RAISED, "because", at, at))
    await landed(hook)


async def test_everything_goes_through_the_proxy_and_nothing_beside_it(behind: Behind):
    with reached_hosts() as hosts:
        await told(behind)
        found = await behind.doctor()
    assert behind.connector.delivered
    assert len(behind.ear.heard) == 1
    assert [each.split()[0] for each in found] == ["OK"] * 4, found
    assert {each.removesuffix(":443") for each in behind.proxy.asked} == {
        "login.botframework.com",
        "login.microsoftonline.com",
        "smba.trafficmanager.net",
        "alarms.example.org",
        "padriver.example.org",
    }
    assert hosts == {"127.0.0.1"}


async def test_without_a_proxy_it_would_have_been_seen(behind: Behind):
    """The watch itself: names are looked up where no proxy does it."""
    with reached_hosts() as hosts:
        found = await behind.doctor(NO_PROXY="login.botframework.com:443, .microsoftonline.com")
    assert {"login.botframework.com", "login.microsoftonline.com"} <= hosts
    assert "padriver.example.org" not in hosts
    assert set(behind.proxy.asked) == {"padriver.example.org:443"}
    assert "except login.botframework.com:443, .microsoftonline.com" in found[0]


async def test_a_name_and_a_password_are_sent_and_never_printed(behind: Behind):
    behind.proxy.user = "padriver:hush@hush"
    there = f"http://{USER}@127.0.0.1:{behind.proxy.port}"
    with structlog.testing.capture_logs() as logs:
        found = await behind.doctor(https_proxy=there)
        assert [each.split()[0] for each in found] == ["OK"] * 4, found
        behind.proxy.user = "padriver:another"
        found += await behind.doctor(HTTPS_PROXY=there)
        found.append(repr(behind.settings(HTTPS_PROXY=there)))
    text = json.dumps([found, logs])
    assert "padriver:" not in text
    assert "hush" not in text


ASKS = [
    ({}, {"HTTPS_PROXY": "http://127.0.0.1:9"}, "it does not answer", "See that it runs"),
    ({"user": "a:b"}, {}, "it wants a user name and a password (407)", "NAME:PASSWORD@HOST:PORT"),
    ({"refuses": 403}, {}, ":443 (403)", "Ask those who run it to let this machine reach"),
    ({"page": 200}, {}, "web page", "A proxy or firewall on the way puts it there"),
    ({"page": 403}, {}, "web page", "A proxy or firewall on the way puts it there"),
]


@pytest.mark.parametrize(("ill", "env", "why", "mend"), ASKS)
async def test_a_proxy_in_the_way_is_named_in_the_doctor_and_the_log(
    behind: Behind, ill: dict[str, Any], env: dict[str, str], why: str, mend: str
):
    there = behind.proxy.url
    for name, value in ill.items():
        setattr(behind.proxy, name, value)
    settings = behind.settings(**{"HTTPS_PROXY": there, **env})
    found = await behind.doctor(**{"HTTPS_PROXY": there, **env})
    with structlog.testing.capture_logs() as logs:
        async with connector_for(settings, now) as way:
            outcomes = [await way.send(KARI, Message(text="hei")) for _ in range(3)]
    assert [each.split()[0] for each in found] == ["OK", "FAULT", "FAULT", "FAULT"]
    for each in found[1:]:
        assert why in each
        assert mend in each
    assert {each.ended for each in outcomes} == {Ended.RETRY}
    assert behind.connector.seen == []
    (sentence,) = [each["says"] for each in logs if "says" in each]  # once in a while only
    assert why in sentence


async def test_a_page_in_the_place_of_teams_answer_is_not_taken_for_one(behind: Behind):
    """The message may have arrived, so it is not sent again either."""
    behind.proxy.page = 200
    way = Connector(Hosts(TEAMS_HOSTS), lambda _: None, Sessions(behind.settings()))
    async with way:
        outcome = await way.send(KARI, Message(text="hei"))
    assert (outcome.ended, outcome.reason) == (Ended.UNCERTAIN, "200 page")
