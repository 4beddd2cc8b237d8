"""The message extension at the real route: the whole bot behind it, Teams' payloads before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.assembly import build
from bot.core import documents
from bot.core.people.person import Person
from bot.settings import Settings
from bot.store import MemoryStore
from tests.champion_world import LESSON
from tests.fakes import activities as act
from tests.fakes.connector import FakeConnector
from tests.teams.rig import signed_settings

GROUP = {"conversationType": "groupChat", "isGroup": True, "tenantId": act.TENANT}
ROOM = {**GROUP, "id": "19:room@thread.v2"}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


class Bot:
    """Kari is a champion of Molde. `ask` is an invoke from a group chat, answered in JSON."""

    def __init__(self, client: Any, connector: FakeConnector) -> None:
        self.client, self.connector = client, connector

    async def ask(self, name: str, **value: Any) -> Any:
        sent = act.activity(self.connector.url, "invoke", name=name, conversation=ROOM, value=value)
        answer = await self.client.post("/api/messages", json=sent)
        assert (answer.status, answer.content_type) == (200, "application/json")
        return await answer.json()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    store = MemoryStore()
    kari = Person(
        f"{act.TENANT}:{act.KARI}", act.TENANT, act.KARI, "2026-11-01", name="Kari Nordmann",
        role="champion", scope=("1506",), municipality="1506", conversation="a:kari",
    )  # fmt: skip
    await store.run(lambda tx: tx.put(documents.PEOPLE, kari.key, kari))
    built = await build(Settings.from_env({}, local=True), store)
    async with FakeConnector() as connector, TestClient(TestServer(built)) as client:
        yield Bot(client, connector)


async def test_opening_the_list_and_typing_in_it(bot: Bot):
    paging = {"skip": 0, "count": 25}
    opened = {"parameters": [{"name": "initialRun", "value": "true"}], "queryOptions": paging}
    listed = await bot.ask("composeExtension/query", commandId="search", **opened)
    every = listed["composeExtension"]["attachments"]
    assert {each["contentType"] for each in every} == {ADAPTIVE}
    assert all(each["preview"]["content"]["title"] for each in every)
    typed = {"parameters": [{"name": "query", "value": "skjerm"}], "queryOptions": paging}
    found = await bot.ask("composeExtension/query", commandId="search", **typed)
    assert 0 < len(found["composeExtension"]["attachments"]) < len(every)


async def test_from_the_form_to_the_posted_card_once(bot: Bot):
    """Teams sends an invoke again that it thinks was lost."""
    opened = await bot.ask("composeExtension/fetchTask", commandId="share")
    assert opened["task"]["value"]["card"]["contentType"] == ADAPTIVE
    data = {"verb": "share", "lesson": LESSON, "words": "Æ, ø og å 🎉"}
    seen = await bot.ask("composeExtension/submitAction", commandId="share", data=data)
    assert seen["composeExtension"]["type"] == "botMessagePreview"
    preview = seen["composeExtension"]["activityPreview"]
    assert bot.connector.delivered == []
    for _ in range(3):
        facts = {"botMessagePreviewAction": "send", "botActivityPreview": [preview]}
        assert await bot.ask("composeExtension/submitAction", commandId="share", **facts) == {}
    (posted,) = bot.connector.delivered
    assert posted.conversation == ROOM["id"]
    assert "Æ, ø og å 🎉" in posted.raw.decode()
    assert "recipient" not in posted.body


async def test_a_viewer_is_answered_in_passing_and_gets_the_lesson_themself(bot: Bot):
    listed = await bot.ask("composeExtension/query", commandId="search")
    card = listed["composeExtension"]["attachments"][0]["content"]
    start = next(each for row in card["body"] for each in row.get("actions", ()))
    value = {"action": {**start, "id": "x"}, "trigger": "manual"}
    first = await bot.ask("adaptiveCard/action", **value)
    again = await bot.ask("adaptiveCard/action", **value)
    assert first["type"] == again["type"] == "application/vnd.microsoft.activity.message"
    assert (first["value"], again["value"]) == (
        "Leksjonen kommer i chatten din nå.",
        "Leksjonen ligger i chatten din.",
    )


async def test_dialogs_and_old_clients_are_answered(bot: Bot):
    opened = await bot.ask("task/fetch", data={"verb": "push", "msteams": {"type": "task/fetch"}})
    assert opened["task"]["type"] == "continue"
    submitted = await bot.ask("task/submit", data={"verb": "push-preview"})
    assert submitted["task"]["type"] == "continue"
    assert await bot.ask("composeExtension/onCardButtonClicked", verb="share-start") == {}


async def test_people_who_are_picked_come_as_ids_with_commas_between(bot: Bot):
    """Teams' people picker, in a dialog: whoever is not known or not in the scope is counted out,
    which is which is not told."""
    opened = await bot.ask("task/fetch", data={"verb": "push"})
    assert "graph.microsoft.com/users" not in str(opened)
    facts = {"lesson": LESSON, "whom": "named", "words": "", "when": "now"}
    who = await bot.ask("task/submit", data={"verb": "push-preview", **facts})
    card = who["task"]["value"]["card"]["content"]
    assert "graph.microsoft.com/users" in str(card)
    data = next(each["data"] for row in card["body"] for each in row.get("actions", ()))
    picked = {"people": f"{act.KARI},{act.KARI.replace('a', 'b')}"}
    told = await bot.ask("task/submit", data={**data, **picked})
    assert "Velg noen andre" in str(told["task"]["value"]["card"])


async def test_what_the_extension_answers_is_counted_and_timed(bot: Bot):
    await bot.ask("composeExtension/query", commandId="search")
    figures = await (await bot.client.get("/metrics")).text()
    assert 'padriver_turns_total{kind="tapped",outcome="answered"} 1.0' in figures


async def test_in_local_mode_no_card_asks_to_be_drawn_anew(bot: Bot):
    """The Playground can't, and complains under each card that does."""
    tapped = {"action": {"type": "Action.Execute", "verb": "help"}, "trigger": "manual"}
    sent = act.activity(bot.connector.url, "invoke", name="adaptiveCard/action", value=tapped)
    answer = await (await bot.client.post("/api/messages", json=sent)).json()
    assert answer["value"]["type"] == "AdaptiveCard"
    assert "refresh" not in answer["value"]


@pytest.mark.parametrize("value", [{}, {"data": [1]}, {"commandId": {}}, {"data": {"verb": "x"}}])
async def test_no_shape_of_a_value_is_an_error(bot: Bot, value: dict[str, Any]):
    for name in ("query", "fetchTask", "submitAction", "onCardButtonClicked"):
        await bot.ask(f"composeExtension/{name}", **value)
    for name in ("fetch", "submit"):
        await bot.ask(f"task/{name}", **value)


async def test_without_a_token_of_the_bot_framework_nobody_searches():
    built = await build(signed_settings("http://127.0.0.1:1/keys"), MemoryStore())
    async with TestClient(TestServer(built)) as client:
        sent = act.activity("http://127.0.0.1:1", "invoke", name="composeExtension/query")
        assert (await client.post("/api/messages", json=sent)).status == 401
