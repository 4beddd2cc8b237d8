"""Small parts of a whole are hidden, and no large one that need not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.small_parts import TOGETHER, UNKNOWN, Folding, folding

SIZES = st.dictionaries(st.sampled_from(["1506", "1535", "1539", "1547", ""]), st.integers(0, 12))


@given(SIZES, st.integers(1, 8), st.booleans())
def test_no_small_part_can_be_worked_out_and_no_large_one_is_hidden_needlessly(
    sizes: dict[str, int], minimum: int, total: bool
):
    found = folding(sizes, minimum, total=total)
    shown = found.shown(sizes)
    small = {part for part, n in sizes.items() if 0 < n < minimum}
    few, large = sum(sizes[part] for part in small), {p for p, n in sizes.items() if n >= minimum}
    told = sum(sizes.values()) if total else sum(shown.values())
    assert not small & shown.keys()
    assert sum(shown.values()) == told
    if large:
        rest = told - sum(n for part, n in shown.items() if part != TOGETHER)
        assert rest == 0 or rest >= minimum, "by subtraction from what is told"
    needed = total and large and 0 < few < minimum
    assert len(large - shown.keys()) == bool(needed)
    assert (found.beside is None) != bool(needed)


@pytest.mark.parametrize(
    ("sizes", "total", "right"),
    [
        ({"a": 9, "b": 6, "c": 2}, True, Folding(frozenset("bc"), beside="b")),
        ({"a": 9, "b": 6, "c": 2}, False, Folding(left_out=frozenset("c"))),
        ({"a": 9, UNKNOWN: 30, "c": 2}, True, Folding(frozenset({"", "c"}), beside=UNKNOWN)),
        ({"a": 9, "b": 3, "c": 2}, True, Folding(frozenset("bc"))),
        ({"a": 2, "b": 1}, True, Folding(frozenset("ab"))),
    ],
)
def test_what_goes_with_a_small_part(sizes: dict[str, int], total: bool, right: Folding):
    assert folding(sizes, 5, total=total) == right
