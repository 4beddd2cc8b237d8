"""What a person gets next, and when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.core.delivery import journeys
from bot.core.delivery.budget import Budget, free_at
from bot.core.delivery.journeys import Journey
from bot.core.delivery.planner import decide, explain
from bot.core.delivery.plans import Plan
from bot.core.delivery.scene import Scene
from bot.core.languages import Text
from bot.core.learning.lessons import Course
from bot.core.learning.progress import Progress, Track
from bot.core.learning.recall import Recall
from bot.core.moments import moment
from bot.core.people.hours import Calendar, zone_of
from bot.core.people.person import Person
from bot.core.values import from_doc, replace, to_doc

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Oslo
OSLO = zone_of("Europe/Oslo")
PERSON = Person("t:kari", "t", "kari", "2026-11-01", municipality="1506", time_zone="Europe/Oslo")
COURSE = Course("first", Text("Første"), ("one", "two", "three"))
PLAN = Plan("autumn", "first", date(2026, 11, 1))


def scene(at: datetime = MONDAY, **journey: Any) -> Scene:
    way = Journey("t:kari", plan="autumn", **journey)
    return Scene(PERSON, way, at, PLAN, COURSE, Progress("t:kari", "first"))


def days(n: float) -> timedelta:
    return timedelta(days=n)


def test_the_first_lesson_is_due_on_a_working_morning():
    step = decide(scene())
    assert (step.wish.kind, step.wish.subject, step.reason) == ("lesson", "one", "due")


def test_a_newcomer_waits_for_the_morning_after():
    arrived = replace(PERSON, joined="2026-11-23")
    step = decide(replace(scene(), person=arrived))
    assert step.wish is None
    assert step.journey.next_at == "2026-11-24T07:00:00Z"


def test_before_the_plan_starts_nothing_is_due():
    step = decide(replace(scene(), plan=replace(PLAN, start=date(2026, 12, 1))))
    assert (step.wish, step.reason) == (None, "waiting")
    assert step.journey.next_at == "2026-12-01T07:00:00Z"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stopped": True}, "stopped"),
        ({"blocked": True}, "blocked"),
        ({"installed": False}, "not_installed"),
        ({"left_on": "2026-11-23"}, "left"),
        ({"paused_until": "2026-12-24T00:00:00Z"}, "paused"),
    ],
)
def test_who_has_said_no_or_cannot_be_reached_gets_nothing(change, reason):
    step = decide(replace(scene(), person=replace(PERSON, **change)))
    assert (step.wish, step.reason) == (None, reason)


def test_a_pause_sets_the_moment_to_look_again():
    paused = replace(PERSON, paused_until="2026-12-24T00:00:00Z")
    assert decide(replace(scene(), person=paused)).journey.next_at == "2026-12-24T00:00:00Z"


def test_the_second_lesson_waits_a_week_even_when_the_first_is_answered_at_once():
    way = journeys.sent(Journey("t:kari", plan="autumn"), "lesson", "one", MONDAY, counts=True)
    way = journeys.answered(way, "one", (), True, MONDAY)
    done = Progress("t:kari", "first", {"one": Track(passed="2026-11-23")})
    at = replace(scene(), journey=way, progress=done, at=MONDAY + days(1))
    assert decide(at).journey.next_at == moment(MONDAY + days(3))  # the first follow-up
    week = MONDAY + days(7)
    later = replace(at, journey=journeys.look_again(way, week), at=week)
    assert decide(later).wish.subject == "two"


def test_two_reminders_three_days_apart_and_then_quiet():
    way = journeys.sent(Journey("t:kari", plan="autumn"), "lesson", "one", MONDAY, counts=True)
    for number in (1, 2):
        due = MONDAY + days(3 * number)
        while True:
            step = decide(replace(scene(), journey=way, at=due))
            if step.wish:
                break
            due = datetime.fromisoformat(step.journey.next_at)
            way = step.journey
        assert (step.wish.kind, step.wish.slot) == ("nudge", f"autumn/{number}/0")
        way = journeys.sent(way, "nudge", "one", due, counts=True)
    quiet = decide(replace(scene(), journey=way, at=due))
    look = datetime.fromisoformat(quiet.journey.next_at)
    assert look == due + days(3)
    after = decide(replace(scene(), journey=quiet.journey, at=look))
    assert (after.journey.lesson, after.journey.silent) == ("", 1)
    away = decide(replace(scene(), journey=quiet.journey, at=look + days(14)))
    assert (away.wish, away.reason, away.journey.lesson) == (None, "spread", "")


def test_three_quiet_lessons_and_the_bot_says_once_that_it_rests():
    step = decide(scene(silent=3))
    assert step.wish.kind == "resting"
    rested = journeys.sent(step.journey, "resting", "", MONDAY, counts=True)
    assert explain(replace(scene(), journey=rested, at=MONDAY + days(30))) == "resting"
    back = journeys.came_back(rested, MONDAY + days(31))
    assert decide(replace(scene(), journey=back, at=MONDAY + days(31))).wish.kind == "lesson"


def test_a_reminder_asked_for_comes_whatever_the_budget_says():
    recent = tuple(moment(MONDAY - days(n)) for n in (0.2, 0.1, 0.05))
    step = decide(scene(later=moment(MONDAY), later_lesson="one", lesson="one", recent=recent,
                        sent=moment(MONDAY)))  # fmt: skip
    assert step.wish.kind == "later"
    assert not step.wish.counts


def test_a_spent_budget_names_itself_and_the_moment_it_ends():
    recent = (moment(MONDAY - timedelta(hours=1)),)
    step = decide(scene(recent=recent))
    assert (step.wish, step.reason) == (None, "budget")
    assert step.journey.next_at == "2026-11-24T07:00:00Z"


def test_three_cards_in_seven_days_is_the_most():
    cards = tuple(moment(MONDAY - days(n)) for n in (6, 4, 2))
    assert free_at(cards, MONDAY, OSLO) == MONDAY + days(1)
    assert free_at(cards, MONDAY, OSLO, Budget(week=4)) == MONDAY


def test_a_lesson_goes_before_a_follow_up():
    due = Recall("one", moment(MONDAY - days(1)), 3, "2026-11-19")
    assert decide(scene(recalls=(due,))).wish.kind == "lesson"


def test_one_follow_up_card_a_week_with_at_most_three_questions():
    due = tuple(Recall(f"l{n}", moment(MONDAY - days(1)), 3, "2026-11-19") for n in range(5))
    waiting = {"lesson": "two", "sent": moment(MONDAY - days(1))}
    step = decide(scene(recalls=due, **waiting))
    assert step.wish.kind == "recall"
    assert step.wish.asked == due[:3]
    lately = moment(MONDAY - days(4))
    assert decide(scene(recalls=due, last_recall=lately, **waiting)).wish is None


def test_after_a_night_away_the_morning_is_spread():
    overdue = moment(MONDAY - timedelta(hours=5))
    step = decide(replace(scene(next_at=overdue), person=replace(PERSON, lot=60)))
    assert (step.wish, step.reason) == (None, "spread")
    again = datetime.fromisoformat(step.journey.next_at)
    assert MONDAY < again < MONDAY + timedelta(minutes=90)
    assert decide(replace(scene(), journey=step.journey, at=again)).wish.kind == "lesson"


def test_holidays_and_the_plans_own_break_are_left_in_peace():
    christmas = Calendar(frozenset({date(2026, 11, 23)}))
    step = decide(replace(scene(), holidays=christmas))
    assert (step.wish, step.reason) == (None, "hours")
    summer = replace(PLAN, breaks=((date(2026, 11, 20), date(2026, 11, 30)),))
    assert decide(replace(scene(), plan=summer)).journey.next_at == "2026-12-01T07:00:00Z"


def test_the_hold_out_group_is_left_out():
    assert explain(replace(scene(), plan=replace(PLAN, hold_out=10))) == "held_out"


def test_a_journey_reads_back_as_it_is_written():
    way = Journey("t:kari", recalls=(Recall("one", "2026", 3, "2026", ("q",)),), recent=("2026",))
    assert from_doc(Journey, to_doc(way)) == way


@pytest.mark.parametrize("order", [("lesson", "recall"), ("recall", "lesson")])
def test_of_two_that_may_go_now_the_kind_that_comes_first_goes(order):
    due = Recall("zero", moment(MONDAY - days(1)), 3, "2026-11-19")
    assert decide(replace(scene(recalls=(due,)), order=order)).wish.kind == order[0]
