"""ALERT_WEBHOOK: told once for each alarm, in a sentence, and never in the way of anything."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.engine.alarm import Alarm
from bot.web.webhook import Webhook, told
from tests.fakes.server import FakeServer


class Ear(FakeServer):
    """Hears alarms, and answers with `status`."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/alarms", self.hear)

    async def hear(self, request: web.Request) -> web.Response:
        await self.heard.put(await request.json())
        return web.Response(status=self.status)


async def landed(hook: Webhook) -> None:
    await asyncio.gather(*hook._posts)


async def test_an_alarm_is_told_in_a_sentence_with_what_to_do():
    async with Ear() as ear:
        hook = Webhook(f"{ear.root}/alarms", aiohttp.ClientSession)
        Alarm(hook)("nothing_sent", "0 of 12 expected today")
        said = await ear.heard.get()
        await landed(hook)
    assert said["text"].startswith("Pådriver har ikke sendt noe på en time (0 of 12 expected")
    assert "«python app.py doctor»" in said["text"]
    assert (said["what"], said["why"]) == ("nothing_sent", "0 of 12 expected today")


@pytest.mark.parametrize("what", ["sending_stopped", "nothing_sent", "part_failed", "new_one"])
def test_every_alarm_has_its_sentence(what: str):
    assert "because" in told(what, "because")
    assert ("new_one" in told(what, "because")) == (what == "new_one")


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_who_does_not_listen_breaks_nothing(status: int):
    async with Ear(status) as ear:
        alarm = Alarm(hook := Webhook(f"{ear.root}/alarms", aiohttp.ClientSession))
        alarm("sending_stopped", "BotDisabledByAdmin")
        await landed(hook)
    assert alarm.tally == {"sending_stopped": 1}


async def test_nobody_there_breaks_nothing():
    alarm = Alarm(hook := Webhook("http://127.0.0.1:9/alarms", aiohttp.ClientSession))
    alarm("sending_stopped", "BotDisabledByAdmin")
    await landed(hook)
    assert alarm.tally == {"sending_stopped": 1}
