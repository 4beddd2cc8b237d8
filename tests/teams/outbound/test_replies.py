"""A reply finds its way: in the response, by an update, as messages, or as a toast."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.core.turn import Address, Message, Reply
from bot.core.values import replace
from tests.fakes import activities as act
from tests.fakes.connector import status
from tests.teams.rig import fail

CARD = b'{"type":"AdaptiveCard"}'
ONE, TWO = Message(card=CARD), Message(text="to")


FOREIGN = {"conversationType": "personal", "tenantId": act.TENANT, "id": "a:two-people"}
GROUP = {"conversationType": "groupChat", "isGroup": True, "id": "19:g@thread.v2"}


@pytest.fixture
def url(connector):
    return connector.url


@pytest.fixture(autouse=True)
def home(local_bot, url):
    """Kari's own chat is known."""
    key = f"{act.TENANT}:{act.KARI}"
    local_bot.chats.known[key] = Address(act.TENANT, url, "a:kari", "29:kari", act.KARI, "28:bot")
    return key


def sent(connector):
    """What Teams was asked to show, and where."""
    return [(each.method, each.conversation) for each in connector.delivered]


async def body(answer):
    return await answer.json()


async def test_what_is_said_is_answered_with_messages_in_order(local_bot, connector, url):
    local_bot.reply = Reply((Message(text="en", summary="En"), TWO))
    await local_bot.post(act.said(url, "hei"))
    assert connector.texts == ["en", "to"]
    first = connector.delivered[0]
    assert (first.method, first.raw_path) == ("POST", "/v3/conversations/a%3Akari/activities")
    assert first.body["recipient"] == {"id": "29:kari"}
    assert first.body["from"] == {"id": "28:bot"}
    assert first.body["summary"] == "En"
    assert "channelData" not in first.body


async def test_only_what_comes_unasked_rings(local_bot, connector, url):
    local_bot.reply = Reply((Message(text="dytt", alert=True),))
    await local_bot.post(act.installation(url))
    assert connector.delivered[0].body["channelData"] == {"notification": {"alert": True}}


async def test_a_submitted_card_is_updated_in_its_place_and_the_rest_sent_after(
    local_bot, connector, url
):
    local_bot.reply = Reply((ONE, TWO))
    answer = await local_bot.post(act.submitted(url, "answer"))
    assert (answer.status, await answer.read()) == (201, b"")
    methods = [(each.method, each.path.rpartition("/")[2]) for each in connector.delivered]
    assert methods == [("PUT", "1:card"), ("POST", "activities")]
    [attachment] = connector.delivered[0].body["attachments"]
    assert attachment["content"] == {"type": "AdaptiveCard"}


@pytest.mark.parametrize(
    "step",
    [
        status(404, "ActivityNotFoundInConversation"),
        status(400),
        status(403),
        status(403, "BotNotInConversationRoster"),
        status(403, "BadArgument"),
        status(403, "ConversationBlockedByUser"),
        status(405),
        status(413, "MessageSizeTooBig"),
        status(500),
    ],
)
async def test_a_submitted_card_that_cannot_be_updated_is_sent_anew(
    local_bot, connector, url, step
):
    connector.script(step)
    local_bot.reply = Reply((ONE,))
    await local_bot.post(act.submitted(url, "answer"))
    assert sent(connector)[-1] == ("POST", "a:kari")
    assert connector.delivered[-1].body["attachments"][0]["content"] == {"type": "AdaptiveCard"}


async def test_a_submitted_card_from_nowhere_gets_a_new_message(local_bot, connector, url):
    local_bot.reply = Reply((ONE,))
    await local_bot.post({**act.submitted(url, "answer"), "replyToId": None})
    assert [each.method for each in connector.delivered] == ["POST"]


async def test_a_toast_becomes_a_message_where_no_toast_can_be_shown(local_bot, connector, url):
    local_bot.reply = Reply(toast="Lagret")
    await local_bot.post(act.submitted(url, "answer"))
    assert connector.texts == ["Lagret"]


async def test_a_tap_without_a_card_shows_a_toast(local_bot, connector, url):
    local_bot.reply = Reply(toast="Lagret på nynorsk")
    answer = await body(await local_bot.post(act.executed(url, "language")))
    assert answer == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Lagret på nynorsk",
    }


async def test_a_quiet_tap_is_still_answered(local_bot, url):
    answer = await body(await local_bot.post(act.executed(url, "x")))
    assert (answer["statusCode"], answer["value"]) == (200, "")


async def test_a_second_message_follows_after_the_tap_is_answered(local_bot, connector, url):
    connector.hold = asyncio.Event()
    local_bot.reply = Reply((ONE, TWO))
    answer = await body(await local_bot.post(act.executed(url, "answer")))
    assert answer["value"] == {"type": "AdaptiveCard"}
    connector.hold.set()
    await connector.arrived.wait()
    assert connector.texts == ["to"]


async def test_stopping_waits_for_the_message_that_follows(local_bot, connector, url):
    local_bot.reply = Reply((ONE, TWO))
    await local_bot.post(act.executed(url, "answer"))
    await local_bot.client.close()
    assert connector.texts == ["to"]


async def test_a_refresh_draws_and_sends_nothing(local_bot, connector, url):
    local_bot.reply = Reply((ONE, TWO))
    refresh = act.executed(url, "show", trigger="automatic")
    assert (await body(await local_bot.post(refresh)))["value"] == {"type": "AdaptiveCard"}
    await local_bot.client.close()
    assert connector.seen == []


async def test_what_follows_a_tap_goes_to_the_persons_own_chat_and_not_where_they_tapped(
    local_bot, connector, url
):
    local_bot.reply = Reply((ONE, TWO))
    for place in (FOREIGN, GROUP, None, {}, {"id": "19:a_b@unq.gbl.spaces"}):
        answer = await body(await local_bot.post(act.executed(url, "x", conversation=place)))
        assert answer["value"] == {"type": "AdaptiveCard"}
    await local_bot.client.close()
    assert sent(connector) == [("POST", "a:kari")] * 5


async def test_a_card_submitted_in_a_chat_of_others_is_answered_in_the_persons_own(
    local_bot, connector, url
):
    local_bot.reply = Reply((ONE, TWO))
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    assert sent(connector) == [("POST", "a:kari")] * 2
    local_bot.reply = Reply(toast="Lagret")
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    await local_bot.post({**act.submitted(url, "x"), "conversation": GROUP})
    await local_bot.post({**act.submitted(url, "x"), "conversation": None})
    assert {each.conversation for each in connector.seen} == {"a:kari"}


async def test_a_card_submitted_in_a_group_is_replaced_there_or_answered_in_the_own_chat(
    local_bot, connector, url
):
    local_bot.reply = Reply((ONE,))
    tap = {**act.submitted(url, "x"), "conversation": GROUP}
    await local_bot.post(tap)
    connector.script(status(403, "BotNotInConversationRoster"))
    await local_bot.post({**tap, "id": "1:again"})
    assert sent(connector) == [("PUT", "19:g@thread.v2"), ("POST", "a:kari")]


async def test_a_chat_that_is_not_known_is_opened_and_kept(local_bot, connector, url, home):
    opened = f"a:{act.KARI}"
    local_bot.chats.known[home] = replace(local_bot.chats.known[home], conversation="")
    local_bot.reply = Reply((ONE,))
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    assert sent(connector) == [("POST", opened)]
    assert local_bot.chats.known[home].conversation == opened
    own = {"conversationType": "personal", "tenantId": act.TENANT, "id": opened}
    await local_bot.post({**act.submitted(url, "x"), "conversation": own})
    assert sent(connector)[1:] == [("PUT", opened)], "now it is known to be theirs"


@pytest.mark.parametrize(
    "gone", [status(404, "ConversationNotFound"), status(403, "BotNotInConversationRoster")]
)
async def test_a_chat_that_is_lost_is_opened_anew(local_bot, connector, url, home, gone):
    connector.rule = lambda seen: gone if seen.conversation == "a:kari" else None
    local_bot.reply = Reply((ONE,))
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    assert sent(connector) == [("POST", f"a:{act.KARI}")]
    assert local_bot.chats.known[home].conversation == f"a:{act.KARI}"


async def test_somebody_unknown_is_answered_in_a_chat_of_their_own_or_not_at_all(
    local_bot, connector, url, home
):
    del local_bot.chats.known[home]
    local_bot.reply = Reply(toast="Lagret")
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    assert sent(connector) == [("POST", f"a:{act.KARI}")]
    connector.script(status(403, "ForbiddenOperationException"))
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    assert len(sent(connector)) == 1


async def test_an_apology_for_a_tap_in_a_chat_of_others_goes_to_the_own_chat(
    local_bot, connector, url
):
    local_bot.handle = fail
    await local_bot.post({**act.submitted(url, "x"), "conversation": FOREIGN})
    assert sent(connector) == [("POST", "a:kari")]


async def test_what_is_written_without_a_conversation_is_answered_in_the_own_chat(
    local_bot, connector, url
):
    local_bot.reply = Reply((TWO,))
    await local_bot.post(act.said(url, "hei", conversation=None))
    assert sent(connector) == [("POST", "a:kari")]


async def test_in_a_group_no_single_person_is_named_as_recipient(local_bot, connector, url):
    group = {"conversationType": "groupChat", "isGroup": True, "id": "19:g@thread.v2"}
    local_bot.reply = Reply((TWO,))
    await local_bot.post(act.said(url, "hei", conversation=group))
    assert "recipient" not in connector.delivered[0].body
    assert connector.delivered[0].conversation == "19:g@thread.v2"


async def test_a_reply_that_fails_is_in_the_log_without_the_person(local_bot, connector, url):
    connector.script(status(403, "BotNotInConversationRoster"))
    local_bot.reply = Reply((TWO,))
    with capture_logs() as events:
        assert (await local_bot.post(act.said(url, "hei"))).status == 201
    [event] = [each for each in events if each["event"] == "reply_failed"]
    assert (event["how"], event["why"]) == ("not_installed", "403 BotNotInConversationRoster")


async def test_replies_carry_the_bots_token(signed_bot, connector, keys, url):
    signed_bot.reply = Reply((TWO,))
    await signed_bot.post(act.said(url, "hei"), keys.token(service_url=url))
    assert connector.delivered[0].headers["Authorization"] == "Bearer token-1"


async def test_local_replies_carry_no_token(local_bot, connector, url):
    local_bot.reply = Reply((TWO,))
    await local_bot.post(act.said(url, "hei"))
    assert "Authorization" not in connector.delivered[0].headers
