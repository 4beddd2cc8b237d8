"""botbuilder's own parts work around a turn, should a helper or a middleware of it be used."""

from types import SimpleNamespace

import pytest
from botbuilder.core import BotAdapter, InvokeResponse, MessageFactory, TurnContext
from botbuilder.schema import Activity, ActivityTypes, Attachment

from bot.core.turn import Reply
from bot.teams.inbound.activities import read
from bot.teams.inbound.adapter import Adapter
from bot.teams.inbound.invokes import InvokeAnswer
from bot.teams.outbound.replies import Replier
from tests.fakes import activities as act


@pytest.fixture
def adapter(local_bot):
    async def on_turn(_) -> Reply:
        return Reply()

    replier = Replier(lambda _: local_bot.connector, local_bot.chats.way)
    return Adapter(local_bot.connector, replier, on_turn, lambda _: "", {})


@pytest.fixture
def run(adapter, connector, clock):
    """Run one message through the adapter with a middleware in its way."""

    async def go(on_turn, fields=None) -> InvokeAnswer | None:
        adapter.use(SimpleNamespace(on_turn=on_turn))
        fields = fields or act.said(connector.url, "hei")
        return await adapter.run(fields, read(fields, clock()))

    return go


async def test_a_middleware_sees_the_turn_and_the_connector(run, local_bot):
    seen = []

    async def look(context, following) -> None:
        seen.append(
            (context.activity.text, context.turn_state[BotAdapter.BOT_CONNECTOR_CLIENT_KEY])
        )
        await following()

    await run(look)
    assert seen == [("hei", local_bot.connector)]


async def test_the_sdks_own_sending_reaches_the_conversation(run, connector):
    sent = []

    async def speak(context: TurnContext, following) -> None:
        card = Attachment(content_type="x", content={"a": "å"})
        sent.append(await context.send_activity(MessageFactory.attachment(card)))
        sent.append(await context.send_activity("hei"))
        changed = Activity(id="1:7", type="message", text="ny")
        await context.update_activity(changed)
        await context.delete_activity("1:7")
        await following()

    await run(speak)
    assert [each.id for each in sent] == ["activity-1", "activity-2"]
    assert [each.method for each in connector.seen] == ["POST", "POST", "PUT", "DELETE"]
    first = connector.delivered[0].body
    assert first["attachments"][0]["content"] == {"a": "å"}
    assert (first["recipient"]["id"], first["conversation"]["id"]) == ("29:kari", "a:kari")


async def test_what_is_sent_is_a_copy(run):
    mine = Activity(id="keep", type="message", text="hei")

    async def speak(context, following) -> None:
        await context.send_activity(mine)
        await following()

    await run(speak)
    assert (mine.id, mine.conversation) == ("keep", None)


async def test_an_invoke_response_of_the_sdk_is_an_answer(run, connector):
    async def answer(context, _) -> None:
        value = InvokeResponse(status=202, body={"a": "å"})
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=value))

    got = await run(answer, act.executed(connector.url, "x"))
    assert (got.status, got.body) == (202, '{"a":"å"}'.encode())
    assert connector.seen == []
