"""Moments are stored in UTC, and nobody guesses at a time zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.moments import moment, parse_moment

NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Oslo"))


def test_a_moment_is_written_in_utc():
    assert moment(NEW_YEAR) == "2026-12-31T23:30:00Z"
    assert parse_moment("2026-12-31T23:30:00Z") == NEW_YEAR


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_moments_sort_as_text_and_are_read_back_to_the_second(one: datetime, other: datetime):
    first, last = sorted((one, other))
    assert moment(first) <= moment(last)
    assert timedelta() <= one - parse_moment(moment(one)) < timedelta(seconds=1)


def test_one_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        moment(datetime(2026, 11, 23, 9))
    with pytest.raises(ValueError, match="no time zone"):
        parse_moment("2026-11-23T09:00:00")
    with pytest.raises(ValueError, match="yesterday"):
        parse_moment("yesterday")
