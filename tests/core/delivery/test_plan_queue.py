"""Whose turn it is, of several plans for one person: played day by day with the planner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery import journeys
from bot.core.delivery.deliveries import PlannedCard, planned
from bot.core.delivery.forecast import Part, ahead_of, last_days
from bot.core.delivery.journeys import NO_PLAN, Journey, moved_to, opened_by
from bot.core.delivery.outdated import lesson as outdated
from bot.core.delivery.plan_queue import Enrolment
from bot.core.delivery.planner import decide, on_its_turn, plans_waiting
from bot.core.delivery.plans import Plan, plans_for
from bot.core.delivery.scene import Scene
from bot.core.languages import Text
from bot.core.learning.lessons import Course, Library
from bot.core.learning.progress import Progress, Track
from bot.core.people.municipalities import Municipalities
from bot.core.people.person import Person
from bot.core.people.places import Places
from bot.core.people.roles import Role
from bot.core.values import from_doc, replace, to_doc

MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)
PLACES = Places(Municipalities.of(()), date.max, lambda _: True)
KARI = Person("t:k", "t", "k", "2026-01-01", municipality="1506", time_zone="Europe/Oslo", lot=50)
COURSES = {
    id: Course(id, Text(id), tuple(f"{id}{n}" for n in range(1, many + 1)))
    for id, many in {"a": 3, "b": 2, "c": 4}.items()
}
LIBRARY = Library.of([*COURSES.values(), Course("p", Text("p"), ("p1", "p2"), "champion")], [], [])
EVERYONE, NEXT = Plan("everyone", "a", MONDAY), Plan("next", "b", MONDAY)


def at_ten(day: date) -> datetime:
    """In UTC, so that a week later is a week later when the clocks have changed."""
    return datetime.combine(day, time(10), UTC)


def scene(plans: tuple[Plan, ...], journey: Journey, day: date = MONDAY, **more: Any) -> Scene:
    person, passed = more.get("person", KARI), more.get("passed", {})
    queue = tuple(
        Enrolment(
            each,
            LIBRARY.courses[each.course],
            Progress(person.key, each.course, {id: Track(passed="2026-11-01") for id in passed}),
            each.holds_out(person),
        )
        for each in plans_for(person, PLACES, plans, LIBRARY)
    )
    journey = replace(journey, next_at="")  # nobody is late in looking
    return on_its_turn(Scene(person, journey, at_ten(day), queue=queue))


def sent(journey: Journey, subject: str, slot: str, day: date) -> Journey:
    return journeys.sent(journey, "lesson", subject, at_ten(day), counts=True, slot=slot)


def played(
    plans: tuple[Plan, ...],
    days: int,
    roles: Mapping[int, Role] | None = None,
    answers: bool = True,
) -> list[tuple[int, str]]:
    """(day, lesson) as they come, when each is taken the hour it comes."""
    journey, person, passed, found = Journey(KARI.key), KARI, set[str](), []
    for n in range(days):
        person = replace(person, role=(roles or {}).get(n, person.role))
        day = MONDAY + n * DAY
        step = decide(scene(plans, journey, day, person=person, passed=passed))
        journey = step.journey
        if step.wish and step.wish.kind == "lesson":
            found.append((n, step.wish.subject))
            journey = sent(journey, step.wish.subject, step.wish.slot, day)
            if answers:
                passed.add(step.wish.subject)
                journey = journeys.answered(
                    replace(journey, recalls=()), step.wish.subject, (), False, at_ten(day)
                )
    return found


def test_everyone_then_the_next_course():
    assert played((EVERYONE, NEXT), 40) == [
        (0, "a1"), (7, "a2"), (14, "a3"), (21, "b1"), (28, "b2"),
    ]  # fmt: skip


def test_a_plan_that_has_not_begun_waits_and_then_goes_first():
    """The one after it in the file goes on where it was, at its own pace."""
    later = replace(NEXT, start=MONDAY + 8 * DAY, every_days=2)
    assert played((later, EVERYONE), 40) == [
        (0, "a1"), (7, "a2"), (9, "b1"), (11, "b2"), (18, "a3"),
    ]  # fmt: skip


def test_with_nothing_left_of_those_that_have_begun_the_next_to_begin_is_waited_for():
    later = replace(NEXT, start=MONDAY + 30 * DAY)
    journey = Journey(KARI.key, plan="everyone", opened=COURSES["a"].lessons)
    step = decide(scene((EVERYONE, later), journey))
    assert (step.reason, step.journey.plan) == ("waiting", "next")
    assert step.journey.next_at.startswith("2026-12-02T07:")


def test_who_becomes_a_champion_gets_the_champions_course_next_and_then_the_rest():
    champions = Plan("champions", "p", MONDAY, every_days=7)
    assert played((champions, EVERYONE), 40, {3: Role.CHAMPION}) == [
        (0, "a1"), (7, "p1"), (14, "p2"), (21, "a2"), (28, "a3"),
    ]  # fmt: skip


def test_a_lesson_that_waits_is_reminded_of_by_its_own_plan_while_the_other_waits():
    away = replace(NEXT, start=MONDAY + 2 * DAY, breaks=((MONDAY, MONDAY + 30 * DAY),))
    journey = sent(Journey(KARI.key, plan="everyone"), "a1", "everyone/0", MONDAY)
    now = scene((away, EVERYONE), journey, MONDAY + 4 * DAY)
    step = decide(now)
    assert (step.wish.kind, step.wish.subject, step.wish.slot) == ("nudge", "a1", "everyone/1/0")
    assert plans_waiting(now) == ("next",)


def test_who_is_held_out_of_one_plan_still_gets_the_other():
    held = replace(EVERYONE, hold_out=60)
    assert played((held, NEXT), 20) == [(0, "b1"), (7, "b2")]
    done = scene((held, NEXT), Journey(KARI.key, plan="next", opened=("b1", "b2")))
    assert (done.plan.id, decide(done).reason) == ("next", "done")
    assert decide(scene((held,), Journey(KARI.key))).reason == "held_out"


def test_a_course_comes_from_the_first_plan_in_the_file_that_has_it():
    again = replace(EVERYONE, id="again", municipalities=frozenset({"1506"}))
    elsewhere = replace(KARI, municipality="1535")
    assert plans_for(KARI, PLACES, (again, EVERYONE), LIBRARY) == [again]
    assert plans_for(elsewhere, PLACES, (again, EVERYONE), LIBRARY) == [EVERYONE]


def test_a_journey_of_an_earlier_version_goes_on_where_it_was():
    old = {"person": KARI.key, "plan": "everyone", "opened": ["a1", "a2"], "next_at": ""}
    step = decide(scene((NEXT, EVERYONE), from_doc(Journey, old)))
    assert (step.wish.subject, step.journey.plan) == ("b1", "next")
    back = moved_to(from_doc(Journey, to_doc(step.journey)), "everyone")
    assert (back.opened, dict(back.elsewhere)) == (("a1", "a2"), {})


def test_a_plan_that_was_taken_away_and_is_back_goes_on_where_it_was():
    old = Journey(KARI.key, plan=NO_PLAN, opened=("a1",))  # as earlier versions left it
    gone = scene((), Journey(KARI.key, plan="everyone", opened=("a1",))).journey
    for journey in (old, gone):
        assert decide(scene((EVERYONE,), journey)).wish.subject == "a2"


def test_a_card_that_goes_out_after_its_plan_lost_its_turn_is_still_that_plans():
    journey = moved_to(Journey(KARI.key, plan="everyone", opened=("a1",)), "next")
    after = sent(journey, "a2", "everyone/0", MONDAY)
    assert (opened_by(after, "everyone"), opened_by(after, "next")) == (("a1", "a2"), ())


@pytest.mark.parametrize(
    ("plans", "reason"),
    [
        ((EVERYONE,), ""),
        ((NEXT, EVERYONE), ""),
        ((), "no_plan"),
        ((replace(EVERYONE, course="c"),), "no_plan"),
        ((replace(EVERYONE, start=MONDAY + DAY),), "no_plan"),
        ((replace(EVERYONE, hold_out=60),), "no_plan"),
    ],
)
def test_what_a_plan_no_longer_wants_is_not_sent(plans, reason):
    row = planned(
        PlannedCard(KARI.key, "lesson", "a1", at_ten(MONDAY), "everyone/0"), at_ten(MONDAY)
    )
    assert outdated(scene(plans, Journey(KARI.key, plan="everyone")), row) == reason


somewhen = st.integers(-20, 60)


@st.composite
def some_plans(draw: st.DrawFn) -> tuple[Plan, ...]:
    return tuple(
        Plan(
            course,
            course,
            MONDAY + draw(somewhen) * DAY,
            every_days=draw(st.integers(1, 20)),
            breaks=tuple(
                (MONDAY + n * DAY, MONDAY + (n + 8) * DAY)
                for n in draw(st.lists(somewhen, max_size=1))
            ),
        )
        for course in draw(st.permutations(["a", "b", "c"]))[: draw(st.integers(1, 3))]
    )


@given(some_plans())
def test_every_lesson_comes_once_and_on_the_days_that_the_forecast_says(plans):
    """The forecast, which works in days, and the planner played day by day, say the same."""
    found = played(plans, 400)
    wanted = [each for plan in plans for each in COURSES[plan.course].lessons]
    assert sorted(each for _, each in found) == sorted(wanted)
    ends = {plan.id: max(n for n, id in found if id[0] == plan.id) for plan in plans}
    ahead = ahead_of(scene(plans, Journey(KARI.key)), "1506")
    forecast = {plan.id: ahead[plan.id].done_on(plan) for plan in plans}
    assert {id: (day - MONDAY).days for id, day in forecast.items()} == ends
    parts = [Part(each, len(COURSES[each.course].lessons), MONDAY) for each in plans]
    assert {id: (day - MONDAY).days for id, day in last_days(parts).items()} == ends


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 5)), max_size=12))
def test_each_plan_keeps_what_it_has_sent_whatever_the_order(moves):
    journey, kept = Journey(KARI.key, plan=NO_PLAN), {plan: list[str]() for plan in "xyz"}
    for plan, n in moves:
        lesson = f"{plan}{n}"
        journey = sent(moved_to(journey, plan), lesson, f"{plan}/0", MONDAY)
        kept[plan] = list(dict.fromkeys([*kept[plan], lesson]))
    assert {plan: list(opened_by(journey, plan)) for plan in "xyz" if kept[plan]} == {
        plan: each for plan, each in kept.items() if each
    }
