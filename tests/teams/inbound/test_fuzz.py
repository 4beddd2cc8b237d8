"""Whatever arrives at the door is let in or refused by name: never an exception, never a 500."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.turn import Turn
from bot.settings import Settings
from bot.teams.assembly import policy_of
from bot.teams.inbound.activities import read
from bot.teams.inbound.claims import check_activity
from bot.teams.inbound.parser import parse
from bot.teams.inbound.refusal import RequestRefusal
from tests.fakes import activities as act
from tests.fakes.clock import FakeClock
from tests.teams.rig import Bot

URL = "http://127.0.0.1:1/teams"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
FIELDS = [*act.executed(URL, "x"), "text", "membersAdded", "membersRemoved", "action", "isGroup"]
TYPES = ["message", "invoke", "installationUpdate", "conversationUpdate", "typing"]
ALLOWED = {200, 201, 400, 403, 413, 415, 501}

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40)
    | st.sampled_from(["28:bot", "29:kari", "personal", "Action.Execute", "mention", "<at>", URL]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "type", "tenant", "verb", "data", "action", "text", "mentioned"])
            | st.text(max_size=8),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
changes = st.dictionaries(st.sampled_from(FIELDS), values, max_size=5)
activities = st.builds(
    lambda kind, change: {**act.executed(URL, "x"), "type": kind, **change},
    st.sampled_from(TYPES),
    changes,
)


@pytest.mark.slow
@given(activities)
@settings(max_examples=300)
def test_any_activity_is_a_turn_or_a_refusal(activity):
    found = read(activity, NOW)
    if isinstance(found, Turn):
        assert all(isinstance(each, str) for each in (found.text, found.verb, found.name))
        assert isinstance(found.data, dict)
        assert ":" in found.person
    else:
        assert found.status == 400


@given(st.binary(max_size=300) | values.map(lambda value: orjson.dumps(_sound(value))))
@example(b'{"a":' * 2000)
def test_any_bytes_are_an_object_or_a_refusal(body):
    found = parse(body)
    assert isinstance(found, dict) or (
        isinstance(found, RequestRefusal) and found.status in (400, 413)
    )


@given(st.dictionaries(st.sampled_from(["channelId", "serviceUrl", "channelData"]), values))
def test_any_activity_is_checked_without_an_error(activity):
    policy = policy_of(Settings.from_env({}, local=True))
    refused = check_activity(activity, None, policy)
    assert refused is None or refused.status in (400, 403)


@pytest.fixture(scope="module")
def knock():
    """Post bytes to a bot in local mode; the status. One server for all the examples."""
    with asyncio.Runner() as runner:
        bot = Bot(Settings.from_env({}, local=True), FakeClock())
        client = TestClient(TestServer(bot.app, loop=runner.get_loop()), loop=runner.get_loop())
        runner.run(client.start_server())

        async def post(body: bytes) -> int:
            headers = {"Content-Type": "application/json"}
            async with client.post("/api/messages", data=body, headers=headers) as answer:
                await answer.read()
                return answer.status

        yield lambda body: runner.run(post(body))
        runner.run(client.close())


@pytest.mark.slow
@given(activities.map(lambda value: orjson.dumps(_sound(value))) | st.binary(max_size=200))
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_the_door_never_answers_500(knock, body):
    assert knock(body) in ALLOWED


def _sound(value) -> Any:
    """JSON as orjson writes it: no integer over 64 bits, no lone surrogate."""
    if isinstance(value, dict):
        return {_sound(key): _sound(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_sound(each) for each in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value % 2**63 if isinstance(value, int) and not isinstance(value, bool) else value
