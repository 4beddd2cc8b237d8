"""The bot's own token, fetched once for whoever looks at a set-up."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web

from bot.core.values import replace
from bot.errors import Refused
from bot.settings import Settings
from bot.teams.outbound import token_check
from bot.teams.outbound.token_check import own_token
from tests.fakes.clock import FakeClock
from tests.fakes.server import FakeServer
from tests.fakes.tokenserver import FakeTokenServer
from tests.teams.rig import signed_settings


class Entra(FakeServer):
    """Says no, in prose."""

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/token", self._answer)

    async def _answer(self, _: web.Request) -> web.Response:
        said = "AADSTS7000215: Invalid client secret for app 'kari'. Trace ID: 1234"
        return web.json_response({"error": "invalid_client", "error_description": said}, status=401)


async def test_the_token_comes_with_whom_it_was_asked_for(
    tokens: FakeTokenServer, clock: FakeClock
):
    told = signed_settings("https://keys.example/x", tokens.url)
    assert await own_token(told, clock, aiohttp.ClientSession) == (
        "token-1",
        "https://api.botframework.com",
    )
    assert tokens.asked[0]["form"]["scope"] == "https://api.botframework.com/.default"


async def test_entras_code_is_told_and_nothing_else_of_what_it_said(clock: FakeClock):
    async with Entra() as server:
        with pytest.raises(Refused) as caught:
            await own_token(
                signed_settings("https://keys.example/x", f"{server.root}/token"),
                clock,
                aiohttp.ClientSession,
            )
    assert str(caught.value) == "401 AADSTS7000215"


async def test_without_credentials_nothing_is_asked(tokens: FakeTokenServer, clock: FakeClock):
    told: Settings = replace(signed_settings("https://keys.example/x", tokens.url), app_password="")
    with pytest.raises(Refused, match="APP_PASSWORD"):
        await own_token(told, clock, aiohttp.ClientSession)
    assert tokens.asked == []


async def test_a_server_that_says_nothing_is_not_waited_for(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    """As the virtual machine's address for identities is, on a machine that has none."""

    async def never() -> str:
        raise TimeoutError

    class Silent:
        get = staticmethod(never)

        async def close(self) -> None: ...

    monkeypatch.setattr(token_check, "tokens_for", lambda *_: Silent())
    told = signed_settings("https://keys.example/x", "https://t.example")
    with pytest.raises(Refused, match="no answer within 5 seconds"):
        await own_token(told, clock, aiohttp.ClientSession)
