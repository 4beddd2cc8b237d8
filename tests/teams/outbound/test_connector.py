"""Every way a send can end is a value, and a message is never sent twice by itself."""

import asyncio
import socket

import aiohttp
import orjson
import pytest

from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address, Message
from bot.core.values import replace
from bot.ports import Messenger
from bot.settings import Settings
from bot.teams.assembly import connector_for
from bot.teams.outbound.answers import member_of, outcome_of, seconds
from bot.teams.outbound.connector import Connector
from bot.teams.outbound.hosts import Hosts
from tests.fakes.connector import DROP, HANG, RESET_AFTER, RESET_BEFORE, Step, status
from tests.teams.rig import signed_settings

HEI = Message(text="hei på deg")


def address(url, conversation="19:abc@thread;messageid=1") -> Address:
    return Address("tenant", url, conversation, "29:kari", "entra-kari", bot="28:bot")


@pytest.fixture
async def way(clock):
    async with connector_for(Settings.from_env({}, local=True), clock) as way:
        yield way


@pytest.fixture
def to(connector):
    return address(connector.url)


async def test_it_is_the_houses_messenger(way):
    messenger: Messenger = way
    assert messenger is way


async def test_a_send_gives_the_id_of_what_was_sent(way, connector, to):
    assert await way.send(to, HEI) == SendOutcome(Ended.SENT, activity="activity-1")
    [seen] = connector.seen
    assert (seen.method, seen.conversation) == ("POST", "19:abc@thread;messageid=1")
    assert seen.raw_path == "/v3/conversations/19%3Aabc%40thread%3Bmessageid%3D1/activities"
    assert "hei på deg".encode() in seen.raw, "UTF-8, not escapes"
    assert b": " not in seen.raw, "compact"
    assert seen.headers["Content-Type"] == "application/json; charset=utf-8"


async def test_a_card_goes_out_as_it_was_written(way, connector, to):
    card = b'{"type":"AdaptiveCard", "body":[]}'
    await way.send(to, Message(card=card, summary="Leksjon"))
    assert card in connector.seen[0].raw


async def test_a_service_url_with_a_trailing_slash_is_the_same(way, connector):
    await way.send(address(connector.url + "/", "a"), HEI)
    assert connector.seen[0].path == "/v3/conversations/a/activities"


async def test_an_update_puts_and_a_delete_deletes(way, connector, to):
    assert (await way.update(to, "1:7", HEI)).ok
    assert (await way.delete(to, "1:7")).ok
    assert [(each.method, each.path.rpartition("/")[2]) for each in connector.seen] == [
        ("PUT", "1:7"),
        ("DELETE", "1:7"),
    ]
    assert connector.seen[0].body["id"] == "1:7"


async def test_opening_a_conversation_names_the_person_by_entra_id(way, connector, to):
    assert await way.open(to) == SendOutcome(Ended.SENT, conversation="a:entra-kari")
    body = connector.seen[0].body
    assert (body["members"], body["tenantId"]) == ([{"id": "entra-kari"}], "tenant")
    assert (body["bot"], body["channelData"]) == ({"id": "28:bot"}, {"tenant": {"id": "tenant"}})


async def test_a_conversation_without_an_id_is_no_conversation(way, connector, to):
    connector.script(Step(status=200, body={}))
    assert (await way.open(to)).ended is Ended.REFUSED


async def test_a_member_is_looked_up(way, connector, to):
    connector.members["29:kari"] = {
        "id": "29:kari",
        "aadObjectId": "ENTRA-kari",
        "name": "Kari",
        "email": "kari@molde.kommune.no",
    }
    member = await way.member(to)
    assert (member.entra, member.email) == ("entra-kari", "kari@molde.kommune.no")


async def test_a_member_that_cannot_be_known_is_none(way, connector, to):
    assert await way.member(to) is None
    connector.script(status(500), Step(raw=b"{"), Step(body={"name": "x"}))
    for _ in range(3):
        assert await way.member(to) is None


async def test_the_first_page_of_members_is_counted_also_from_a_thread(way, connector, to):
    page = {"continuationToken": "x", "members": [{"id": f"29:{n}"} for n in range(50)]}
    connector.script(Step(body=page))
    assert await way.members(to) == 50
    assert connector.seen[0].path == "/v3/conversations/19:abc@thread/pagedmembers"
    assert connector.seen[0].raw_path.endswith("/pagedmembers?pageSize=50")


async def test_members_that_cannot_be_counted_are_none(way, connector, to):
    connector.script(status(403), Step(raw=b"{"), Step(body={"members": 7}), Step(body=[]))
    for _ in range(4):
        assert await way.members(to) is None


def test_a_members_address_may_be_the_sign_in_name():
    member = member_of(orjson.dumps({"id": "29:x", "objectId": "E", "userPrincipalName": "a@b.no"}))
    assert (member.entra, member.email) == ("e", "a@b.no")


BLOCKED_BY = {"errorCode": 209, "message": '{"subCode":"MessageWritesBlocked"}'}


OTHER_WRITES = {"errorCode": 209, "message": '{"subCode":"SomethingElse"}'}


@pytest.mark.parametrize(
    ("step", "ended", "reason"),
    [
        (status(403, "ConversationBlockedByUser"), Ended.BLOCKED, "403 ConversationBlockedByUser"),
        (status(403, "Forbidden", **BLOCKED_BY), Ended.BLOCKED, "403 Forbidden"),
        (status(403, "ForbiddenOperationException", **BLOCKED_BY), Ended.BLOCKED, None),
        (Step(status=403, body=BLOCKED_BY), Ended.BLOCKED, "403"),
        (Step(status=403, body={"errorCode": 209}), Ended.BLOCKED, "403"),
        (status(403, "MessageWritesBlocked"), Ended.BLOCKED, "403 MessageWritesBlocked"),
        (status(403, "Forbidden", subCode="MessageWritesBlocked"), Ended.BLOCKED, None),
        (status(403), Ended.BLOCKED, "403"),
        (Step(status=403, raw=b" \r\n"), Ended.BLOCKED, "403"),
        (status(403, "BadArgument"), Ended.FORBIDDEN, "403 BadArgument"),
        (status(403, "Forbidden"), Ended.FORBIDDEN, "403 Forbidden"),
        (status(403, "Bot isn't authorized"), Ended.FORBIDDEN, "403"),
        (status(403, "x", message="not ConversationBlockedByUser"), Ended.FORBIDDEN, "403 x"),
        (status(403, "x", errorCode=210), Ended.FORBIDDEN, "403 x"),
        (Step(status=403, body=OTHER_WRITES), Ended.FORBIDDEN, "403"),
        (Step(status=403, body={}), Ended.FORBIDDEN, "403"),
        (Step(status=403, body={"error": None, "message": "x"}), Ended.FORBIDDEN, "403"),
        (Step(status=403, raw=b"{"), Ended.FORBIDDEN, "403"),
        (Step(status=403, raw=b"<html>no</html>"), Ended.RETRY, "403 page"),
        (Step(status=404, raw=b"<html>no</html>"), Ended.RETRY, "404 page"),
        (Step(status=200, raw=b"<html>no</html>"), Ended.UNCERTAIN, "200 page"),
        (status(403, "BotNotInConversationRoster"), Ended.NOT_INSTALLED, None),
        (status(403, "ForbiddenOperationException"), Ended.NOT_INSTALLED, None),
        (status(403, "BotDisabledByAdmin"), Ended.DISABLED, None),
        (status(404, "ConversationNotFound"), Ended.GONE, "404 ConversationNotFound"),
        (status(404, "ActivityNotFoundInConversation"), Ended.GONE, None),
        (status(413, "MessageSizeTooBig"), Ended.TOO_BIG, None),
        (status(400, "MessageSizeTooBig"), Ended.TOO_BIG, None),
        (status(400, "BadSyntax"), Ended.REFUSED, "400 BadSyntax"),
        (status(401, "BotNotRegistered"), Ended.UNREGISTERED, "401 BotNotRegistered"),
        (status(405), Ended.REFUSED, "405"),
        (status(412, "PreconditionFailed"), Ended.RETRY, "412 PreconditionFailed"),
        (status(429), Ended.THROTTLED, "429"),
        (status(503), Ended.RETRY, "503"),
        (status(500), Ended.UNCERTAIN, "500"),
        (status(502), Ended.UNCERTAIN, "502"),
        (status(504), Ended.UNCERTAIN, "504"),
        (Step(status=500, raw=b"<html>"), Ended.UNCERTAIN, "500"),
        (RESET_BEFORE, Ended.UNCERTAIN, "broken"),
        (RESET_AFTER, Ended.UNCERTAIN, "broken"),
        (DROP, Ended.UNCERTAIN, "broken"),
    ],
)
async def test_every_answer_is_an_outcome_and_one_request_is_made(
    way, connector, to, step, ended, reason
):
    connector.script(step)
    outcome = await way.send(to, HEI)
    assert outcome.ended is ended
    assert reason is None or outcome.reason == reason
    assert len(connector.seen) == 1


@pytest.mark.parametrize("step", [status(502), status(504), RESET_AFTER, DROP])
async def test_what_does_no_harm_twice_may_be_tried_again(way, connector, to, step):
    connector.script(step, step)
    assert (await way.update(to, "1:7", HEI)).ended is Ended.RETRY
    connector.script(step, step)
    assert (await way.open(to)).ended is Ended.RETRY


async def test_a_server_that_never_answers_leaves_it_uncertain(way, connector, to):
    connector.script(HANG)
    assert await way.send(to, HEI, within=0.05) == SendOutcome(Ended.UNCERTAIN, reason="timeout")


async def test_a_server_that_is_not_there_got_nothing(way):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    outcome = await way.send(address(f"http://127.0.0.1:{port}"), HEI)
    assert outcome == SendOutcome(Ended.RETRY, reason="broken")


async def test_a_server_that_accepts_nobody_got_nothing(way):
    """The connection is never made: the queue of the listening socket is full."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        where = full.getsockname()
        with socket.socket() as one, socket.socket() as two:
            for each in (one, two):
                each.setblocking(False)
                each.connect_ex(where)
            to = address(f"http://127.0.0.1:{where[1]}")
            assert await way.send(to, HEI, within=0.2) == SendOutcome(Ended.RETRY, reason="timeout")


async def test_a_throttled_send_says_how_long_the_tenant_waits(way, connector, to):
    connector.script(status(429, retry_after=7))
    assert (await way.send(to, HEI)).wait == 7
    connector.script(status(429))
    assert (await way.send(to, HEI)).wait is None


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("", None),
        ("2", 2),
        ("0.5", 0.5),
        ("-1", None),
        ("1e9", None),
        ("nan", None),
        ("99999999", 3600),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_with_care(text, wait):
    assert seconds(text) == wait


def test_an_error_code_that_is_a_sentence_stays_out_of_the_log():
    body = orjson.dumps({"error": {"code": "Kari Nordmann is not here"}})
    assert outcome_of(400, body, repeatable=False).reason == "400"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"id":7}', b'{"error":"x"}'])
def test_an_odd_body_is_still_an_outcome(body):
    assert outcome_of(201, body, repeatable=False) == SendOutcome(Ended.SENT)
    assert outcome_of(400, body, repeatable=False).ended is Ended.REFUSED


async def test_a_redirect_is_not_followed(way, connector, to):
    connector.script(Step(status=307, headers={"Location": f"{connector.url}/elsewhere"}))
    assert (await way.send(to, HEI)).ended is Ended.REFUSED
    assert len(connector.seen) == 1


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/", "http://169.254.169.254/", "", "http://127.0.0.1@evil.example/"],
)
async def test_nothing_is_sent_to_a_host_outside_the_list(clock, tokens, url):
    settings = signed_settings("https://login.botframework.com/x", tokens.url)
    async with connector_for(settings, clock) as way:
        assert await way.send(address(url), HEI) == SendOutcome(Ended.REFUSED, reason="host")
    assert tokens.asked == [], "not even a token is fetched"


async def test_before_it_opens_and_after_it_closes_nothing_is_lost_silently(connector, to):
    way = Connector(Hosts(["127.0.0.1"]), lambda _: None, aiohttp.ClientSession)
    closed = SendOutcome(Ended.RETRY, reason="closed")
    assert await way.send(to, HEI) == closed
    async with way:
        assert (await way.send(to, HEI)).ok
    assert await way.send(to, HEI) == closed


async def test_many_sends_share_connections(way, connector):
    outcomes = await asyncio.gather(
        *(way.send(address(connector.url, f"a:{number}"), HEI) for number in range(200))
    )
    assert all(outcome.ok for outcome in outcomes)
    assert len(connector.delivered) == 200


async def test_a_refused_token_is_renewed_and_the_message_sent_once_more(clock, connector, tokens):
    settings = signed_settings("https://login.botframework.com/x", tokens.url)
    connector.script(status(401, "InvalidAuthenticationToken"))
    async with connector_for(settings, clock) as way:
        assert (await way.send(address(connector.url), HEI)).ok
    used = [each.headers["Authorization"] for each in connector.seen]
    assert used == ["Bearer token-1", "Bearer token-2"]
    assert len(connector.delivered) == 1


async def test_tokens_refused_twice_stop_everything(clock, connector, tokens):
    settings = signed_settings("https://login.botframework.com/x", tokens.url)
    connector.script(status(401), status(401))
    async with connector_for(settings, clock) as way:
        assert (await way.send(address(connector.url), HEI)).ended is Ended.UNREGISTERED
    assert len(connector.seen) == 2


@pytest.mark.parametrize(
    ("refusal", "ended"), [(401, Ended.UNREGISTERED), (400, Ended.UNREGISTERED), (503, Ended.RETRY)]
)
async def test_without_a_token_nothing_is_sent(clock, connector, tokens, refusal, ended):
    tokens.refusals.append(refusal)
    settings = signed_settings("https://login.botframework.com/x", tokens.url)
    async with connector_for(settings, clock) as way:
        outcome = await way.send(address(connector.url), HEI)
    assert (outcome.ended, outcome.reason) == (ended, f"token {refusal}")
    assert connector.seen == []


HOSTILE = ("", ".", "..", "../..", "a/b", "a\\b", "a?b", "a#b", "a%2e", "a b", "a\n", "\ufffd", "å")


@pytest.mark.parametrize("id", HOSTILE)
async def test_an_id_that_would_change_the_address_makes_no_request(way, connector, to, id):
    there = replace(to, conversation=id)
    whom = replace(to, user=id, entra=id)
    refused = SendOutcome(Ended.REFUSED, reason="id")
    assert await way.send(there, HEI) == refused
    assert await way.update(there, "1:x", HEI) == refused
    assert await way.update(to, id, HEI) == refused
    assert await way.delete(to, id) == refused
    assert await way.member(there) is None
    assert await way.member(whom) is None
    assert await way.members(replace(to, conversation=f"{id};messageid=1")) is None
    assert connector.seen == []


async def test_a_service_url_is_asked_in_lower_case_whatever_was_stored(way, connector, to):
    shouted = replace(to, service_url=to.service_url.replace("http", "HTTP") + "/")
    assert (await way.send(shouted, HEI)).ok


async def test_a_members_name_with_half_an_emoji_is_still_a_member(way, connector, to):
    connector.script(Step(raw=rb'{"id":"29:kari","aadObjectId":"E","name":"Kari \ud83d"}'))
    assert (await way.member(to)).name == "Kari �"


@pytest.mark.parametrize("id", ["..", "a/../b", "", None, 7])
async def test_a_chat_whose_id_cannot_be_used_was_not_opened(way, connector, to, id):
    connector.script(Step(status=201, body={"id": id}))
    assert await way.open(to) == SendOutcome(Ended.REFUSED, reason="no_conversation")
