"""Where a place is on a day: mergers, transfers, and units of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.content.municipality_file import municipalities
from bot.core.people.municipalities import Municipalities
from bot.core.people.places import Places, municipality_on, split
from tests.core.people.changing_maps import DAYS, RECORDED, maps

MAP = municipalities()
BEFORE, AFTER = date(2019, 12, 31), date(2020, 1, 1)
UNIT = "Vågstranda skule"


def places(*known: str, day: date = AFTER, map_: Municipalities = MAP) -> Places:
    return Places(map_, day, frozenset(known).__contains__)


def test_a_unit_has_the_municipality_of_its_day():
    assert municipality_on(MAP, "1502/Skåla NAV", BEFORE) == "1502"
    assert municipality_on(MAP, "1502/Skåla NAV", AFTER) == "1506"
    assert municipality_on(MAP, "9999/X", AFTER) == "9999"
    assert municipality_on(MAP, "", AFTER) == ""


def test_a_transferred_unit_goes_and_the_rest_of_its_municipality_stays():
    for place, then, now in [(f"1539/{UNIT}", "1539", "1535"), ("1539/Rådhuset", "1539", "1539")]:
        assert municipality_on(MAP, place, date(2020, 12, 31)) == then
        assert municipality_on(MAP, place, date(2021, 1, 1)) == now


@pytest.mark.parametrize(
    ("known", "one", "other", "same"),
    [
        (["1502/S"], "1506/S", "1502/S", True),
        (["1502/S", "1506/S"], "1506/S", "1502/S", True),
        (["1506/S"], "1506/S", "1502/S", True),
        (["1506/S"], "1543/S", "1502/S", True),  # an old import fused them
        (["1502/S", "1543/S"], "1502/S", "1543/S", False),
        (["1502/S", "1543/S"], "1506/S", "1543/S", False),
        (["1543/S"], "1506/S", "1502/S", False),
        (["1502/S"], "1502/S", "1502/T", False),
        (["1502/S"], "1535/S", "1502/S", False),
        ([], "1502/S", "1543/S", False),
    ],
)
def test_two_places_are_one_unit_where_one_number_replaced_the_other(known, one, other, same):
    here = places(*known)
    assert (here.home(one) == here.home(other)) is same
    assert here.within(one, other) is here.within(other, one) is same


def test_one_of_several_is_named_by_its_former_municipality():
    here = places("1502/S", "1543/S")
    assert here.within("1543/S", "1506/S (Nesset)")
    assert not here.within("1502/S", "1506/S (Nesset)")
    assert not here.within("1502/S", "1506/S (Rauma)")


def test_before_the_merger_they_are_apart():
    assert not places("1502/S", "1506/S", day=BEFORE).within("1506/S", "1502/S")


def test_a_former_municipality_has_what_was_recorded_there():
    here = places("1502/S", "1543/S", "1506/T")
    assert here.within("1502/S", "1502")
    assert here.within("1502", "1502")
    for elsewhere in ("1543/S", "1506", "1506/T"):
        assert not here.within(elsewhere, "1502")
        assert here.within(elsewhere, "1506")
    assert places("1502/S", "1506/S").within("1506/S", "1502")


def test_a_municipality_is_left_by_what_is_transferred():
    here = places(f"1539/{UNIT}", day=date(2021, 1, 1))
    assert not here.within(f"1539/{UNIT}", "1539")
    assert here.within(f"1539/{UNIT}", "1535")
    assert here.within(f"1535/{UNIT}", f"1539/{UNIT}")
    assert f"1539/{UNIT}" in here.searches("1539").without
    assert f"1539/{UNIT}" in here.searches("1535").also


def test_units_of_one_name_are_told_apart_by_their_former_municipality():
    here = places("1502/S", "1543/S")
    assert [here.name(each) for each in ("1502/S", "1543/S")] == ["S (Molde)", "S (Nesset)"]
    both = places("1502/S", "1543/S", "1506/S")
    assert [both.name(each) for each in ("1502/S", "1506/S")] == ["S (1502)", "S (1506)"]
    assert places("1502/S", "1506/S").name("1506/S") == "S"


@pytest.mark.parametrize(
    ("known", "wanted", "own", "recorded", "unclear"),
    [
        (["1502/S"], "1506/S", "1502/S", "1502/S", False),  # renumbering is no move
        (["1502/S"], "1506/S", "", "1502/S", False),
        (["1502/S"], "1506/New", "1502/S", "1506/New", False),
        (["1502/S", "1543/S"], "1506/S", "1543/S", "1543/S", False),
        (["1502/S", "1543/S"], "1506/S", "", "1506/S", True),
        (["1502/S", "1543/S"], "1506/S", "1545/T", "1506/S", True),
        (["1502/S", "1543/S"], "1506/S (Nesset)", "1502/S", "1543/S", False),
        (["1502/S", "1543/S"], "1506/S (1502)", "", "1502/S", False),
        (["1502/S", "1506/S (Nesset)"], "1506/S (Nesset)", "", "1506/S (Nesset)", False),
        (["1502/S"], "1506/S (Nesset)", "", "1506/S (Nesset)", False),
        (["1502/S"], "1506", "1502/S", "1502", False),
        (["1502/S"], "1506", "", "1506", False),
        (["1502/S"], "1535/S", "1502/S", "1535/S", False),
    ],
)
def test_where_the_roster_puts_somebody(known, wanted, own, recorded, unclear):
    here = places(*known, *([own] if own else []))
    assert here.recorded_as(wanted, own) == recorded
    assert bool(here.choices(wanted, own)) is unclear


def test_after_a_transfer_nobody_new_is_recorded_where_the_unit_was():
    here = places(f"1539/{UNIT}", day=date(2021, 1, 1))
    assert here.recorded_as(f"1539/{UNIT}", "") == f"1535/{UNIT}"
    assert here.recorded_as(f"1535/{UNIT}", f"1539/{UNIT}") == f"1539/{UNIT}", "the bot moves them"


# -- whatever the map


@given(maps(), DAYS, st.frozensets(RECORDED), RECORDED, RECORDED)
def test_places_that_are_the_same_are_so_for_whoever_asks(
    map_: Municipalities, day: date, known: frozenset[str], one: str, other: str
):
    here = Places(map_, day, known.__contains__)
    same = here.home(one) == here.home(other)
    assert here.home(here.home(one)) == here.home(one)
    if same:
        assert here.municipality(one) == here.municipality(other)
        if split(one)[1]:
            assert here.recorded(one) == here.recorded(other)
            assert here.name(one) == here.name(other)
            assert here.within(one, other)
    if split(one)[1]:
        assert one in here.recorded(one)
        assert here.within(one, one)
        assert all(here.home(each) == here.home(one) for each in here.recorded(one))


@given(maps(), DAYS, st.frozensets(RECORDED))
def test_everything_in_use_is_in_one_municipality_and_found_there_once(
    map_: Municipalities, day: date, known: frozenset[str]
):
    here = Places(map_, day, known.__contains__)
    current = {each.number for each in map_ if here.municipality(each.number) == each.number}
    for place in known:
        assert [n for n in sorted(current) if here.within(place, n)] == [here.municipality(place)]
        assert [n for n in sorted(current) if finds(here, n, place)] == [here.municipality(place)]


def finds(here: Places, number: str, place: str) -> bool:
    found = here.searches(number)
    by_number = split(place)[0] in found.numbers and place not in found.without
    return by_number or place in found.also


@given(maps(), DAYS, st.frozensets(RECORDED))
def test_no_two_units_of_a_municipality_have_one_name(
    map_: Municipalities, day: date, known: frozenset[str]
):
    here = Places(map_, day, known.__contains__)
    homes = {here.home(each) for each in known if split(each)[1]}
    assert_unique((here.municipality(each), here.name(each)) for each in homes)


def assert_unique(found: Iterable[tuple[str, str]]) -> None:
    listed = list(found)
    assert len(listed) == len(set(listed)), listed


# By number alone: rows of reports and recall, faults in files; and for dated counts a transfer is a
# move, and a merger is none.
BY_NUMBER = (
    "core/people", "core/figures/report.py", "actions/figures/recall.py", "web/reports.py",
    "content/plan_file.py", "actions/people/records.py", "actions/figures/recount.py",
)  # fmt: skip


def test_nothing_else_finds_out_a_persons_municipality_by_number_alone():
    """A unit may have gone to another municipality than the rest."""
    house = Path(bot.__file__).parent
    found = [
        name
        for path in house.rglob("*.py")
        if not (name := path.relative_to(house).as_posix()).startswith(BY_NUMBER)
        and re.search(r"(municipalities|map_|places)\.resolve\(", path.read_text("utf-8"))
    ]
    assert found == []
