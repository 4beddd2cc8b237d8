"""The days when nobody is written to."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from bot.content.calendars import calendar_for, public_holidays, squeezed_days
from bot.content.municipality_file import load_municipalities
from bot.core.people.municipalities import Municipalities, Municipality
from tests.content.samples import Content

ROMSDAL = Municipalities.of(
    [Municipality("1506", "Molde", leave_weeks=(28, 29, 30)), Municipality("1547", "Aukra")]
)


@pytest.mark.parametrize(
    "day",
    "2026-01-01 2026-04-02 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-17 2026-05-25"
    " 2026-12-25 2026-12-26 2019-04-22 2040-12-26".split(),
)
def test_public_holidays_are_free_in_every_calendar(day: str):
    assert calendar_for()("1506").is_free(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-05-15", "2026-12-24", "2026-12-28", "2026-07-14"])
def test_ordinary_working_days_are_not(day: str):
    assert not calendar_for(ROMSDAL)("1547").is_free(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2026-05-15",  # the Friday after Ascension Day
        "2022-05-16",  # the Monday before a 17 May on a Tuesday
        "2026-01-02",  # the Friday after New Year's Day
        "2026-12-24",
        "2026-12-28",
        "2026-12-31",
    ],
)
def test_klemdager_are_free_when_asked_for(day: str):
    found = date.fromisoformat(day)
    assert calendar_for(klemdager=True)("1506").is_free(found)
    assert not calendar_for()("1506").is_free(found)


def test_a_squeezed_day_is_a_working_day_between_free_ones_or_in_the_days_of_christmas():
    """Every one of them, over all years; and outside Christmas only a few a year."""
    taken = public_holidays()
    for day in squeezed_days():
        assert day.isoweekday() <= 5
        assert day not in taken
    apart = [each for each in squeezed_days() if each.month != 12]
    assert max(sum(each.year == year for each in apart) for year in range(2019, 2041)) <= 5


def test_common_leave_is_that_municipalitys_alone():
    calendar = calendar_for(ROMSDAL)
    monday = date.fromisocalendar(2026, 28, 1)
    for offset in range(21):
        assert calendar("1506").is_free(monday + timedelta(days=offset))
    assert not calendar("1506").is_free(monday - timedelta(days=1))
    assert not calendar("1506").is_free(monday + timedelta(days=21))
    assert not calendar("1547").is_free(monday)
    assert not calendar("9999").is_free(monday)


def test_a_calendar_is_made_once():
    calendar = calendar_for(ROMSDAL)
    assert calendar("1506") is calendar("1506")
    assert calendar("1547") is calendar("9999")


def test_nothing_is_imported_before_a_calendar_is_asked_for():
    """Start-up does not wait for the library."""
    program = (
        "import sys, bot.content.calendars as c; calendar = c.calendar_for();"
        "print('holidays' in sys.modules); calendar('1506'); print('holidays' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]


def test_leave_weeks_are_read_from_the_municipality(content: Content):
    leave = "common_leave_weeks: [29, 28], valid_from"
    content.change("valid_from", leave, "municipalities.yaml")
    places, faults = load_municipalities(content.directory)
    assert faults == ()
    assert places.known["1506"].leave_weeks == (28, 29)
    assert places.known["1502"].leave_weeks == ()


def test_a_leave_week_that_no_year_has_is_a_fault(content: Content):
    content.change("valid_from", "common_leave_weeks: [54], valid_from", "municipalities.yaml")
    _, (fault,) = load_municipalities(content.directory)
    assert "Choose 1 to 53" in fault.mend
