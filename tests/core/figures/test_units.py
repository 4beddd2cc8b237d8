"""Units: their figures, and what is hidden so that no small group can be had by subtraction."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.figures.report import rows
from bot.core.figures.roster_share import on_roster, with_roster
from bot.core.figures.small_groups import Tally
from bot.core.figures.units import UnitFigures, UnitScope, unit_figures
from tests.core.figures.histories import MAP

TODAY = date(2026, 11, 22)
UNITS = ("Bergmo", "NAV", "Skolen", "")
Size = tuple[int, int, int]
"""People; how many of them are on the roster; and how many more are waited for."""
SIZES = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda each: (each[0], min(each[:2]), each[2])
)


def tallies(sizes: dict[str, Size]) -> tuple[Tally, Tally, dict[str, int]]:
    """What is counted of Molde, where the unit "" is those without one."""
    in_units = {
        f"1506/{unit}": {"people": people, "rostered": known}
        for unit, (people, known, _) in sizes.items()
        if unit
    }
    now = {
        "1506": {
            "people": sum(people for people, _, _ in sizes.values()),
            "rostered": sum(known for _, known, _ in sizes.values()),
        }
    }
    return now, in_units, {f"1506/{unit}": waits for unit, (_, _, waits) in sizes.items()}


def shown(sizes: dict[str, Size], minimum: int) -> dict[str, UnitFigures]:
    now, in_units, waiting = tallies(sizes)
    asked = UnitScope("1506", TODAY, minimum, {})
    found = unit_figures(asked, now, in_units, on_roster(now, in_units, waiting), MAP)
    return {each.unit: each for each in found}


def test_a_unit_has_its_people_and_how_many_of_its_roster_have_come():
    found = shown({"Skolen": (8, 6, 4), "Bergmo": (0, 0, 7), "": (9, 9, 0)}, 5)
    skolen, bergmo = found["Skolen"], found["Bergmo"]
    assert (skolen.people, skolen.on_roster, skolen.reached) == (8, 10, 6)
    assert (bergmo.people, bergmo.on_roster, bergmo.reached) == (0, 7, 0)


def test_a_unit_of_few_is_hidden_also_as_a_part_of_the_roster():
    found = shown({"Skolen": (3, 3, 9), "Bergmo": (20, 2, 1), "": (9, 9, 0)}, 5)
    assert (found["Skolen"].suppressed, found["Skolen"].on_roster) == (True, None)
    assert (found["Bergmo"].people, found["Bergmo"].on_roster) == (20, None)


@given(st.dictionaries(st.sampled_from(UNITS), SIZES), st.integers(2, 6))
def test_what_a_municipality_has_beyond_its_shown_units_is_nobody_or_enough(
    sizes: dict[str, Size], minimum: int
):
    now, in_units, waiting = tallies(sizes)
    roster = on_roster(now, in_units, waiting)
    table = rows(now, MAP, TODAY, minimum)
    whole = next(
        e for e in with_roster(table, now, roster, MAP, TODAY, minimum) if e.number == "1506"
    )
    told = shown(sizes, minimum)
    for field in ("people", "on_roster"):
        parts = [n for each in told.values() if (n := getattr(each, field))]
        assert all(n >= minimum for n in parts)
        total = getattr(whole, field)
        rest = (total or 0) - sum(parts)
        assert total is None or not parts or rest == 0 or rest >= minimum
    assert (whole.reached or 0) <= (whole.on_roster or 0)


@given(st.dictionaries(st.sampled_from(UNITS), SIZES))
def test_with_nothing_hidden_units_add_up_to_those_who_have_one(sizes: dict[str, Size]):
    found = shown(sizes, 1).values()
    assert sum(e.people or 0 for e in found) == sum(sizes[unit][0] for unit in sizes if unit)
    waiting = sum(known + waits for unit, (_, known, waits) in sizes.items() if unit)
    assert sum(e.on_roster or 0 for e in found) == waiting
