"""A simulated year: whatever people, plans and Teams do, nobody is nagged and nobody is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.delivery.plans import Plan
from tests.properties.year import WHATS, Habits, Happening, Setting, Year
from tests.virtual import run_virtually

STARTS = (date(2026, 1, 1), date(2027, 12, 20), date(2026, 3, 20), date(2026, 10, 12))
COURSE = "teams-fra-forste-dag"
OTHER = "suksesspadriver"
tenth = st.integers(0, 10)


@st.composite
def plans(draw, start: date) -> tuple[Plan, ...]:
    """One for Molde with its own breaks, one for everyone else; either may be missing. And one of
    another course for all, before them, after them, or not at all."""
    first = start + timedelta(days=draw(st.integers(-10, 40)))
    breaks = draw(st.lists(st.integers(0, 300), max_size=2))
    away = tuple((start + timedelta(days=n), start + timedelta(days=n + 9)) for n in breaks)
    every = draw(st.integers(1, 14))
    mine = Plan("molde", COURSE, first, None, every, frozenset({"1506"}), breaks=away)
    rest = Plan("rest", COURSE, first, None, 7, frozenset({"1535", "1539"}), hold_out=draw(tenth))
    found = draw(st.sampled_from([(mine, rest), (mine,), (rest,), (Plan("all", COURSE, first),)]))
    begins = start + timedelta(days=draw(st.integers(0, 120)))
    more = Plan("more", OTHER, begins, None, draw(st.integers(1, 14)), breaks=away[:1])
    return draw(st.sampled_from([(more, *found), (*found, more), found]))


@st.composite
def years(draw, days: int, people: int, happenings: int) -> Setting:
    start = draw(st.sampled_from(STARTS))
    habits = st.builds(Habits, tenth, tenth, tenth)
    happening = st.builds(
        Happening, st.integers(0, days), st.integers(0, 1439), st.integers(0, people - 1),
        st.sampled_from(WHATS), st.integers(0, 120),
    )  # fmt: skip
    return Setting(
        start,
        days,
        tuple(draw(st.lists(habits, min_size=people, max_size=people))),
        draw(plans(start)),
        tuple(draw(st.lists(happening, min_size=happenings // 2, max_size=happenings))),
        draw(st.sampled_from([0, 5, 20, 60])),
        draw(st.sampled_from([None, 30.0])),
        draw(st.integers(0, 10**6)),
    )


LIMITS = settings(
    max_examples=1, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@given(years(days=370, people=3, happenings=25))
@LIMITS
@pytest.mark.slow
def test_a_year_goes_by(setting):
    run_virtually(Year(setting).live())


@pytest.mark.slow
@given(years(days=400, people=6, happenings=80))
@settings(LIMITS, max_examples=12)
def test_many_years_go_by(setting):
    run_virtually(Year(setting).live())
