"""Rows of deliveries: written as they were read, whoever wrote them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery.deliveries import EMPTY, Delivery, read_delivery, salvaged, with_others
from bot.core.delivery.states import STATES, FixMark
from bot.core.values import to_doc

TEXTS = st.text(max_size=5)
MOMENTS = st.sampled_from(["2026-11-23T07:00:00Z", "2026-12-01T00:00:00Z"])
ALWAYS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("person", "kind", "subject", "slot", "reason", "activity"), TEXTS),
    **dict.fromkeys(("claimed_until", "sent_at"), st.just("") | MOMENTS),
    **dict.fromkeys(("planned_at", "due_at"), MOMENTS),
    "state": st.sampled_from([str(each) for each in STATES]),
    "fix": st.sampled_from([str(each) for each in FixMark]),
}
SOME: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("push", "share", "tapped"), st.text(min_size=1, max_size=5)),
    **dict.fromkeys(("wanted_at", "tried_at", "as_of", "corrected_at", "withdrawn_at"), MOMENTS),
    **dict.fromkeys(("day", "corrected"), MOMENTS.map(lambda each: each[:10])),
    "tries": st.integers(0, 20),
    "counts": st.booleans(),
    "resolved": st.just(True),
}
LATER = st.dictionaries(st.sampled_from(["lane", "rev"]), st.none() | TEXTS | st.lists(TEXTS))
ROWS = st.fixed_dictionaries(ALWAYS, optional=SOME)


@given(ROWS, LATER)
def test_a_row_of_any_version_is_written_as_it_was(doc: dict[str, Any], later: dict[str, Any]):
    """What is lacking stays so, and fields of a later version stay as they are."""
    assert with_others(read_delivery(doc | later)) == doc | later
    assert to_doc(read_delivery(doc)) == doc


@given(ROWS)
def test_every_field_is_one_that_a_row_may_have(doc: dict[str, Any]):
    assert {*ALWAYS, *SOME} == {*Delivery.__struct_encode_fields__} - {"others"}
    assert salvaged(doc) == read_delivery(doc)


@pytest.mark.parametrize("broken", [{"person": 5}, {"kind": {}}, {"state": "lost"}, {"tries": []}])
def test_of_a_row_that_cannot_be_read_whole_the_rest_is_read(broken: dict[str, Any]):
    doc = to_doc(EMPTY) | {"subject": "moter", "push": "p", "counts": False} | broken
    with pytest.raises(ValueError, match=next(iter(broken))):
        read_delivery(doc)
    row = salvaged(doc)
    assert (row.subject, row.push, row.takes_room) == ("moter", "p", False)
    assert all(getattr(row, name) == getattr(EMPTY, name) for name in broken)


@pytest.mark.parametrize(("counts", "takes_room"), [(None, True), (True, True), (False, False)])
def test_a_row_that_says_nothing_of_it_takes_room_in_the_budget(counts, takes_room):
    doc = to_doc(EMPTY) | ({} if counts is None else {"counts": counts})
    assert read_delivery(doc).takes_room is takes_room
