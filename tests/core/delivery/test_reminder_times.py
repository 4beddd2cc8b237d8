"""What "later" means, and that it is held: told is when it comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.delivery import journeys
from bot.core.delivery.journeys import Journey
from bot.core.delivery.planner import allowed_at, decide
from bot.core.delivery.reminder_times import offered, promised
from bot.core.delivery.scene import Scene
from bot.core.moments import moment
from bot.core.people.hours import Calendar, Hours, is_within
from bot.core.people.person import Person
from bot.core.values import replace

OSLO = ZoneInfo("Europe/Oslo")
KARI = Person("t:kari", "t", "kari", "2026-01-01", time_zone="Europe/Oslo", lot=99)
MAY = Calendar(frozenset({date(2026, 5, 14), date(2026, 5, 25)}))  # Ascension Day, Whit Monday


def scene(at: str, hours: str = "", holidays: Calendar = MAY, **facts: Any) -> Scene:
    here = datetime.fromisoformat(at).replace(tzinfo=OSLO)
    person = replace(KARI, hours=hours, **facts)
    return Scene(person, Journey("t:kari"), here.astimezone(UTC), holidays=holidays)


def local(found: datetime | None) -> str:
    return f"{found.astimezone(OSLO):%a %d %b %H:%M}" if found else ""


@pytest.mark.parametrize(
    ("at", "when", "comes"),
    [
        ("2026-05-11T09:00", "tomorrow", "Tue 12 May 08:00"),
        ("2026-05-15T14:59", "tomorrow", "Mon 18 May 08:00"),  # a Friday
        ("2026-05-16T12:00", "tomorrow", "Mon 18 May 08:00"),  # a Saturday
        ("2026-05-13T09:00", "tomorrow", "Fri 15 May 08:00"),  # Ascension Day is a Thursday
        ("2026-05-22T09:00", "tomorrow", "Tue 26 May 08:00"),  # Whitsun
        ("2026-05-22T09:00", "monday", "Tue 26 May 08:00"),
        ("2026-05-11T09:00", "monday", "Mon 18 May 08:00"),
        ("2026-05-11T00:05", "tomorrow", "Tue 12 May 08:00"),
        ("2026-05-11T09:00", "10:00", "Mon 11 May 10:00"),
        ("2026-05-11T10:00", "10:00", "Tue 12 May 10:00"),
        ("2026-05-15T11:00", "10:00", "Mon 18 May 10:00"),
        ("2026-05-13T11:00", "10:00", "Fri 15 May 10:00"),
        ("2026-05-11T09:00", "03:00", "Tue 12 May 08:00"),  # never within hours
    ],
)
def test_a_choice_stands_for_the_next_working_moment(at, when, comes):
    assert local(promised(scene(at), when)) == comes


@pytest.mark.parametrize(
    ("at", "when", "comes"),
    [
        ("2026-05-12T02:00", "tomorrow", "Tue 12 May 22:00"),  # Monday's night shift
        ("2026-05-12T23:00", "tomorrow", "Wed 13 May 22:00"),
        ("2026-05-12T23:00", "02:30", "Wed 13 May 02:30"),
        ("2026-05-12T23:00", "10:00", "Wed 13 May 22:00"),
    ],
)
def test_a_night_worker_s_day_ends_with_the_shift(at, when, comes):
    found = promised(scene(at, "1234567 22:00-06:00", Calendar()), when)
    assert local(found) == comes


@pytest.mark.parametrize(
    ("at", "when", "comes"),
    [
        ("2026-03-28T23:00", "02:30", "2026-03-29T01:30:00Z"),  # skipped: half past three
        ("2026-10-24T23:00", "02:30", "2026-10-25T00:30:00Z"),  # the first of two
        ("2026-03-27T23:00", "tomorrow", "2026-03-28T21:00:00Z"),
        ("2026-03-28T23:00", "tomorrow", "2026-03-29T20:00:00Z"),
    ],
)
def test_nights_when_clocks_change_have_one_moment_for_each_choice(at, when, comes):
    found = promised(scene(at, "1234567 22:00-06:00", Calendar()), when)
    assert found
    assert moment(found) == comes


def test_a_pause_comes_first_and_an_endless_one_promises_nothing():
    paused = scene("2026-05-11T09:00", paused_until="2026-05-20T07:00:13Z")
    assert local(promised(paused, "tomorrow")) == "Wed 20 May 09:01"
    for facts in (
        {"paused_until": "9999-12-31T00:00:00Z"},
        {"stopped": True},
        {"left_on": "2026-05-11"},
    ):
        nothing = scene("2026-05-11T09:00", **facts)
        assert promised(nothing, "tomorrow") is None
        assert offered(nothing) == ()


@pytest.mark.parametrize(
    ("at", "hours", "values"),
    [
        ("2026-05-11T09:00", "", ["10:00", "13:00", "tomorrow", "monday"]),
        ("2026-05-11T11:00", "", ["13:00", "tomorrow", "monday"]),
        ("2026-05-15T09:00", "", ["10:00", "13:00", "tomorrow"]),  # Monday is tomorrow
        ("2026-05-14T09:00", "", ["tomorrow", "monday"]),  # a holiday
        ("2026-05-20T09:00", "", ["10:00", "13:00", "tomorrow"]),  # Monday is free
        ("2026-05-11T09:00", "1234567 22:00-06:00", ["tomorrow", "monday"]),
    ],
)
def test_only_times_that_can_be_held_are_offered_and_each_once(at, hours, values):
    found = offered(scene(at, hours))
    assert [value for value, _ in found] == values
    assert len({when for _, when in found}) == len(found)


zones = st.sampled_from(["Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Europe/Helsinki"])
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
own = st.builds(Hours, st.frozensets(st.integers(1, 7), min_size=1), clocks, clocks)
days = st.dates(date(2026, 3, 25), date(2026, 11, 5))
whens = st.sampled_from(["tomorrow", "monday", "10:00", "13:00", "02:30", "23:59"])


@given(days, clocks, own, zones, whens, st.frozensets(days, max_size=3), st.integers(0, 99))
def test_it_comes_just_when_it_was_promised(day, clock, hours, zone, when, holidays, lot):
    """Neither the spread of a morning nor the budget moves it; a minute before, it is not due."""
    at = datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)
    person = replace(KARI, hours=str(hours), time_zone=zone, lot=lot)
    now = Scene(person, Journey("t:kari"), at, holidays=Calendar(holidays))
    found = promised(now, when)
    assume(found)
    assert found > at
    assert is_within(found, hours, ZoneInfo(zone), now.calendar)
    full = tuple(moment(found - timedelta(hours=n)) for n in (3, 2, 1))
    journey = Journey("t:kari", later=moment(found), later_lesson="one", recent=full)
    early = decide(replace(now, journey=journey))
    assert (early.wish, early.journey.next_at) == (None, moment(found))
    due = decide(replace(now, journey=journey, at=found))
    assert due.wish
    assert due.wish.kind == "later"
    assert allowed_at(replace(now, at=found), found, counts=False, spread=False) == found


def test_after_a_night_s_downtime_what_was_asked_for_goes_first():
    """It is late already; the rest of the morning is spread."""
    at = scene("2026-05-12T09:30")
    journey = Journey("t:kari", later="2026-05-12T06:00:00Z", later_lesson="one",
                      next_at="2026-05-12T06:00:00Z")  # fmt: skip
    assert decide(replace(at, journey=journey)).wish


def test_no_nudge_comes_on_top_of_the_reminder_that_was_asked_for():
    waits = Journey("t:kari", lesson="one", sent="2026-05-04T06:00:00Z", later_lesson="one",
                    later="2026-05-11T06:00:00Z")  # fmt: skip
    at = datetime(2026, 5, 11, 6, tzinfo=UTC)
    after = journeys.sent(waits, "later", "one", at, counts=False)
    assert (after.nudges, after.nudged) == (0, "2026-05-11T06:00:00Z")
    assert decide(replace(scene("2026-05-11T08:10"), journey=after)).wish is None
