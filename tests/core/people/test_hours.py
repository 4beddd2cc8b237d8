"""When a person may be written to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.core.people.hours import (
    WORKDAY,
    Calendar,
    Hours,
    is_within,
    moment_of,
    next_moment,
    zone_of,
)

OSLO = ZoneInfo("Europe/Oslo")
NEVER_FREE = Calendar()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_inside_the_hours_now_is_the_moment():
    at = utc(2026, 11, 23, 9, 12)
    assert next_moment(at, WORKDAY, OSLO, NEVER_FREE) == at


def test_friday_evening_waits_for_monday_morning():
    friday = utc(2026, 11, 20, 18, 0)
    assert next_moment(friday, WORKDAY, OSLO, NEVER_FREE) == utc(2026, 11, 23, 7, 0)


def test_closing_time_is_outside():
    closing = utc(2026, 11, 23, 14, 30)  # 15:30 in Oslo
    assert next_moment(closing, WORKDAY, OSLO, NEVER_FREE) == utc(2026, 11, 24, 7, 0)


def test_spread_moves_the_opening_but_not_a_moment_already_past_it():
    spread = timedelta(minutes=40)
    early, later = utc(2026, 11, 23, 5, 0), utc(2026, 11, 23, 9, 0)
    assert next_moment(early, WORKDAY, OSLO, NEVER_FREE, spread) == utc(2026, 11, 23, 7, 40)
    assert next_moment(later, WORKDAY, OSLO, NEVER_FREE, spread) == later


def test_spread_never_leaves_the_window():
    short = Hours(frozenset({1}), time(8), time(8, 30))
    moment = next_moment(utc(2026, 11, 23, 0, 0), short, OSLO, NEVER_FREE, timedelta(hours=5))
    assert moment == utc(2026, 11, 23, 7, 15)


def test_holidays_and_breaks_are_passed_over():
    calendar = Calendar(frozenset({date(2026, 5, 14)}), ((date(2026, 5, 15), date(2026, 5, 17)),))
    assert next_moment(utc(2026, 5, 14, 8), WORKDAY, OSLO, calendar) == utc(2026, 5, 18, 6)


def test_half_past_two_on_the_spring_night_is_moved_on_an_hour():
    assert moment_of(date(2026, 3, 29), time(2, 30), OSLO) == utc(2026, 3, 29, 1, 30)


def test_half_past_two_on_the_autumn_night_is_the_first_of_the_two():
    assert moment_of(date(2026, 10, 25), time(2, 30), OSLO) == utc(2026, 10, 25, 0, 30)


def test_a_night_shift_belongs_to_the_day_it_begins_on():
    nights = Hours(frozenset({5}), time(22), time(6))  # Friday night
    saturday = utc(2026, 11, 21, 3, 0)  # 04:00 in Oslo
    assert is_within(saturday, nights, OSLO, NEVER_FREE)
    assert not is_within(saturday + timedelta(days=1), nights, OSLO, NEVER_FREE)


def test_a_night_shift_ends_where_a_holiday_begins():
    nights = Hours(frozenset({4}), time(22), time(6))
    calendar = Calendar(frozenset({date(2026, 5, 1)}))
    assert not is_within(utc(2026, 5, 1, 1, 0), nights, OSLO, calendar)
    assert is_within(utc(2026, 4, 30, 21, 0), nights, OSLO, calendar)


def test_no_days_means_never():
    assert next_moment(utc(2026, 1, 1), Hours(frozenset()), OSLO, NEVER_FREE) is None


def test_an_unknown_time_zone_is_oslo():
    assert zone_of("../../etc/passwd") == zone_of("") == zone_of("Mars/Base") == OSLO


def test_hours_read_back_as_they_are_written():
    assert Hours.parse("12345 08:00-15:30") == WORKDAY
    assert Hours.parse(str(WORKDAY)) == WORKDAY
    assert Hours.parse("8 08:00-15:30") is Hours.parse("1 25:00-26:00") is Hours.parse("") is None


times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
hours = st.builds(Hours, st.frozensets(st.integers(1, 7), min_size=1), times, times)
zones = st.sampled_from(["Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "UTC"])
free = st.builds(
    Calendar, st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)
)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 3, 1)), hours, zones, free)
def test_the_next_moment_is_within_the_hours_and_asking_again_there_stays(at, window, zone, days):
    """At any time of any year, in any zone, with any hours and holidays."""
    at, zone = at.replace(tzinfo=UTC), ZoneInfo(zone)
    moment = next_moment(at, window, zone, days)
    if moment is not None:
        assert moment >= at
        assert is_within(moment, window, zone, days)
        assert next_moment(moment, window, zone, days) == moment
