"""The compiled reader gives what botbuilder's own deserialiser gives, and keeps what that drops."""

import json
from copy import copy, deepcopy

import pytest
from botbuilder.schema import Activity
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.inbound.schema import to_activity
from tests.fakes import activities as act

URL = "https://smba.trafficmanager.net/emea/"
EXAMPLES = [
    act.said(URL, "hei"),
    act.executed(URL, "answer", {"a": 1}),
    act.members(URL, added=["28:bot"], removed=["29:x"]),
    act.activity(URL, "messageReaction", reactionsAdded=[{"type": "like"}]),
    act.activity(
        URL,
        "message",
        attachments=[{"contentType": "x", "content": {"a": [1]}}],
        suggestedActions={"to": ["a"], "actions": [{"type": "imBack", "title": "x", "value": 1}]},
        relatesTo={"activityId": "7", "user": {"id": "29:x", "aadObjectId": "y"}},
        textHighlights=[{"text": "hei", "occurrence": 1}],
        semanticAction={"id": "x", "entities": {"e": {"type": "t"}}},
        listenFor=["a", "b"],
    ),
]


@pytest.mark.parametrize("fields", EXAMPLES, ids=lambda fields: fields["type"])
def test_it_reads_what_the_sdk_reads(fields):
    slow = Activity().deserialize(json.loads(json.dumps(fields)))
    fast = to_activity(fields)
    assert fast.serialize() == slow.serialize()
    assert fast.from_property.aad_object_id == slow.from_property.aad_object_id


def test_a_name_that_no_model_has_is_an_error_as_ever():
    with pytest.raises(AttributeError):
        _ = to_activity({"type": "message"}).nonsense


def test_copies_stand_alone():
    activity = to_activity(act.said(URL, "hei"))
    one, two = copy(activity), deepcopy(activity)
    one.text = "nei"
    assert (activity.text, two.text, two.from_property.id) == ("hei", "hei", "29:kari")


def test_unknown_fields_are_kept():
    activity = to_activity({**act.said(URL, "hei"), "somethingNew": {"a": 1}})
    assert activity.additional_properties == {"somethingNew": {"a": 1}}
    assert activity.conversation.additional_properties == {"tenantId": act.TENANT}
    assert activity.entities[0].additional_properties["platform"] == "Windows"


def test_a_moment_has_its_zone():
    activity = to_activity(act.said(URL, "hei"))
    assert activity.local_timestamp.utcoffset().total_seconds() == 3600
    assert to_activity({"type": "message", "timestamp": "yesterday"}).timestamp is None


def test_two_activities_share_nothing():
    one, two = to_activity({"type": "message"}), to_activity({"type": "message"})
    one.text = "hei"
    one.additional_properties["x"] = 1
    assert (two.text, two.additional_properties) == (None, {})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
known = st.sampled_from([told["key"] for told in Activity._attribute_map.values()])


@given(st.dictionaries(known | st.text(), json_values, max_size=8))
def test_no_json_makes_it_raise(fields):
    activity = to_activity(fields)
    assert isinstance(activity, Activity)
    for name in Activity._attribute_map:
        getattr(activity, name)
