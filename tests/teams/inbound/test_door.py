"""What the door does with a request: let in, refused by name, or answered once."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import orjson
import pytest
import structlog
from structlog.testing import capture_logs

from bot.core.turn import Message, Reply, Turn, What
from bot.errors import NotSaved
from bot.settings import Settings
from bot.teams.inbound.door import PATH
from bot.teams.inbound.parser import MAX_BODY
from tests.fakes import activities as act
from tests.teams.rig import SORRY, UNSAVED, fail, running

JSON = {"Content-Type": "application/json"}
CARD = '{"type":"AdaptiveCard","body":[{"text":"Så bra!"}]}'.encode()


async def code(answer) -> tuple[int, str]:
    return answer.status, (await answer.json())["error"]["code"]


@pytest.mark.parametrize("kind", ["text/plain", "application/jsonx", "", "multipart/form-data"])
async def test_only_json_is_read(local_bot, kind):
    """A web page can send text/plain anywhere; only JSON makes a browser ask first."""
    answer = await local_bot.post(data=b"{}", headers={"Content-Type": kind})
    assert await code(answer) == (415, "not_json_type")


async def test_a_character_set_may_be_named(local_bot, connector):
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert (await local_bot.post(act.said(connector.url, "hei"), headers=headers)).status == 201


async def test_a_compressed_body_is_refused_before_it_unfolds(local_bot):
    bomb = gzip.compress(b" " * 10_000_000)
    answer = await local_bot.post(data=bomb, headers={**JSON, "Content-Encoding": "gzip"})
    assert await code(answer) == (415, "encoded")


async def test_a_body_over_the_limit_is_too_big_by_its_announced_length(local_bot):
    answer = await local_bot.post(data=b" " * (MAX_BODY + 1), headers=JSON)
    assert await code(answer) == (413, "too_big")


async def test_a_body_over_the_limit_is_too_big_without_an_announced_length(local_bot):
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 16_384

    answer = await local_bot.post(data=endless(), headers=JSON)
    assert await code(answer) == (413, "too_big")


async def test_a_body_in_chunks_is_read_whole(local_bot, connector):
    raw = orjson.dumps(act.said(connector.url, "hei på deg"))

    async def in_parts() -> AsyncIterator[bytes]:
        for at in range(0, len(raw), 100):
            yield raw[at : at + 100]

    assert (await local_bot.post(data=in_parts(), headers=JSON)).status == 201
    assert local_bot.turns[0].text == "hei på deg"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
async def test_what_is_not_an_activity_is_a_bad_request(local_bot, body):
    assert (await local_bot.post(data=body, headers=JSON)).status == 400


async def test_a_broken_body_does_not_trouble_the_next_request(local_bot, connector):
    """Announces more than it sends, then hangs up."""
    server = local_bot.client.server
    _, writer = await asyncio.open_connection(server.host, server.port)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json"
    )
    writer.write(f"{head}\r\nContent-Length: 500\r\n\r\n{{".encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await local_bot.post(act.said(connector.url, "hei"))).status == 201


async def test_broken_chunks_are_a_bad_request(local_bot):
    server = local_bot.client.server
    reader, writer = await asyncio.open_connection(server.host, server.port)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json"
    )
    writer.write(f"{head}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".encode())
    await writer.drain()
    assert (await reader.readline()).split()[1] == b"400"
    writer.close()
    await writer.wait_closed()


async def test_reading_the_door_is_not_allowed(local_bot):
    assert (await local_bot.client.get(PATH)).status == 405


async def test_a_page_that_reaches_localhost_by_its_own_name_is_refused(local_bot, connector):
    """DNS rebinding: the name is the page's own, the address is this machine."""
    headers = {"Host": "evil.example:3978"}
    answer = await local_bot.post(act.said(connector.url, "hei"), headers=headers)
    assert await code(answer) == (403, "not_loopback")


async def test_local_mode_takes_the_emulators_channel_and_loopback_alone(local_bot, connector):
    emulator = act.said(connector.url, "hei", channelId="emulator")
    assert (await local_bot.post(emulator)).status == 201
    teams = act.said("https://smba.trafficmanager.net/teams", "hei")
    assert await code(await local_bot.post(teams)) == (403, "wrong_host")


async def test_a_tap_is_answered_with_the_card_in_the_same_response(local_bot, connector):
    local_bot.reply = Reply((Message(card=CARD),))
    answer = await local_bot.post(act.executed(connector.url, "answer"))
    assert (answer.status, answer.content_type) == (200, "application/json")
    assert await answer.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": {"type": "AdaptiveCard", "body": [{"text": "Så bra!"}]},
    }
    assert "Så bra!".encode() in await answer.read(), "compact UTF-8, not escapes"
    assert connector.seen == [], "no request goes out before a tap is answered"


async def test_a_message_is_acknowledged_with_an_empty_body(local_bot, connector):
    answer = await local_bot.post(act.said(connector.url, "hei"))
    assert (answer.status, await answer.read()) == (201, b"")


async def test_what_is_ignored_reaches_nobody(local_bot, connector):
    for kind in ("messageUpdate", "messageReaction", "typing", "messageDelete", "event"):
        assert (await local_bot.post(act.activity(connector.url, kind))).status == 201
    assert local_bot.turns == []


async def test_a_message_that_comes_twice_is_answered_once(local_bot, connector):
    local_bot.reply = Reply((Message(text="hei"),))
    twice = act.said(connector.url, "hei")
    assert [(await local_bot.post(twice)).status for _ in range(2)] == [201, 201]
    assert (len(local_bot.turns), connector.texts) == (1, ["hei"])


async def test_a_message_repeated_while_the_first_is_under_way_is_answered_once(
    local_bot, connector
):
    going, entered = asyncio.Event(), asyncio.Event()

    async def slow(_) -> Reply:
        entered.set()
        await going.wait()
        return Reply((Message(text="hei"),))

    local_bot.handle = slow
    twice = act.said(connector.url, "hei")
    first = asyncio.ensure_future(local_bot.post(twice))
    await entered.wait()
    assert (await local_bot.post(twice)).status == 201
    going.set()
    assert (await first).status == 201
    assert connector.texts == ["hei"]


async def test_the_same_id_in_another_conversation_is_another_message(local_bot, connector):
    other = {"conversationType": "personal", "id": "a:ola"}
    await local_bot.post(act.said(connector.url, "hei", id="1:1"))
    await local_bot.post(act.said(connector.url, "hei", id="1:1", conversation=other))
    assert len(local_bot.turns) == 2


async def test_a_message_without_an_id_is_never_taken_for_a_repeat(local_bot, connector):
    for _ in range(2):
        await local_bot.post(act.said(connector.url, "hei", id=None))
    assert len(local_bot.turns) == 2


async def test_a_tap_repeated_while_the_first_is_under_way_gets_the_same_answer(
    local_bot, connector
):
    going, entered = asyncio.Event(), asyncio.Event()

    async def slow(_) -> Reply:
        entered.set()
        await going.wait()
        return Reply((Message(card=CARD),))

    local_bot.handle = slow
    twice = act.executed(connector.url, "answer")
    first = asyncio.ensure_future(local_bot.post(twice))
    await entered.wait()
    with capture_logs() as events:
        second = asyncio.ensure_future(local_bot.post(twice))
        while not any(event["event"] == "repeat_ignored" for event in events):
            await asyncio.sleep(0)
    going.set()
    answers = [await (await each).read() for each in (first, second)]
    assert answers[0] == answers[1]
    assert len(local_bot.turns) == 1


async def test_a_tap_repeated_later_is_run_again_since_actions_are_idempotent(local_bot, connector):
    local_bot.reply = Reply((Message(card=CARD),))
    twice = act.executed(connector.url, "answer")
    answers = [await (await local_bot.post(twice)).read() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(local_bot.turns) == 2


async def test_a_turn_that_fails_says_one_kind_sentence_and_never_the_error(local_bot, connector):
    local_bot.handle = fail
    with capture_logs() as events:
        assert (await local_bot.post(act.said(connector.url, "hei"))).status == 201
    assert connector.texts == [f"{SORRY} nb-NO"]
    [event] = [each for each in events if each["event"] == "turn_failed"]
    assert event["error"] == "RuntimeError"
    assert event["where"][-1].endswith(" fail")
    assert "Kari" not in repr(events)


async def test_a_tap_that_fails_shows_the_sentence_as_a_toast(local_bot, connector):
    local_bot.handle = fail
    answer = await (await local_bot.post(act.executed(connector.url, "answer"))).json()
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert answer["value"].startswith(SORRY)


async def test_what_could_not_be_saved_is_said_so_and_the_log_has_why(local_bot, connector):
    async def full(_: Turn) -> Reply:
        raise NotSaved(why="database or disk is full")

    local_bot.handle = full
    with capture_logs() as events:
        posted = await local_bot.post(act.executed(connector.url, "answer"))
        assert (await posted.json())["value"].startswith(UNSAVED)
    [event] = [each for each in events if each["event"] == "turn_failed"]
    assert (event["error"], event["why"]) == ("NotSaved", "database or disk is full")


async def test_the_first_turn_in_a_while_has_a_line_of_its_own(local_bot, connector, clock):
    with capture_logs() as events:
        for minutes in (0, 5, 70):
            clock.ahead(minutes=minutes)
            await local_bot.post(act.said(connector.url, "hei", id=f"m{minutes}"))
    first = [each for each in events if each["event"] == "first_received"]
    assert [each["what"] for each in first] == ["said", "said"]


async def test_a_refresh_that_fails_keeps_the_card_and_says_nothing(local_bot, connector):
    local_bot.handle = fail
    refresh = act.executed(connector.url, "show", trigger="automatic")
    answer = await (await local_bot.post(refresh)).json()
    assert (answer["type"], answer["statusCode"]) == ("application/vnd.microsoft.error", 500)


async def test_a_failed_removal_has_nobody_to_apologise_to(local_bot, connector):
    local_bot.handle = fail
    assert (await local_bot.post(act.installation(connector.url, "remove"))).status == 201
    assert connector.seen == []


async def test_requests_of_one_turn_share_an_id_in_the_log(local_bot, connector):
    seen = []

    async def look(_) -> Reply:
        seen.append(structlog.contextvars.get_contextvars()["request"])
        return Reply()

    local_bot.handle = look
    for _ in range(2):
        await local_bot.post(act.said(connector.url, "hei"))
    assert len(set(seen)) == 2


async def test_the_log_of_a_turn_holds_nothing_of_the_person(local_bot, connector):
    with capture_logs() as events:
        await local_bot.post(act.said(connector.url, "hemmelig"))
        await local_bot.post(act.said("http://evil.example", "hemmelig"))
    for word in ("hemmelig", "Kari", act.KARI, "29:kari"):
        assert word not in repr(events)


async def test_what_came_is_counted(local_bot, connector):
    await local_bot.post(act.said(connector.url, "hei"))
    await local_bot.post(act.executed(connector.url, "x"))
    await local_bot.post(data=b"{", headers=JSON)
    assert local_bot.door.tally == {What.SAID: 1, What.TAPPED: 1, "not_json": 1}


async def test_a_body_that_trickles_in_is_given_up(local_bot, monkeypatch):
    monkeypatch.setattr("bot.teams.inbound.door._BODY_SECONDS", 0.01)

    async def never_done() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    answer = await asyncio.wait_for(local_bot.post(data=never_done(), headers=JSON), 5)
    assert await code(answer) == (408, "too_slow")


async def test_what_teams_signed_and_nobody_can_read_is_told_of(signed_bot, connector, keys):
    url, token = connector.url, keys.token(service_url=connector.url)
    nowhere = act.said(url, "hei", channelData={"tenant": {}}, conversation={"id": "a:kari"})
    assert await code(await signed_bot.post(nowhere, token)) == (400, "no_tenant")
    other = {"tenant": {"id": "99999999-2222-3333-4444-555555555555"}}
    differ = act.said(url, "hei", channelData=other)
    assert await code(await signed_bot.post(differ, token)) == (403, "tenants_differ")
    assert signed_bot.refused == ["no_tenant", "tenants_differ"]
    assert signed_bot.door.tally["no_tenant"] == 1


async def test_strangers_and_peoples_own_words_are_told_of_to_nobody(signed_bot, connector, keys):
    url, token = connector.url, keys.token(service_url=connector.url)
    nowhere = act.said(url, "hei", channelData=None, conversation={"id": "a:kari"})
    assert (await signed_bot.post(nowhere)).status == 401
    tampered = act.activity(url, "invoke", name="adaptiveCard/action", value={"action": 7})
    assert (await signed_bot.post(tampered, token)).status == 400
    assert signed_bot.refused == []


@pytest.mark.parametrize(
    "data", [{}, None, {"tenant": {"id": act.TENANT}, "team": {}, "source": {}}]
)
async def test_a_dialog_without_a_conversation_is_answered(clock, connector, data):
    async def hits(turn: Turn) -> bytes:
        return orjson.dumps({"hits": turn.person})

    facts = {} if data and "tenant" in data else {"conversation": {"tenantId": act.TENANT}}
    query = act.activity(
        connector.url, "invoke", name="composeExtension/query", value={}, channelData=data,
        **({"conversation": None} | facts),
    )  # fmt: skip
    named = {"composeExtension/query": hits}
    async with running(Settings.from_env({}, local=True), clock, **named) as bot:
        answer = await bot.post(query)
        assert await answer.json() == {"hits": f"{act.TENANT}:{act.KARI}"}


async def test_two_people_whose_taps_have_no_conversation_each_get_their_own_answer(
    local_bot, connector
):
    async def handle(turn: Turn) -> Reply:
        await asyncio.sleep(0)
        return Reply(toast=turn.address.entra)

    local_bot.handle = handle
    taps = [
        act.executed(
            connector.url, "answer", conversation=None, id="1:same",
            **{"from": {"id": f"29:{who}", "aadObjectId": who}},
        )
        for who in ("kari", "ola")
    ]  # fmt: skip
    answers = await asyncio.gather(*map(local_bot.post, taps))
    assert [(await each.json())["value"] for each in answers] == ["kari", "ola"]
