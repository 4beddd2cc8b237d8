"""The next moment for a person, checked minute by minute over the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.core.people.hours import Calendar, Hours, is_within, next_moment

MINUTE = timedelta(minutes=1)
NIGHTS = (
    ("Europe/Oslo", date(2026, 3, 29)),
    ("Europe/Oslo", date(2026, 10, 25)),
    ("Europe/Oslo", date(2028, 2, 29)),
    ("Europe/Oslo", date(2026, 12, 31)),
    ("America/New_York", date(2026, 3, 8)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
)
quarters = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
early = st.builds(time, st.integers(0, 4), st.sampled_from([0, 15, 30, 45]))
hours = st.builds(
    Hours, st.frozensets(st.integers(1, 7), min_size=1), quarters | early, quarters | early
)
free = st.builds(Calendar, st.frozensets(st.sampled_from([n[1] for n in NIGHTS]), max_size=3))


@given(st.sampled_from(NIGHTS), hours, free, st.integers(-1500, 1500))
def test_the_next_moment_is_the_first_minute_within(night, hours, calendar, offset):
    zone = ZoneInfo(night[0])
    at = datetime.combine(night[1], time(12), zone).astimezone(UTC) + offset * MINUTE
    found = next_moment(at, hours, zone, calendar)
    assert found is None or is_within(found, hours, zone, calendar)
    until = min(found, at + timedelta(days=1)) if found else at + timedelta(days=1)
    while at < until:
        assert not is_within(at, hours, zone, calendar)
        at += MINUTE * 7


@given(st.sampled_from(NIGHTS), hours, st.integers(-1500, 1500))
def test_what_is_within_is_within_on_the_clock_on_the_wall(night, hours, offset):
    """But for the hour that spring skips and the one that autumn has twice."""
    zone = ZoneInfo(night[0])
    at = datetime.combine(night[1], time(12), zone).astimezone(UTC) + offset * MINUTE
    here = at.astimezone(zone)
    usual = here.utcoffset() == (at - timedelta(days=2)).astimezone(zone).utcoffset()
    if not usual or here.utcoffset() != (at + timedelta(days=2)).astimezone(zone).utcoffset():
        return
    wall, today = here.time(), here.isoweekday() in hours.days
    if hours.start < hours.end:
        expected = today and hours.start <= wall < hours.end
    else:
        yesterday = (here - timedelta(days=1)).isoweekday() in hours.days
        expected = (today and wall >= hours.start) or (yesterday and wall < hours.end)
    assert is_within(at, hours, zone, Calendar()) == expected


@given(st.sampled_from(NIGHTS), hours, st.integers(-1500, 1500), st.integers(0, 5400))
def test_spreading_moves_an_opening_and_never_out_of_the_window(night, hours, offset, seconds):
    zone, spread = ZoneInfo(night[0]), timedelta(seconds=seconds)
    at = datetime.combine(night[1], time(12), zone).astimezone(UTC) + offset * MINUTE
    plain = next_moment(at, hours, zone, Calendar())
    moved = next_moment(at, hours, zone, Calendar(), spread)
    assert plain
    assert moved
    assert plain <= moved <= max(plain, at) + timedelta(days=8)
    assert is_within(moved, hours, zone, Calendar())
    assert next_moment(moved, hours, zone, Calendar(), spread) == moved
