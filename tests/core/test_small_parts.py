"""Small parts of a whole are hidden, and no large one that need not be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

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
        ({"a": 2, "b": 1}, True, Folding(frozenset("ab"), exposes=True)),
        ({"a": 4, "b": 4}, True, Folding(frozenset("ab"), exposes=True)),  # 8 is 4 and 4
        ({"a": 4, "b": 4, "c": 0}, True, Folding(frozenset("ab"))),  # or 4, 3 and 1
        ({"a": 4, "b": 4, "c": 9}, False, Folding(left_out=frozenset("ab"))),
        ({"a": 5, "b": 1}, True, Folding(frozenset("ab"), beside="a", exposes=True)),
        ({"a": 5, "b": 1, "c": 0}, True, Folding(frozenset("ab"), beside="a")),  # or b is 0
        ({"a": 6, "b": 1}, True, Folding(frozenset("ab"), beside="a")),  # or 5 and 2
        ({"a": 6, "b": 1, "c": 5}, True, Folding(frozenset("bc"), beside="c", exposes=True)),
    ],
)
def test_what_goes_with_a_small_part(sizes: dict[str, int], total: bool, right: Folding):
    assert folding(sizes, 5, total=total) == right


@pytest.mark.parametrize(
    ("parts", "minimum", "most"),
    [("ab", 3, 9), ("abc", 3, 8), (("a", "b", UNKNOWN), 5, 9), (("a", "b", "c", UNKNOWN), 3, 8)],
)
def test_whoever_knows_the_rule_and_every_part_there_can_be_works_out_no_small_one(
    parts: Sequence[str], minimum: int, most: int
):
    """All sizes of all parts are tried: those that are shown alike differ in every small part."""
    alike: dict[object, list[tuple[int, ...]]] = {}
    for each in product(range(most + 1), repeat=len(parts)):
        sizes = dict(zip(parts, each, strict=True))
        found = folding(sizes, minimum, total=True)
        shown = "none" if found.exposes else (*found.shown(sizes).items(), found.beside)
        alike.setdefault(shown, []).append(each)
    told = {
        (shown, n)
        for shown, found in alike.items()
        for n in range(len(parts))
        if len({each[n] for each in found}) == 1 and 0 < found[0][n] < minimum
        if sum(found[0]) <= most  # whoever tries more sizes finds more that are shown alike
    }
    assert told == set()
