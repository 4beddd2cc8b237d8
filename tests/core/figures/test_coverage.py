"""Champions per municipality and unit, and how many people may be told of."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.figures.coverage import Coverage, People, Post, bare, coverage
from bot.core.figures.report import every_group, rows
from bot.core.figures.small_groups import shown
from bot.core.people.municipalities import Municipalities
from bot.core.people.places import Places, split
from tests.core.figures.histories import MAP
from tests.core.people.changing_maps import DAYS, NUMBERS, RECORDED, UNITS, maps

DAY = date(2026, 11, 22)


def work_out(
    units: dict[str, int], *posts: Post, rest: dict[str, int] | None = None, least: int = 5,
    expected: tuple[tuple[str, str], ...] = (),
) -> Coverage:  # fmt: skip
    """`units` by "1506/Skole"; `rest` are people in no unit."""
    places = dict(rest or {})
    for place, n in units.items():
        number = place.partition("/")[0]
        places[number] = places.get(number, 0) + n
    table = rows({p: {"people": n} for p, n in places.items() if n}, MAP, DAY, least)
    return coverage(posts, People(units, places, expected, table), MAP, DAY, least)


def people(found: Coverage) -> dict[str, int | None]:
    return {f"{e.municipality}/{e.unit}": e.people for e in found.units}


def champions(found: Coverage) -> dict[str, int]:
    return {f"{e.municipality}/{e.unit}": e.champions for e in found.units}


def test_a_unit_is_covered_by_who_works_there_or_has_it_in_their_role():
    found = work_out(
        {"1506/A": 20, "1506/B": 20, "1506/C": 20},
        Post("1506", "A", ("1506/A",)),
        Post("1506", "A", ("1506",)),
        Post("1535", "", ("1506/B",)),
    )
    assert champions(found) == {"1506/A": 2, "1506/B": 1, "1506/C": 0}
    molde = next(each for each in found.municipalities if each.number == "1506")
    assert (molde.champions, molde.units, molde.covered, molde.people) == (3, 3, 2, 60)
    assert bare({(e.municipality, e.unit): e.champions for e in found.units}) == {"1506": ["C"]}
    assert (found.champions, found.covered) == (3, 2)


def test_a_champion_of_a_whole_municipality_does_not_cover_its_every_nook():
    found = work_out({"1506/A": 20}, Post("1506", "", ("1506",)))
    assert champions(found) == {"1506/A": 0}


def test_a_unit_that_only_the_roster_or_a_role_knows_of_is_there_too():
    found = work_out({}, Post("1506", "", ("1506/B",)), expected=(("1502", "A"),))
    assert champions(found) == {"1506/A": 0, "1506/B": 1}
    assert people(found) == {"1506/A": 0, "1506/B": 0}


def test_a_unit_from_before_a_merger_stands_under_the_municipality_of_today():
    found = work_out({"1502/A": 20, "1506/A": 10}, Post("1506", "A", ("1506/A",)))
    assert people(found) == {"1506/A": 30}


def test_small_units_are_hidden_and_one_more_where_they_could_be_worked_out():
    found = work_out({"1506/A": 50, "1506/B": 8, "1506/C": 3})
    assert people(found) == {"1506/A": 50, "1506/B": None, "1506/C": None}
    alone = work_out({"1506/A": 50, "1506/B": 8})
    assert people(alone) == {"1506/A": 50, "1506/B": 8}
    beside = work_out({"1506/A": 50}, rest={"1506": 2})
    assert people(beside) == {"1506/A": None}, "52 less 50 would be two people"


PLACES = ("1502", "1543", "1545", "1506", "1535")
SIZES = st.dictionaries(
    st.sampled_from([f"{place}/{unit}" for place in PLACES for unit in "ABC"]),
    st.integers(0, 14),
    max_size=9,
)


@given(SIZES, st.dictionaries(st.sampled_from(PLACES), st.integers(0, 8), max_size=4))
def test_no_small_group_comes_out_of_subtracting_units_from_what_the_report_tells(units, rest):
    """For every group of places that the report shows on any map: what it has beyond the shown
    groups and units inside it is nothing, or no small group."""
    found = work_out(units, rest=rest)
    sizes = {place: rest.get(place, 0) for place in PLACES}
    for unit, n in units.items():
        sizes[unit.partition("/")[0]] += n
    tally = {place: {"people": n} for place, n in sizes.items() if n}
    told = shown(every_group(tally, MAP), tally, 5)
    hidden = {each.place for each in found.units if each.people is None}
    places = Places(MAP, DAY, lambda place: units.get(place, 0) > 0)
    for row in found.units:
        assert row.people is None or row.people == 0 or row.people >= 5
    for outer in told:
        inside = [each for each in told if each < outer]
        bare = outer.difference(*inside)
        total = sum(sizes[place] for place in bare)
        open_ = sum(
            n for unit, n in units.items()
            if unit.partition("/")[0] in bare
            and places.home(unit) not in hidden
        )  # fmt: skip
        assert not open_ or not 0 < total - open_ < 5


POSTS = st.lists(
    st.builds(
        Post,
        st.sampled_from(("", *NUMBERS)),
        st.sampled_from(("", *UNITS)),
        st.lists(RECORDED, max_size=3).map(tuple),
    ),
    max_size=6,
)


@given(
    maps(), DAYS, st.dictionaries(RECORDED, st.integers(0, 14), max_size=9), POSTS,
    st.frozensets(RECORDED, max_size=3),
)  # fmt: skip
def test_every_total_is_the_sum_of_its_rows_or_says_why_not(
    map_: Municipalities, day: date, sizes: dict[str, int], posts: list[Post], named: frozenset[str]
):
    """Whatever merged or was transferred, however old the champions' roles."""
    units = {place: n for place, n in sizes.items() if "/" in place}
    numbers = {place.partition("/")[0] for place in sizes}
    places = {n: sum(k for e, k in sizes.items() if e.partition("/")[0] == n) for n in numbers}
    table = rows({n: {"people": k} for n, k in places.items() if k}, map_, day, 1)
    expected = [split(each) for each in named if "/" in each]
    found = coverage(posts, People(units, places, expected, table), map_, day, 1)
    assert sum(each.units for each in found.municipalities) == len(found.units)
    assert sum(each.covered for each in found.municipalities) == found.covered
    shown = sum(each.champions for each in found.municipalities)
    assert shown == found.champions + found.again - found.nowhere
    assert sum(each.people or 0 for each in found.units) == sum(units.values())
    assert len({(each.municipality, each.unit) for each in found.units}) == len(found.units)
