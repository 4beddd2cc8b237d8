"""When a plan would be done at its own pace, and who misses the date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery.forecast import Ahead, Forecast, ahead_of, done_on, of_one
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plans import Plan
from bot.core.delivery.scene import Scene
from bot.core.languages import Text
from bot.core.learning.lessons import Course
from bot.core.learning.progress import Progress, Track
from bot.core.people.hours import Calendar, Hours
from bot.core.people.person import Person
from bot.core.values import replace

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PLAN = Plan("p", "kurs", MONDAY, done_by=MONDAY + 21 * DAY)


def forecast(plan: Plan, people: list[Ahead]) -> dict[str, Forecast]:
    """By municipality."""
    found: dict[str, Forecast] = {}
    for each in people:
        found[each.municipality] = found.get(each.municipality, Forecast()) + of_one(plan, each)
    return found


@pytest.mark.parametrize(
    ("lessons", "every", "day"),
    [(0, 7, 0), (1, 7, 0), (2, 7, 7), (4, 7, 21), (2, 5, 7), (3, 1, 2), (4, 1, 7), (7, 1, 14)],
)
def test_lessons_come_at_the_plans_pace_on_working_days_within_the_budget(lessons, every, day):
    """At most three in seven days, however close the plan wants them; a weekend is waited for."""
    found = done_on(replace(PLAN, every_days=every), lessons, MONDAY)
    assert found == MONDAY + day * DAY


def test_breaks_and_holidays_push_the_rest_on():
    plan = replace(PLAN, breaks=((MONDAY + 7 * DAY, MONDAY + 13 * DAY),))
    assert done_on(plan, 3, MONDAY) == MONDAY + 21 * DAY
    calendar = Calendar(frozenset({MONDAY + 21 * DAY}))
    assert done_on(plan, 3, MONDAY, calendar) == MONDAY + 22 * DAY


def test_nothing_comes_before_the_plan_starts_or_the_person_may_have_it():
    assert done_on(PLAN, 1, MONDAY - 100 * DAY) == MONDAY
    assert done_on(PLAN, 1, MONDAY + 3 * DAY) == MONDAY + 3 * DAY


def test_who_works_at_weekends_gets_lessons_then():
    weekends = Hours(frozenset({6, 7}), time(8), time(16))
    assert done_on(PLAN, 2, MONDAY, hours=weekends) == MONDAY + 12 * DAY


def test_where_no_day_is_ever_free_it_is_never_done():
    always = Calendar(breaks=((date.min, date.max),))
    assert done_on(PLAN, 1, MONDAY, always) is None
    ahead = Ahead("1506", 1, 1, MONDAY, always)
    assert forecast(PLAN, [ahead])["1506"].never == 1


@given(st.integers(1, 20), st.integers(1, 40), st.integers(0, 400))
def test_a_later_start_or_one_lesson_more_is_never_done_earlier(lessons, every, later):
    plan = replace(PLAN, every_days=every, start=date(2026, 1, 1))
    day = done_on(plan, lessons, MONDAY)
    assert day is not None
    assert day >= MONDAY + (lessons - 1) * every * DAY
    assert done_on(plan, lessons + 1, MONDAY) >= day
    assert done_on(plan, lessons, MONDAY + later * DAY) >= day


def test_everyone_is_counted_once_under_their_municipality():
    people = [
        Ahead("1506", 0, 0, MONDAY),
        Ahead("1506", 4, 4, MONDAY),
        Ahead("1506", 5, 5, MONDAY),
        Ahead("1506", 5, 5, MONDAY, why="stopped"),
        Ahead("1506", 5, 5, MONDAY, why="held_out"),
        Ahead("1535", 1, 0, MONDAY),
    ]
    found = forecast(PLAN, people)
    assert found["1506"] == Forecast(5, 1, 1, 1, 1, 1, MONDAY + 28 * DAY)
    assert found["1506"].missing == 2
    assert found["1535"] == Forecast(1, in_time=1, last=MONDAY)
    both = found["1506"] + found["1535"]
    assert both == Forecast(6, 1, 2, 1, 1, 1, MONDAY + 28 * DAY)


def test_a_plan_without_a_date_is_missed_by_nobody_who_can_be_reached():
    plan = replace(PLAN, done_by=None)
    people = [Ahead("", 90, 90, MONDAY), Ahead("", 1, 1, MONDAY, why="left")]
    assert forecast(plan, people)[""].missing == 1


NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
COURSE = Course("kurs", Text(nb="Kurs"), ("a", "b", "c"))
KARI = Person("t:k", "t", "k", "2026-01-01", time_zone="Europe/Oslo", lot=50)
SCENE = Scene(KARI, Journey("t:k"), NOW, PLAN, COURSE, Progress("t:k", "kurs"))


def seen(**facts: object) -> Ahead:
    """Kari with these facts, an hour into Monday."""
    return ahead_of(replace(SCENE, person=replace(KARI, **facts)), "1506")["p"]


def test_a_newcomer_has_the_whole_course_ahead_from_the_day_after():
    assert seen() == Ahead("1506", 3, 3, MONDAY)
    assert seen(joined="2026-11-23").first == MONDAY + DAY


def test_what_is_passed_is_done_and_what_is_sent_can_be_taken_any_day():
    journey = Journey("t:k", opened=("a", "b"), sent="2026-11-19T08:00:00Z")
    progress = Progress("t:k", "kurs", {"a": Track(passed="2026-11-20")})
    ahead = ahead_of(replace(SCENE, journey=journey, progress=progress), "1506")["p"]
    assert (ahead.left, ahead.unsent, ahead.first) == (2, 1, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"stopped": True}, "stopped"),
        ({"blocked": True}, "blocked"),
        ({"installed": False}, "not_installed"),
        ({"paused_until": "9999-12-31T00:00:00Z"}, "paused"),
    ],
)
def test_whom_no_card_reaches_has_the_reason(facts, why):
    assert seen(**facts).why == why


def test_nobody_waits_for_who_has_left():
    """They are not in the plan any more, so they don't miss its date."""
    person = replace(SCENE.person, left_on="2026-11-01")
    assert ahead_of(replace(SCENE, person=person), "1506") == {}


def test_a_pause_with_an_end_only_puts_the_next_lesson_off():
    ahead = seen(paused_until="2026-12-24T12:00:00Z")
    assert (ahead.first, ahead.why) == (date(2026, 12, 24), "")


def test_held_out_and_resting_are_told_apart_from_being_late():
    held = replace(SCENE, plan=replace(PLAN, hold_out=51))
    assert ahead_of(held, "1506")["p"].why == "held_out"
    resting = replace(SCENE, journey=Journey("t:k", resting=True))
    assert ahead_of(resting, "1506")["p"].why == "resting"


def test_for_whom_there_is_no_plan_there_is_no_outlook():
    assert ahead_of(replace(SCENE, plan=None, course=None, progress=None), "1506") == {}
