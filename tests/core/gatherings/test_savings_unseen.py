"""What a gathering saved tells nobody how many came from a municipality with few.

The assumptions are known, and so is the rule. So exact amounts would be solved for the homes that
are added up: everything here asks whether other numbers of people would have been told alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.savings_file import assumptions
from bot.core.gatherings.savings import Ledger, ledger, valid_on
from bot.core.small_parts import TOGETHER
from tests.core.gatherings.test_savings import ASSUMED

REAL = valid_on(assumptions(), date(2026, 10, 1))
assert REAL
HOMES = (*REAL.homes, "")


def told(found: Ledger) -> object:
    """All that any way out shows of it."""
    if found.hidden:
        return found.total
    lines = [(e.home, e.people, e.travel, e.time, e.trip, e.beside) for e in found.lines]
    return found.people, tuple(lines), found.venue, found.total


@pytest.mark.parametrize(("minimum", "most"), [(3, 8), (5, 12)])
def test_all_that_is_told_alike_differs_in_every_home_of_few(minimum: int, most: int):
    """Every number of people from every home is tried."""
    homes = (*ASSUMED.homes, "")
    alike: dict[object, list[tuple[int, ...]]] = {}
    for came in product(range(most + 1), repeat=len(homes)):
        if 0 < sum(came) <= most:
            found = ledger(dict(zip(homes, came, strict=True)), "1506", ASSUMED, minimum)
            alike.setdefault(told(found), []).append(came)
    solved = [
        (found[0], home)
        for found in alike.values()
        for n, home in enumerate(homes)
        if len({came[n] for came in found}) == 1 and 0 < found[0][n] < minimum
    ]
    assert solved == []


def others(came: Mapping[str, int], hidden: set[str], home: str) -> Iterator[dict[str, int]]:
    """The same with one person more or fewer from this home, and fewer or more from another."""
    for other, step in product(hidden - {home}, (1, -1)):
        moved = {**came, home: came.get(home, 0) + step, other: came.get(other, 0) - step}
        if moved[home] >= 0 and moved[other] >= 0:
            yield moved


CAME = st.dictionaries(st.sampled_from(HOMES), st.integers(0, 14), min_size=1)


@given(CAME, st.sampled_from(REAL.homes), st.integers(2, 6), st.none() | st.just(12_000))
def test_of_every_home_of_few_another_number_would_be_told_alike(
    came: dict[str, int], place: str, minimum: int, hall: int | None
):
    found = ledger(came, place, REAL, minimum, hall)
    if found.hidden:
        few = ledger({HOMES[0]: 1}, place, REAL, minimum, hall)
        assert told(found) == told(few)
        return
    hidden = {*HOMES} - {each.home for each in found.lines}
    for home in (each for each in hidden if 0 < came.get(each, 0) < minimum):
        assert any(
            told(ledger(each, place, REAL, minimum, hall)) == told(found)
            for each in others(came, hidden, home)
        ), home


@given(CAME, st.sampled_from(REAL.homes), st.integers(2, 6))
def test_what_is_added_up_is_within_the_range_that_is_told(
    came: dict[str, int], place: str, minimum: int
):
    found, real = ledger(came, place, REAL, minimum), ledger(came, place, REAL)
    if not found.hidden:
        assert found.total.low <= real.total.low
        assert real.total.high <= found.total.high
        shown = {e.home: e for e in real.lines}
        assert all(e == shown[e.home] for e in found.lines if e.home != TOGETHER)
