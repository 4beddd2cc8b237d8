"""Whom the bot takes a request to be from, and where it sends: against the whole bot, with signed
tokens and a connector that notes every request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from bot.chat import ROUTERS
from tests.attacks.cast import NORTH, SOUTH, STRANGE, everybody
from tests.attacks.microsoft import Answer
from tests.attacks.rig import APP, GROUP, World, world
from tests.champion_world import LESSON
from tests.fakes import activities as act
from tests.fakes.connector import Seen, Step, status

pytestmark = pytest.mark.slow
TWO: Final = "a:chat-of-two-people"
PLACES: Final[dict[str, Any]] = {
    "a chat of two": {"conversationType": "personal", "tenantId": NORTH, "id": TWO},
    "a chat of two, its own name": {
        "conversationType": "personal",
        "tenantId": NORTH,
        "id": "19:kari_ola@unq.gbl.spaces",
    },
    "a group that is called personal": {
        "conversationType": "personal",
        "tenantId": NORTH,
        "id": GROUP,
    },
    "only an id": {"id": TWO},
    "no id": {"conversationType": "personal", "tenantId": NORTH},
    "an empty object": {},
    "nothing": None,
}
VERBS: Final = sorted({verb for routes in ROUTERS for verb in routes.taps})


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as it:
        yield it


def elsewhere(it: World) -> list[str]:
    """Where the bot has asked Teams for anything that is nobody's own chat."""
    people = {*everybody(), "nina"}
    own = {f"c-{who}" for who in people} | {f"a:{who}" for who in people}
    return [each.path for each in it.teams.seen if not is_home(each, own)]


def is_home(seen: Seen, own: set[str]) -> bool:
    return seen.path == "/v3/conversations" or seen.conversation in own


def submitted(it: World, who: str, verb: str, place: Any, data: Any = None) -> dict[str, Any]:
    """Action.Submit, in the conversation `place`."""
    frame = it.frame(who) | {"conversation": place}
    value = {**(data or {}), "verb": verb}
    return act.activity(it.url, "message", value=value, replyToId="1:shared", **frame)


async def reached(it: World, who: str) -> tuple[str, ...]:
    person = await it.person(who)
    return tuple(person.get(name, "") for name in ("conversation", "service_url", "user", "bot"))


async def shared_card(it: World) -> dict[str, Any]:
    """The data on the button of a lesson that bo sends on himself, with the message extension."""
    value = {"commandId": "share", "data": {"verb": "share", "lesson": LESSON, "words": ""}}
    answer = await it.invoke("bo", "composeExtension/submitAction", value)
    [hit] = answer.json["composeExtension"]["attachments"]
    return button(hit["content"], "share-start")


def button(card: Any, verb: str) -> dict[str, Any]:
    found = [card] if isinstance(card, dict) and card.get("verb") == verb else []
    inner = card.values() if isinstance(card, dict) else card if isinstance(card, list) else ()
    data: dict[str, Any] = found[0].get("data", found[0]) if found else {}
    return data or next(filter(None, (button(each, verb) for each in inner)), {})


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
async def test_a_shared_lesson_that_is_tapped_elsewhere_comes_to_the_own_chat(
    it: World, place: Any
) -> None:
    data, before = await shared_card(it), await reached(it, "kari")
    assert data
    assert (await it.tap("kari", "share-start", data, conversation=place)).toast
    again = submitted(it, "p000", "share-start", place, data)
    assert (await it.knock(again)).status == 201
    await it.tick(minutes=1)
    await it.tick(days=1)
    assert it.cards_to("kari")
    assert it.cards_to("p000")
    assert elsewhere(it) == []
    assert await reached(it, "kari") == before


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
async def test_no_tap_of_any_verb_elsewhere_teaches_an_address_or_is_answered_there(
    it: World, place: Any
) -> None:
    before = await reached(it, "kari")
    for verb in VERBS:
        assert (await it.tap("kari", verb, conversation=place)).status == 200
        assert (await it.knock(submitted(it, "kari", verb, place))).status == 201
        assert (await it.tap("kari", verb, conversation=place, serviceUrl=it.url)).status == 200
        it.clock.ahead(hours=7)
    if (place or {}).get("id") in (None, TWO):
        assert elsewhere(it) == []
    else:  # a group: its own card is replaced by what everybody there may see
        assert {each.rpartition("/")[2] for each in elsewhere(it)} <= {"1%3Ashared", "1:shared"}
    person = await it.person("kari")
    if person:  # one of the verbs erases
        assert person["conversation"] in (before[0], "", "a:kari")
        assert TWO not in str(person)


async def test_somebody_new_is_not_reached_where_they_tapped(it: World) -> None:
    place = PLACES["a chat of two"]
    await it.tap("nina", "begin", conversation=place)
    await it.knock(it.tapped("nina", "lesson", conversation=place))
    await it.knock(submitted(it, "nina", "begin", place))
    assert TWO not in str(await it.person("nina"))
    await it.tick(days=1)
    assert all(each.conversation != TWO for each in it.teams.seen)
    await it.say("nina", "hei")
    assert (await it.person("nina"))["conversation"] == "c-nina"


TENANTS: Final = {
    "in both": ({"tenant": {"id": NORTH}}, NORTH, ""),
    "in both, shouted": ({"tenant": {"id": NORTH.upper()}}, NORTH, ""),
    "in the channel's data": ({"tenant": {"id": NORTH}}, None, ""),
    "in the conversation": (None, NORTH, ""),
    "in the conversation, others empty": ({"tenant": {}, "team": {}, "channel": {}}, NORTH, ""),
    "in neither": (None, None, "no_tenant"),
    "in neither, empty objects": ({"tenant": {}, "team": {}}, "", "no_tenant"),
    "in neither, only the channel's own": ({"team": {"tenantId": NORTH}}, None, "no_tenant"),
    "two allowed": ({"tenant": {"id": SOUTH}}, NORTH, "tenants_differ"),
    "one allowed": ({"tenant": {"id": NORTH}}, STRANGE, "tenants_differ"),
    "one no tenant": ({"tenant": {"id": NORTH}}, "..", "tenants_differ"),
    "no text": ({"tenant": {"id": [NORTH]}}, None, "bad_tenant"),
    "two in one": ({"tenant": {"id": f"{NORTH},{SOUTH}"}}, None, "bad_tenant"),
    "a stranger's": ({"tenant": {"id": STRANGE}}, STRANGE, "wrong_tenant"),
}


async def test_a_tenant_is_said_once_or_twice_alike_or_nobody_is_let_in(it: World) -> None:
    met: dict[str, set[str]] = {}
    for name, (data, tenant, _) in TENANTS.items():
        place = {"conversationType": "personal", "id": "c-kari"}
        place |= {} if tenant is None else {"tenantId": tenant}
        said = {"channelData": data, "conversation": place}
        answers = [
            await it.say("kari", "hei", **said),
            await it.tap("kari", "help", **said),
            await it.install("kari", **said),
            await it.invoke("bo", "composeExtension/query", {"commandId": "search"}, **said),
            await it.knock(act.members(it.url, added=["28:x"], **it.frame("kari", **said))),
        ]
        met[name] = {each.code for each in answers}
    assert met == {name: {code} for name, (_, _, code) in TENANTS.items()}
    told = {each.about: each.why for each in it.engine.alarms()}
    assert told == {"no_tenant": "1", "tenants_differ": "1", "bad_tenant": "1"}
    figures = (await it.api("/metrics")).raw.decode()
    assert 'padriver_requests_total{kind="no_tenant"} 15.0' in figures
    assert 'padriver_alarm{name="requests_refused"} 3.0' in figures


INVOKES: Final = {
    "composeExtension/query": {"commandId": "search", "parameters": [], "queryOptions": {}},
    "composeExtension/fetchTask": {"commandId": "share"},
    "composeExtension/submitAction": {"commandId": "share", "data": {"verb": "share"}},
    "task/fetch": {"data": {}},
    "task/submit": {"data": {}},
}


@pytest.mark.parametrize("data", [{}, {"tenant": {"id": NORTH}, "team": {}, "channel": {}}, None])
async def test_the_message_extension_and_dialogs_need_no_conversation(it: World, data: Any) -> None:
    said = {} if data and "tenant" in data else {"tenantId": NORTH}
    for place in (said or None, said, {"id": ""} | said):
        for name, value in INVOKES.items():
            where = {"conversation": place, "channelData": data}
            answer = await it.invoke("bo", name, value, **where)
            assert answer.status == 200, name
            assert answer.json["task" if "ask" in name or "submit" in name else "composeExtension"]
        form = {"commandId": "share", "data": {"verb": "share", "lesson": LESSON, "words": ""}}
        answer = await it.invoke("bo", "composeExtension/submitAction", form, **where)
        assert answer.json["composeExtension"]["attachments"], "bo sends it himself"
    assert it.teams.delivered == []


HOSTILE: Final = (
    *("..", ".", "../..", "a/../../x", "a\\..\\x", "a?x=1", "a#x", "a%2f..", "%2e%2e", "a b"),
    *("a\r\nHost: evil", "a\x00", "å", "�", "a" * 1001, 7, ["x"], {"x": 1}),
)


@pytest.mark.parametrize("id", HOSTILE, ids=repr)
async def test_an_id_that_would_change_an_address_is_part_of_none(it: World, id: Any) -> None:
    place = {"conversationType": "personal", "tenantId": NORTH, "id": id}
    whom = {"id": id, "name": "Kari", "aadObjectId": "kari"}
    for more in ({"conversation": place}, {"from": whom}):
        assert (await it.say("kari", "hei", **more)).code == "bad_id"
        assert (await it.tap("kari", "help", **more)).code == "bad_id"
        assert (await it.install("kari", **more)).code == "bad_id"
    entra = {"id": "29:kari", "aadObjectId": id}
    await it.say("kari", "hei", **{"from": entra})
    home = it.frame("kari")["conversation"]
    answer = submitted(it, "kari", "lesson", home) | {"replyToId": id, "id": id}
    assert (await it.knock(answer)).status == 201
    assert it.cards_to("kari"), "sent anew, since the tapped card has no address"
    await it.knock(it.said("kari", "hei") | {"recipient": {"id": id}})
    paths = {each.raw_path for each in it.teams.seen}
    own = {f"/v3/conversations/c-kari/{rest}" for rest in ("activities", "members/29%3Akari")}
    assert paths <= own | {"/v3/conversations"}


async def test_a_service_url_has_a_case_in_its_path_alone(it: World) -> None:
    shouted = it.url.replace("http", "HTTP")
    path = it.url.replace("/teams", "/TEAMS")
    said = it.said("kari", "hjelp")
    cases = [
        (shouted, it.url, ""),
        (it.url + "/", shouted, ""),
        (path, it.url, "wrong_service_url"),
    ]
    cases += [(f"{it.url}/../x", f"{it.url}/../x", "wrong_host"), ("x", "x", "wrong_host")]
    for url, claim, code in cases:
        told = said | {"serviceUrl": url, "id": f"1:{url}-{claim}"}
        assert (await it.knock(told, it.token(service_url=claim))).code == code, url
    assert len(it.sent_to("kari")) == 2


async def test_a_lost_conversation_is_found_again_by_a_tap_and_by_the_loop(it: World) -> None:
    gone = status(404, "ConversationNotFound")
    it.teams.rule = lambda seen: gone if seen.conversation == "c-kari" else None
    home = it.frame("kari")["conversation"]
    await it.knock(submitted(it, "kari", "lesson", home))
    assert [each.conversation for each in it.sent_to("kari")] == ["a:kari"]
    assert (await it.person("kari"))["conversation"] == "a:kari"
    it.teams.rule = lambda seen: gone if seen.conversation in ("c-p000", "a:kari") else None
    data = await shared_card(it)
    await it.tap("p000", "share-start", data)
    for _ in range(3):
        await it.tick(seconds=10)
    assert {each.conversation for each in it.sent_to("p000")} == {"a:p000"}


NO_OPT_OUT: Final = {
    "BadArgument": status(403, "BadArgument"),
    "Forbidden": status(403, "Forbidden"),
    "a sentence": status(403, "The bot isn't authorized"),
    "only a message": Step(status=403, body={"message": "isn't authorized"}),
    "an empty object": Step(status=403, body={}),
    "another sub-code": Step(
        status=403, body={"errorCode": 209, "message": '{"subCode":"ThreadIsArchived"}'}
    ),
    "a word of it": status(403, "Forbidden", message="no MessageWritesBlocked here"),
}
OPT_OUT: Final = {
    "ConversationBlockedByUser": status(403, "ConversationBlockedByUser"),
    "as Microsoft documents it": Step(
        status=403,
        body={
            "errorCode": 209,
            "message": '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "x"\r\n}',
        },
    ),
    "without a word": status(403),
}


@pytest.mark.parametrize("step", NO_OPT_OUT.values(), ids=NO_OPT_OUT)
async def test_an_unknown_403_silences_nobody(it: World, step: Step) -> None:
    data = await shared_card(it)
    await it.tap("kari", "share-start", data)
    it.teams.rule = lambda seen: step if seen.conversation == "c-kari" else None
    for _ in range(12):
        await it.tick(hours=1)
        person = await it.person("kari")
        assert (person.get("blocked", False), person.get("installed", True)) == (False, True)
    [(_, row)] = await it.docs("deliveries", person=it.key("kari"))
    assert row["state"] == "failed"
    assert row["reason"].startswith("403")
    it.teams.rule = lambda _: None
    for _ in range(2):
        await it.tick(days=1)
    assert (await it.say("kari", "hjelp")).status == 201
    assert it.cards_to("kari")


@pytest.mark.parametrize("step", OPT_OUT.values(), ids=OPT_OUT)
async def test_a_known_opt_out_is_one_until_they_write(it: World, step: Step) -> None:
    data = await shared_card(it)
    await it.tap("kari", "share-start", data)
    it.teams.rule = lambda seen: step if seen.conversation == "c-kari" else None
    await it.tick(hours=1)
    assert (await it.person("kari"))["blocked"]
    it.teams.rule = lambda _: None
    it.clock.ahead(days=1)
    await it.tap("kari", "help", conversation=PLACES["a chat of two"])
    assert (await it.person("kari"))["blocked"], "a tap in a chat of others says nothing"
    await it.say("kari", "hjelp")
    assert not (await it.person("kari"))["blocked"]


REFUSED: Final = [
    *(status(code) for code in (400, 403, 404, 405, 409, 410, 413, 500)),
    *NO_OPT_OUT.values(),
    *OPT_OUT.values(),
    status(403, "BotNotInConversationRoster"),
    status(404, "ActivityNotFoundInConversation"),
]


async def test_no_refused_update_leaves_anybody_without_a_card(it: World) -> None:
    home = it.frame("kari")["conversation"]
    for n, step in enumerate(REFUSED):
        it.teams.rule = lambda seen, step=step: step if seen.method == "PUT" else None
        await it.knock(submitted(it, "kari", "lesson", home))
        assert len(it.cards_to("kari")) == n + 1
    assert {each.conversation for each in it.teams.delivered} == {"c-kari"}


HALVES: Final = (
    rb"\ud83d",
    rb"\udE00x",
    rb"\ud83d\ud83d",
    rb"\\\ud83d",
    b"\xed\xa0\xbd",
    b"\xed\xb8\x80\xed\xa0\xbd",
)


@pytest.mark.parametrize("half", HALVES, ids=repr)
async def test_half_an_emoji_anywhere_mutes_nobody(it: World, half: bytes) -> None:
    async def knock(activity: dict[str, Any]) -> Answer:
        return await it.knock(orjson.dumps(activity).replace(b"HALF", half))

    whom = {"id": "29:kari", "name": "Kari HALF", "aadObjectId": "kari"}
    assert (await knock(it.said("kari", "hjelp HALF") | {"from": whom})).status == 201
    assert it.cards_to("kari")
    assert "�" in (await it.person("kari"))["name"]
    tap = it.tapped("kari", "help", {"HALF": {"HALF": ["HALF"]}}, localTimezone="HALF")
    assert (await knock(tap)).status == 200
    query = {"commandId": "search", "parameters": [{"name": "query", "value": "HALF"}]}
    assert (await knock(it.invoked("bo", "composeExtension/query", query))).status == 200
    for field in ("from", "conversation"):
        frame = it.frame("kari")
        hostile = it.said("kari", "hei") | {field: frame[field] | {"id": "HALF"}}
        assert (await knock(hostile)).code == "bad_id"
    assert (await knock(it.said("kari", "hei") | {"id": "HALF", "locale": "HALF"})).status == 201
    tenant = it.said("kari", "hei") | {"channelData": {"tenant": {"id": "HALF"}}}
    assert (await knock(tenant)).code == "tenants_differ"
    assert APP in str(it.frame("kari")["recipient"])
