"""ALERT_WEBHOOK: told in a sentence, in the form that the address takes, never in the way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.core.operations.alarms import AlarmName, AlarmNotice, AlarmState
from bot.drawing.operations import alarm_sentence
from bot.engine.alarm import REMIND, SETTLED, Alarm
from bot.locale import LANGUAGES, words
from bot.web.webhook import Webhook, body_of, form_of
from tests.fakes.server import FakeServer

AT = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")
SECRET = "only-who-knows-this-may-post"


def notice(name: AlarmName, state: AlarmState = AlarmState.RAISED) -> AlarmNotice:
    return AlarmNotice(name, state, "because <b> & so", AT, AT + timedelta(hours=1))


class Ear(FakeServer):
    """Hears alarms, and answers with each `status` in turn, the last for ever."""

    def __init__(self, *status: int) -> None:
        self.status = [*status] or [200]
        self.heard: list[dict[str, Any]] = []

    def routes(self, app: web.Application) -> None:
        app.router.add_post(f"/{SECRET}", self.hear)

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        return web.Response(status=self.status.pop(0) if self.status[1:] else self.status[0])


async def landed(hook: Webhook) -> None:
    await asyncio.gather(*hook._posts)


async def test_an_alarm_is_told_in_a_sentence_with_since_when_and_what_to_do():
    async with Ear() as ear:
        hook = Webhook(f"{ear.root}/{SECRET}", aiohttp.ClientSession, OSLO)
        Alarm(hook).raised(AlarmName.NOTHING_SENT, "0 of 12 expected today", AT)
        await landed(hook)
    (said,) = ear.heard
    assert said["text"].startswith(
        "Pådriver har ikke sendt noe på en time, selv om noe skulle vært sendt (0"
    )
    assert "«python app.py doctor»" in said["text"]
    assert said["text"].endswith("Det begynte tirsdag 24. november kl. 08:12.")
    assert (said["what"], said["why"]) == ("nothing_sent", "0 of 12 expected today")
    assert (said["state"], said["since"]) == ("raised", "2026-11-24T07:12:00Z")


@pytest.mark.parametrize("name", AlarmName)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alarm_has_its_sentence_and_says_when_it_is_over(name, language):
    spoken = words(language)
    assert "because" in alarm_sentence(spoken, notice(name), OSLO)
    over = alarm_sentence(spoken, notice(name, AlarmState.OVER), OSLO)
    assert "08:12" in over
    assert "09:12" in over


@pytest.mark.parametrize(("address", "form"), [
    ("https://prod-11.westeurope.logic.azure.com:443/workflows/1/triggers/manual", "teams"),
    ("https://default1.06.environment.api.powerplatform.com/powerautomate/automations", "teams"),
    ("https://molde.webhook.office.com/webhookb2/1", "teams"),
    ("https://hooks.slack.com/services/T0/B0/x", "slack"),
    ("https://hooks.slack.com.example.org/services/T0/B0/x", "json"),
    ("https://alarms.example.org/logic.azure.com", "json"),
])  # fmt: skip
def test_the_form_follows_from_the_address(address, form):
    assert form_of(address) == form


def test_teams_gets_a_card_and_slack_a_text_without_markup():
    said = body_of(notice(AlarmName.SENDS_REFUSED), "teams", OSLO)
    (attached,) = said["attachments"]
    assert said["type"] == "message"
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attached["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.2")
    assert card["body"][0]["text"] == "Kort kommer ikke fram"
    assert body_of(notice(AlarmName.SENDS_REFUSED), "slack", OSLO).keys() == {"text"}
    assert "(because &lt;b&gt; &amp; so)" in str(
        body_of(notice(AlarmName.SENDS_REFUSED), "slack", OSLO)
    )


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_what_is_not_heard_is_tried_again_and_breaks_nothing(status: int):
    with capture_logs() as logs:
        async with Ear(status, 200) as ear:
            alarm = Alarm(
                hook := Webhook(f"{ear.root}/{SECRET}", aiohttp.ClientSession, pauses=(0.0, 0.0))
            )
            alarm.raised(AlarmName.SENDING_STOPPED, "BotDisabledByAdmin", AT)
            await landed(hook)
            assert len(ear.heard) == 2
    assert alarm.tally == {"sending_stopped": 1}
    assert SECRET not in str(logs)


async def test_nobody_there_breaks_nothing_and_the_address_stays_secret():
    with capture_logs() as logs:
        alarm = Alarm(
            hook := Webhook(f"http://127.0.0.1:9/{SECRET}", aiohttp.ClientSession, pauses=())
        )
        alarm.raised(AlarmName.SENDING_STOPPED, "BotDisabledByAdmin", AT)
        await landed(hook)
    assert alarm.tally == {"sending_stopped": 1}
    assert [each["event"] for each in logs] == ["alarm", "alarm_not_told"]
    assert SECRET not in str(logs)


def test_an_alarm_is_told_once_then_once_a_day_and_when_it_has_been_over_for_a_while():
    told: list[AlarmNotice] = []
    alarm, name = Alarm(told.append), AlarmName.SIGN_IN_FAILED
    for minutes in range(0, 25 * 60, 5):
        alarm.raised(name, "token 500", AT + timedelta(minutes=minutes))
    last = AT + timedelta(hours=25)
    alarm.over(name, last)
    alarm.settle(last)
    alarm.raised(name, "token 500", last + timedelta(seconds=20))  # it was not
    alarm.settle(last + SETTLED)
    assert [each.state for each in told] == ["raised", "lasts"]
    assert told[1].at - told[0].at == REMIND
    assert alarm.gauges()[name] == 1
    alarm.over(name, last)
    alarm.settle(last + SETTLED)
    assert told[2].state == "over"
    assert (told[2].since, told[2].at) == (AT, last)
    assert (alarm.lasting(), alarm.gauges()[name]) == ((), 0)
