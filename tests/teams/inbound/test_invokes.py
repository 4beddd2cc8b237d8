"""Invokes that nothing of ours causes still get the answer their protocol asks for."""

from typing import Any

import pytest

from bot.settings import Settings
from tests.fakes import activities as act
from tests.teams.rig import SORRY, fail, running


def invoke(url, name, **more: Any):
    return act.activity(url, "invoke", name=name, **{"value": {}, **more})


@pytest.mark.parametrize(
    "name", ["task/fetch", "task/submit", "message/fetchTask", "composeExtension/fetchTask"]
)
async def test_a_dialog_says_sorry(local_bot, connector, name):
    answer = await local_bot.post(invoke(connector.url, name))
    assert answer.status == 200
    assert await answer.json() == {"task": {"type": "message", "value": f"{SORRY} nb-NO"}}


async def test_a_search_finds_nothing(local_bot, connector):
    search = await (await local_bot.post(invoke(connector.url, "application/search"))).json()
    assert search["value"] == {"results": []}
    query = await (await local_bot.post(invoke(connector.url, "composeExtension/query"))).json()
    assert query["composeExtension"]["attachments"] == []


async def test_feedback_is_acknowledged(local_bot, connector):
    answer = await local_bot.post(invoke(connector.url, "message/submitAction"))
    assert (answer.status, await answer.json()) == (200, {})


@pytest.mark.parametrize(
    "name", ["signin/verifyState", "fileConsent/invoke", "", None, 7, "x" * 300]
)
async def test_anything_else_is_not_implemented(local_bot, connector, name):
    answer = await local_bot.post(invoke(connector.url, name))
    assert (answer.status, await answer.read()) == (501, b"")
    assert local_bot.turns == []


async def test_an_invoke_can_be_given_a_handler_by_name(connector, clock):
    seen = []

    async def fetch(turn) -> bytes:
        seen.append(turn)
        return b'{"task":{"type":"continue"}}'

    async with running(Settings.from_env({}, local=True), clock, **{"task/fetch": fetch}) as bot:
        answer = await bot.post(invoke(connector.url, "task/fetch", value={"data": {"a": 1}}))
        assert await answer.json() == {"task": {"type": "continue"}}
    assert (seen[0].verb, seen[0].data) == ("task/fetch", {"data": {"a": 1}})


async def test_a_handler_that_fails_says_sorry_in_the_shape_of_its_protocol(connector, clock):
    async with running(Settings.from_env({}, local=True), clock, **{"task/fetch": fail}) as bot:
        answer = await (await bot.post(invoke(connector.url, "task/fetch"))).json()
    assert answer["task"]["value"].startswith(SORRY)


async def test_a_bad_card_action_is_a_bad_request_and_never_an_error_of_ours(local_bot, connector):
    answer = await local_bot.post(invoke(connector.url, "adaptiveCard/action", value={"action": 7}))
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "bad_action")
