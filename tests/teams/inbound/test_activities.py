"""One activity becomes one turn, in the words of this project."""

from datetime import UTC, datetime

import pytest

from bot.core.turn import Turn, What
from bot.teams.inbound.activities import read
from bot.teams.inbound.refusal import RequestRefusal
from tests.fakes import activities as act

URL = "https://smba.trafficmanager.net/emea/"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BOT = act.BOT["id"]
TENANT_WITH_LETTERS = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
GROUP = {"conversationType": "groupChat", "isGroup": True, "id": "19:g@thread.v2"}


def turn(activity, *, local: bool = False) -> Turn:
    found = read(activity, NOW, local=local)
    assert isinstance(found, Turn), found
    return found


def refusal(activity) -> RequestRefusal:
    found = read(activity, NOW)
    assert isinstance(found, RequestRefusal), found
    return found


def test_a_message_is_said_with_everything_known_of_the_person_and_place():
    got = turn(act.said(URL, "hei", id="1:7"))
    assert (got.what, got.text, got.activity, got.name) == (
        What.SAID,
        "hei",
        "1:7",
        "Kari Nordmann",
    )
    assert (got.locale, got.time_zone, got.at) == ("nb-NO", "Europe/Oslo", NOW)
    assert got.person == f"{act.TENANT}:{act.KARI}"
    assert (got.address.conversation, got.address.user, got.address.bot) == (
        "a:kari",
        "29:kari",
        BOT,
    )
    assert (got.address.room, got.address.service_url) == ("personal", URL)


def test_locale_and_zone_come_from_client_info_when_the_activity_does_not_say():
    client = {"type": "clientInfo", "locale": "nn-NO", "timezone": "Europe/London"}
    got = turn(act.said(URL, "hei", locale=None, localTimezone=None, entities=[7, client]))
    assert (got.locale, got.time_zone) == ("nn-NO", "Europe/London")


def test_a_time_zone_that_is_not_a_name_is_left_out():
    assert turn(act.said(URL, "", localTimezone="Europe/Oslo\n; rm")).time_zone == ""


ZONES = {
    "Europe/Oslo": "Europe/Oslo",
    "europe/oslo": "Europe/Oslo",
    "Europe/Kiev": "Europe/Kiev",
    "W. Europe Standard Time": "Europe/Oslo",
    "Central European Standard Time": "Europe/Warsaw",
    "GMT Standard Time": "Europe/London",
    "UTC": "UTC",
}
UNREADABLE = (
    "",
    "+01:00",
    "Mars/Base",
    "../../etc/passwd",
    "Factory",
    "(UTC+01:00) Oslo",
    "x" * 65,
    7,
)


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_zone_is_read_by_its_iana_or_its_windows_name(zone: str):
    assert turn(act.said(URL, "", localTimezone=zone)).time_zone == ZONES[zone]


@pytest.mark.parametrize("zone", UNREADABLE)
def test_what_is_unreadable_does_not_hide_what_stands_beside_it(zone: object):
    client = {"type": "clientInfo", "locale": "nn-NO", "timezone": "Europe/London"}
    got = turn(act.said(URL, "", locale="und", localTimezone=zone, entities=[client]))
    assert (got.time_zone, got.locale) == ("Europe/London", "nn-NO")
    assert turn(act.said(URL, "", localTimezone=zone, entities=[])).time_zone == ""


def test_an_entra_id_is_the_same_person_in_any_case():
    upper = {"id": "29:kari", "aadObjectId": act.KARI.upper()}
    assert turn(act.said(URL, "", **{"from": upper})).address.entra == act.KARI


def test_a_message_without_text_is_said_and_empty():
    assert turn(act.activity(URL, "message", attachments=[{}])).text == ""


def test_a_card_submitted_is_a_tap_with_the_verb_of_its_data():
    got = turn(act.submitted(URL, "answer", choice="b"))
    assert (got.what, got.verb, got.submitted) == (What.TAPPED, "answer", True)
    assert (got.data["choice"], got.card) == ("b", "1:card")


def test_an_empty_value_does_not_make_a_message_a_tap():
    assert turn(act.said(URL, "hei", value={})).what is What.SAID
    assert turn(act.said(URL, "hei", value="x")).what is What.SAID
    for value in ({}, [], "x", 0, False):
        assert turn(act.said(URL, "hei", value=value)).submitted, "a button put it there"
    for value in (None, ""):
        assert not turn(act.said(URL, "hei", value=value)).submitted


def test_action_execute_is_a_tap():
    got = turn(act.executed(URL, "answer", {"choice": "b"}))
    assert (got.what, got.verb, got.submitted) == (What.TAPPED, "answer", False)
    assert (got.data, got.card) == ({"choice": "b"}, "1:card")


def test_a_refresh_by_the_client_itself_is_never_a_tap():
    assert turn(act.executed(URL, "show", trigger="automatic")).what is What.REFRESHED


def test_a_verb_may_stand_in_the_data_alone():
    action = {"type": "Action.Execute", "data": {"verb": "answer"}}
    got = turn(act.activity(URL, "invoke", name="adaptiveCard/action", value={"action": action}))
    assert got.verb == "answer"


@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        [],
        {},
        {"action": None},
        {"action": "Action.Execute"},
        {"action": {"type": "Action.Http"}},
        {"action": {"data": {}}},
        {"action": {"type": "Action.Execute", "data": "x"}},
        {"action": {"type": "Action.Execute", "data": [1]}},
    ],
)
def test_a_bad_card_action_is_a_bad_request(value):
    bad = act.activity(URL, "invoke", name="adaptiveCard/action", value=value)
    assert refusal(bad) == RequestRefusal(400, "bad_action")


@pytest.mark.parametrize("verb", [None, 7, {"a": 1}, "x" * 201])
def test_a_tampered_verb_is_no_verb(verb):
    assert turn(act.executed(URL, verb)).verb == ""


def test_any_other_invoke_keeps_its_name_and_value():
    got = turn(act.activity(URL, "invoke", name="task/fetch", value={"data": {"a": 1}}))
    assert (got.what, got.verb, got.data) == (What.TAPPED, "task/fetch", {"data": {"a": 1}})


@pytest.mark.parametrize(
    ("action", "what"),
    [
        ("add", What.INSTALLED),
        ("remove", What.REMOVED),
        ("add-upgrade", What.IGNORED),
        ("remove-upgrade", What.IGNORED),
        (None, What.IGNORED),
    ],
)
def test_installation_updates(action, what):
    assert turn(act.installation(URL, action)).what is what


def test_a_personal_chat_that_gains_or_loses_a_member_is_installed_or_removed():
    assert turn(act.members(URL, added=[BOT])).what is What.INSTALLED
    assert turn(act.members(URL, added=["29:kari"])).what is What.INSTALLED
    assert turn(act.members(URL, removed=[BOT])).what is What.REMOVED


def test_in_a_group_the_installation_alone_counts():
    assert turn(act.installation(URL, conversation=GROUP)).what is What.INSTALLED
    assert turn(act.members(URL, added=[BOT], conversation=GROUP)).what is What.IGNORED
    assert turn(act.members(URL, removed=[BOT], conversation=GROUP)).what is What.IGNORED
    assert turn(act.members(URL, added=["29:ola"], conversation=GROUP)).what is What.IGNORED


def test_an_update_sent_in_the_bots_name_is_about_the_member():
    ola = {"id": "29:ola", "aadObjectId": "OLA"}
    got = turn(
        act.activity(URL, "conversationUpdate", membersAdded=[act.BOT, ola], **{"from": act.BOT})
    )
    assert (got.what, got.address.entra, got.address.user) == (What.INSTALLED, "ola", "29:ola")


def test_an_installation_by_nobody_known_to_entra_is_left_for_their_first_message():
    nameless = {"from": {"id": "29:kari"}}
    assert turn(act.members(URL, added=[BOT], **nameless)).what is What.IGNORED
    assert turn(act.members(URL, added=[BOT], **nameless), local=True).what is What.INSTALLED


@pytest.mark.parametrize(
    "kind",
    [
        "messageUpdate",
        "messageDelete",
        "messageReaction",
        "typing",
        "event",
        "endOfConversation",
        "x",
    ],
)
def test_everything_else_is_ignored(kind):
    assert turn(act.activity(URL, kind, text="hei")).what is What.IGNORED


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"type": None}, "no_type"),
        ({"type": 7}, "no_type"),
        ({"from": None}, "no_sender"),
        ({"from": {"id": 7}}, "no_sender"),
        ({"from": {"id": "a b"}}, "no_sender"),
        ({"from": {"id": "29:x/y"}}, "no_sender"),
        ({"from": {"id": ".."}}, "no_sender"),
        ({"from": {"id": "29:x/..", "aadObjectId": act.KARI}}, "bad_id"),
        ({"from": {"id": 7, "aadObjectId": act.KARI}}, "bad_id"),
        ({"channelData": None, "conversation": {"id": "a"}}, "no_tenant"),
    ],
)
def test_an_activity_that_does_not_say_who_is_a_bad_request(more, why):
    assert refusal({**act.said(URL, "hei"), **more}) == RequestRefusal(400, why)


@pytest.mark.parametrize(
    "id",
    ["..", ".", "a/b", "a\\b", "a?b", "a#b", "a%2fb", "a b", "a\nb", "a\x7f", "å", "�", 7, [1]],
)
def test_an_id_that_would_change_a_url_is_refused_or_left_out(id):
    place = {"conversationType": "personal", "tenantId": act.TENANT, "id": id}
    assert refusal(act.said(URL, "hei", conversation=place)) == RequestRefusal(400, "bad_id")
    got = turn(act.submitted(URL, "answer") | {"id": id, "replyToId": id, "recipient": {"id": id}})
    assert (got.card, got.activity, got.address.bot) == ("", "", "")


EMPTY = ({}, None, {"tenant": {}}, {"tenant": {"id": ""}}, {"tenant": None, "team": {}, "x": {}})


@pytest.mark.parametrize("data", EMPTY)
def test_a_tenant_may_stand_in_the_conversation(data):
    assert turn(act.said(URL, "", channelData=data)).address.tenant == act.TENANT
    assert turn(act.members(URL, added=[BOT], channelData=data)).what is What.INSTALLED


@pytest.mark.parametrize("tenant", ["a:b", "..", 7, ["x"], "a,b", " "])
def test_a_tenant_that_is_none_is_refused(tenant):
    said = act.said(URL, "", channelData={"tenant": {"id": tenant}}, conversation={"id": "a"})
    assert refusal(said) == RequestRefusal(403, "bad_tenant")


@pytest.mark.parametrize("place", [None, {}, {"tenantId": ""}, {"tenantId": None, "id": "a:kari"}])
def test_a_tenant_may_stand_in_the_channels_data_alone(place):
    tap = act.executed(URL, "answer", conversation=place)
    assert turn(tap).address.tenant == act.TENANT


@pytest.mark.parametrize("data", EMPTY)
def test_a_tenant_in_neither_place_is_refused(data):
    for place in (None, {}, {"id": "a:kari"}, {"id": "a:kari", "tenantId": ""}):
        tap = act.executed(URL, "answer", conversation=place, channelData=data)
        assert refusal(tap) == RequestRefusal(400, "no_tenant")


def test_two_tenants_that_contradict_are_refused_and_case_is_no_contradiction():
    other = {"tenant": {"id": "99999999-2222-3333-4444-555555555555"}}
    assert refusal(act.said(URL, "", channelData=other)) == RequestRefusal(403, "tenants_differ")
    odd = {"tenant": {"id": 7}}
    assert refusal(act.said(URL, "", channelData=odd)) == RequestRefusal(403, "tenants_differ")
    same = {"tenant": {"id": TENANT_WITH_LETTERS.upper()}}
    place = {"conversationType": "personal", "id": "a:kari", "tenantId": TENANT_WITH_LETTERS}
    both = turn(act.said(URL, "", channelData=same, conversation=place))
    assert both.address.tenant == TENANT_WITH_LETTERS


@pytest.mark.parametrize("place", [None, {}, {"conversationType": "personal"}, {"id": ""}])
@pytest.mark.parametrize(
    "name", ["composeExtension/query", "composeExtension/fetchTask", "task/fetch", "task/submit"]
)
def test_an_invoke_needs_no_conversation(name, place):
    got = turn(act.activity(URL, "invoke", name=name, value={}, conversation=place))
    assert (got.what, got.verb, got.person) == (What.TAPPED, name, f"{act.TENANT}:{act.KARI}")
    assert (got.address.conversation, got.address.room) == ("", "personal")


def test_an_installation_without_a_conversation_is_left_for_the_first_message():
    assert turn(act.installation(URL, conversation=None)).what is What.IGNORED
    assert turn(act.members(URL, added=[BOT], conversation={})).what is What.IGNORED


def test_a_local_connector_need_not_know_entra():
    bare = {"from": {"id": "user-1"}, "conversation": {"id": "c"}, "channelData": None}
    got = turn(act.said(URL, "hei", **bare), local=True)
    assert (got.address.tenant, got.address.entra) == ("local", "user-1")


@pytest.mark.parametrize(
    ("conversation", "room"),
    [
        ({"id": "c"}, "personal"),
        ({"id": "c", "isGroup": True}, "groupChat"),
        ({"id": "19:meeting_x@thread.v2"}, "groupChat"),
        ({"id": "19:a_b@unq.gbl.spaces", "conversationType": "personal"}, "groupChat"),
        ({"id": "19:a_bot@unq.gbl.spaces", "conversationType": "personal"}, "personal"),
        ({"id": "19:x@thread.v2", "conversationType": "personal"}, "groupChat"),
        ({"id": "c", "conversationType": "personal", "isGroup": True}, "groupChat"),
        ({"isGroup": True}, "groupChat"),
        ({"id": "c", "conversationType": "channel"}, "channel"),
        ({"id": "c", "conversationType": "somethingNew"}, "groupChat"),
        ({"id": "c", "conversationType": {"a": 1}}, "groupChat"),
    ],
)
def test_only_a_clearly_personal_chat_is_personal(conversation, room):
    assert turn(act.said(URL, "", conversation=conversation)).address.room == room
