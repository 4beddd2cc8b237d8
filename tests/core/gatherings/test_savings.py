"""What a gathering over video saves: a range, line by line, and the case it was made for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.savings_file import assumptions
from bot.core.gatherings.savings import Assumptions, Range, Trip, ledger, valid_on
from bot.core.small_parts import TOGETHER

ASSUMED = Assumptions(
    date(2019, 1, 1),
    per_km=Range(4, 4, 5),
    per_hour=Range(300, 400, 500),
    riders=Range(1, 2, 4),
    hall=Range(1000, 2000, 3000),
    food=Range(0, 100, 200),
    trips={
        frozenset(("1535", "1506")): Trip(10, Range(0.5, 1, 2), 100),
        frozenset(("1506",)): Trip(5, Range(0.1, 0.2, 0.3)),
    },
)

# 200 champions shared out by how many lived in each municipality in 2019. That they were so is an
# assumption: how they were really spread is not recorded.
REFERENCE = {"1502": 109, "1545": 8, "1543": 12, "1535": 27, "1539": 30, "1547": 14}
# The same 200 if half of them worked outside Molde.
HALF_OUTSIDE = {"1502": 100, "1545": 8, "1543": 12, "1535": 26, "1539": 38, "1547": 16}


def test_a_line_is_worked_out_as_it_says():
    """Ten people, both ways: five cars at 40 + 100 a trip, and twenty hours on the road."""
    found = ledger({"1535": 10}, "1506", ASSUMED)
    (line,) = found.lines
    assert line.travel == Range(5 * (40 + 100), 10 * (40 + 100), 20 * (50 + 100))
    assert line.time == Range(20 * 0.5 * 300, 20 * 400, 20 * 2 * 500)
    assert found.venue == Range(1000, 3000, 5000)
    assert found.total == line.travel + line.time + found.venue


def test_the_reference_case_comes_out_within_the_range():
    """About NOK 185,000 a gathering for some 200 champions who would have met in Molde in 2019."""
    assumed = valid_on(assumptions(), date(2019, 10, 1))
    assert assumed
    found = ledger(REFERENCE, "1502", assumed, 5)
    assert found.people == 200
    assert found.total.low < 185_000 < found.total.high
    assert found.total.expected == pytest.approx(185_000, rel=0.1)
    assert found.total.low < 0.75 * found.total.expected  # the range says how little is known


@pytest.mark.parametrize(
    ("came", "low", "expected", "high"),
    [(REFERENCE, 86_000, 169_583, 264_000), (HALF_OUTSIDE, 93_000, 179_371, 278_000)],
    ids=["as people lived", "half from outside Molde"],
)
def test_the_reference_case_stays_what_it_was_told_to_be(
    came: dict[str, int], low: int, expected: int, high: int
):
    """With the product's own assumptions of 2019: changing one changes what has been reported."""
    assumed = valid_on(assumptions(), date(2019, 10, 1))
    assert assumed
    total = ledger(came, "1502", assumed, 5).total
    assert (round(total.low, -3), total.expected, round(total.high, -3)) == (low, expected, high)
    assert total.low < 185_000 < total.high


def test_every_assumption_says_whether_it_is_documented_or_assumed():
    for each in assumptions():
        assert dict(each.sources).keys() == {"per_km", "per_hour", "riders", "hall", "food"}
        assert all(text.startswith(("Documented", "Assumed")) for _, text in each.sources)


def test_the_newest_assumptions_that_held_on_the_day_are_used():
    known = assumptions()
    assert [
        str(found.since)
        for day in (date(2018, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
        if (found := valid_on(known, day))
    ] == ["2019-01-01", "2019-01-01", "2026-01-01"]
    assert valid_on((), date(2026, 1, 1)) is None


def test_who_comes_from_a_place_without_a_known_distance_saves_only_hall_and_food():
    found = ledger({"9999": 6}, "1506", ASSUMED)
    assert found.total == found.venue


def test_homes_of_few_are_added_up_with_the_next_smallest():
    """A single small one would stand there by itself, so the next goes with it."""
    found = ledger({"1506": 20, "1535": 6, "1539": 2}, "1506", ASSUMED, 5)
    assert [(each.home, each.people) for each in found.lines] == [("1506", 20), (TOGETHER, 8)]
    assert found.lines[-1].beside == "1535"
    assert found.total == sum((each.total for each in found.lines), found.venue)


def test_a_gathering_of_few_shows_a_sum_alone_which_is_the_same_for_all_of_few():
    found = ledger({"1535": 3}, "1506", ASSUMED, 5)
    assert found.hidden
    assert found.lines == ()
    others = [{"1535": 1}, {"1506": 4}, {"": 2}, {"1506": 1, "1535": 1, "1539": 2}]
    assert {ledger(each, "1506", ASSUMED, 5).total for each in others} == {found.total}
    real = [ledger(each, "1506", ASSUMED).total for each in others]
    assert all(found.total.low <= e.low and e.high <= found.total.high for e in real)


@given(
    st.dictionaries(st.sampled_from(["1506", "1535", "1539", "1547", ""]), st.integers(0, 40)),
    st.integers(1, 10),
)
def test_no_line_is_about_fewer_than_the_minimum_and_the_range_is_in_order(
    came: dict[str, int], minimum: int
):
    found = ledger(came, "1506", ASSUMED, minimum)
    assert all(each.people >= minimum for each in found.lines)
    assert found.people == sum(came.values())
    assert found.total.low <= found.total.expected <= found.total.high
    if not found.hidden:
        assert sum(each.people for each in found.lines) == found.people
        assert found.total == sum((each.total for each in found.lines), found.venue)
