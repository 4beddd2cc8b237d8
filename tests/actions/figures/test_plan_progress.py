"""Whether plans are on track: against a counter that goes day by day, and as it is shown."""

from __future__ import annotations

import csv as csv_module
import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from bot.actions.delivery.journeys import plan_due, touch
from bot.actions.figures.plan_progress import count, keep, kept, latest, newest, reports
from bot.actions.figures.reports import Reports, When, all_municipalities, one_municipality
from bot.actions.learning.lessons import save_progress
from bot.cli.plans import (
    NOT_COUNTED,
    columns,
    csv,
    in_detail,
    in_report,
    lines_of_detail,
    text,
)
from bot.cli.tables import detail_csv, list_csv
from bot.core import documents
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plans import Plan
from bot.core.learning.progress import Progress, Track
from bot.core.people.person import Person
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.services import FollowedPlans, Services
from bot.store import MemoryStore
from bot.web.plans import progress
from tests.chat_client import services

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # a Monday
TODAY, DAY = AT.date(), timedelta(days=1)
COURSE = "teams-fra-forste-dag"  # nine lessons
PLAN = Plan("alle", COURSE, TODAY - 40 * DAY, done_by=TODAY + 20 * DAY, hold_out=10)
PLACES = ("1506", "1535", "1539", "")


def crowd(seed: int, many: int = 80) -> list[tuple[Person, int]]:
    """People, and how many lessons each has passed."""
    dice = Random(seed)  # noqa: S311 - made-up people
    found = []
    for n in range(many):
        joined = TODAY - dice.randint(-1, 60) * DAY
        facts = {"left_on": "2026-11-01"} if dice.random() < 0.1 else {}
        facts |= {"stopped": True} if dice.random() < 0.1 else {}
        place = dice.choice(PLACES)
        person = Person(
            f"t:p{n}", "t", f"p{n}", str(joined), municipality=place, lot=n % 100,
            time_zone="Europe/Oslo", conversation="c", **facts,
        )  # fmt: skip
        found.append((person, dice.choice([0, 1, 2, 3, 4, 5, 6, 9])))
    return found


async def settled(home: Services, people: list[tuple[Person, int]]) -> None:
    lessons = home.library.courses[COURSE].lessons

    def change(tx: Any) -> None:
        for person, passed in people:
            tx.put(documents.PEOPLE, person.key, person)
            tx.put(documents.JOURNEYS, person.key, Journey(person.key, "alle", opened=lessons[:5]))
            tracks = {
                id: Track(started="2026-11-01", passed="2026-11-01") for id in lessons[:passed]
            }
            save_progress(tx, Progress(person.key, COURSE, tracks))

    await home.store.run(change)


def naive(people: list[tuple[Person, int]], plan: Plan, today: date) -> dict[str, Counter[str]]:
    """Day by day, as docs/figures.md has it, without the planner's or the forecast's code."""
    found: dict[str, Counter[str]] = {}
    for person, passed in people:
        if person.left_on:
            continue
        row = found.setdefault(person.municipality, Counter())
        row["people"] += 1
        if person.lot < plan.hold_out:
            row["held_out"] += 1
            continue
        day, due, come = max(plan.start, date.fromisoformat(person.joined[:10]) + DAY), 0, 0
        while come < 9 and day < today:
            if day.isoweekday() < 6:
                come += 1
                due += day + plan.every_days * DAY <= today
                day += plan.every_days * DAY
            else:
                day += DAY
        due = 9 if plan.done_by and today > plan.done_by else due
        row["expected"] += due == 9
        if passed == 9:
            row["finished"] += 1
        elif passed >= due:
            row["on_track"] += 1
        else:
            row["behind"] += 1
            row["lessons_behind"] += due - passed
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("every", [4, 7])
@pytest.mark.parametrize("later", [0, 45])
async def test_the_figures_are_those_of_a_naive_counter(seed: int, every: int, later: int):
    people, plan = crowd(seed), replace(PLAN, every_days=every)
    async with MemoryStore() as store:
        home = services(store, plans=(plan,), min_group_size=1)
        await settled(home, people)
        found = await count(home, AT + later * DAY)
    assert found.plans["alle"].keys() == (right := naive(people, plan, TODAY + later * DAY)).keys()
    for number, figures in found.plans["alle"].items():
        for name in ("people", "held_out", "finished", "expected", "on_track", "behind"):
            assert getattr(figures, name) == right[number][name], (number, name)
        assert figures.lessons_behind == right[number]["lessons_behind"]
        taking_part = figures.people - figures.held_out
        assert taking_part == figures.finished + figures.on_track + figures.behind
        never = taking_part - sum(figures.days.values())
        assert figures.cannot_finish >= never
        late = sum(n for day, n in figures.days.items() if day and day > str(plan.done_by))
        assert figures.cannot_finish == never + late


async def test_for_a_new_champion_the_champions_pace_begins_when_they_become_one():
    """Two months after that plan began: the first lesson comes a week after that of the other plan
    on Wednesday, and is due a week later."""
    champions = Plan("padrivere", "suksesspadriver", TODAY - 60 * DAY)
    kari = Person("t:k", "t", "k", "2026-01-01", municipality="1506", lot=50, conversation="c")
    async with MemoryStore() as store:
        home = services(store, plans=(champions, PLAN), min_group_size=1)
        await settled(home, [(kari, 3)])
        assert (await plan_due(home, AT)).looked == 0
        kari = replace(kari, role="champion")

        def appointed(tx: Any) -> None:
            tx.put(documents.PEOPLE, kari.key, kari)
            touch(tx, kari.key, AT)

        await store.run(appointed)
        assert (await plan_due(home, AT)).looked == 1
        for days, lacking in ((0, 0), (8, 0), (9, 1), (16, 2), (60, 4)):
            found = (await count(home, AT + days * DAY)).plans
            assert found["padrivere"]["1506"].lessons_behind == lacking
        assert (await count(home, AT)).plans["alle"]["1506"].lessons_behind > 0


async def test_the_day_when_nine_in_ten_would_be_done_is_the_ninth_of_tens():
    people = [(Person(f"t:p{n}", "t", f"p{n}", "2026-01-01", lot=50), 9 - n) for n in range(10)]
    async with MemoryStore() as store:
        home = services(store, plans=(replace(PLAN, every_days=7),), min_group_size=1)
        await settled(home, people)
        (found,) = reports(home, await count(home, AT))
    # All have been sent five: whoever has passed eight or fewer has four more to come, from today.
    assert found.rows[0].most_done_on == TODAY + 21 * DAY


async def small(minimum: int = 5) -> tuple[Services, list[Any]]:
    """Twenty in Molde, eight in Vestnes, three in Rauma."""
    sizes = {"1506": 20, "1535": 8, "1539": 3}
    numbers = [number for number, many in sizes.items() for _ in range(many)]
    people = [
        (Person(f"t:p{n:02}", "t", f"p{n}", "2026-01-01", municipality=each, lot=50), n % 9)
        for n, each in enumerate(numbers)
    ]
    home = services(MemoryStore(), plans=FollowedPlans([PLAN]), min_group_size=minimum)
    await settled(home, people)
    return home, reports(home, await count(home, AT))


async def test_a_small_municipality_is_hidden_and_so_is_what_would_give_it_away():
    _, (found,) = await small()
    assert {row.number: row.suppressed for row in found.rows} == {
        None: False, "1506": False, "1535": True, "1539": True,
    }  # fmt: skip
    assert found.rows[0].figures.people == 31
    said = text([found], 5)
    assert "1535    Vestnes" in said
    assert "hidden: fewer than 5 people" in said
    rows = list(csv_module.DictReader(io.StringIO(csv([found])), delimiter=";"))
    assert [(e["number"], e["people"], e["suppressed"]) for e in rows] == [
        ("", "31", "false"), ("1506", "20", "false"), ("1535", "", "true"), ("1539", "", "true"),
    ]  # fmt: skip


async def test_a_plan_that_leaves_out_a_few_of_a_municipality_is_hidden_there():
    """What the report tells of Molde, less what this plan tells of it, would be about three."""
    home, _ = await small()
    units = frozenset({"1506/Legevakt"})
    few = [
        (Person(f"t:q{n}", "t", f"q{n}", "2026-01-01", municipality="1506", unit="Legevakt"), 1)
        for n in range(3)
    ]
    await settled(home, few)
    assert isinstance(home.plans, FollowedPlans)
    home.plans.follow([replace(PLAN, id="legevakt", units=units), PLAN])
    found = reports(home, await count(home, AT))
    shown = {(e.plan.id, row.number) for e in found for row in e.rows if not row.suppressed}
    assert ("alle", "1506") not in shown
    assert not any(plan == "legevakt" for plan, _ in shown)


async def test_few_on_the_roster_are_no_more_by_few_others_in_a_plan():
    home, _ = await small()
    facts = {"municipality": "1547", "time_zone": "Europe/Oslo", "conversation": "c"}
    by = ["roster"] * 4 + ["self"] * 4
    for n, source in enumerate(by):
        who = Person(f"t:r{n}", "t", f"r{n}", "2026-01-01", municipality_by=source, **facts)
        await settled(home, [(who, 1)])
    (found,) = reports(home, await count(home, AT))
    assert {row.number: row.suppressed for row in found.rows}["1547"]


async def test_the_bot_counts_once_a_day_and_anew_when_plans_change():
    home, _ = await small()
    at, news = [AT], []
    engine = Engine(
        home, lambda: at[0], alarm=Alarm(), rate=None, every=1.0, chance=lambda: 0.5,
        look=lambda: news.pop() if news else None,
    )  # fmt: skip
    for _ in range(3):
        await engine.loop.tick()
    first = await kept(home.store)
    assert first
    assert await newest(home, AT) == first
    assert engine.plans.figures("people")() == {"alle": 31.0}
    by_place = engine.plans.figures_by_municipality()
    assert by_place["alle", "1506", "people"] == 20
    assert {number for _, number, _ in by_place} == {"1506"}  # the others are hidden
    at[0] = AT + timedelta(hours=5)
    await engine.loop.tick()
    assert await kept(home.store) == first
    at[0] = AT + DAY
    await engine.loop.tick()
    second = await kept(home.store)
    assert second
    assert second.at > first.at
    answer = await progress(home, engine.plans.state)(None)  # type: ignore[arg-type]
    assert b'"id": "alle"' in answer.body
    assert b'"people": 31' in answer.body


async def test_a_report_ends_with_the_plans_as_they_were_counted_and_hides_the_same():
    home, found = await small()
    await keep(home.store, await count(home, AT))
    assert await latest(home) == found
    asked = Reports(home.store, home.municipalities, home.library, 5)
    table = await all_municipalities(asked, When(TODAY))
    rows = {e["number"]: e for e in read(list_csv(table, columns(found)))}
    assert (rows["1506"]["plan_alle_people"], rows["1506"]["plan_alle_suppressed"]) == ("20", "")
    assert rows["1506"]["plan_alle_behind"] == str(found[0].rows[1].figures.behind)
    assert (rows["1535"]["plan_alle_people"], rows["1535"]["plan_alle_suppressed"]) == ("", "yes")
    assert rows["1547"]["plan_alle_people"] == "0"
    assert "\nAs counted 2026-11-23 07:00." in in_report(found, 5)


@pytest.mark.parametrize(("number", "people", "hidden"), [("1506", "20", ""), ("1535", "", "yes")])
async def test_a_report_of_one_municipality_has_its_plans(number: str, people: str, hidden: str):
    home, found = await small()
    asked = Reports(home.store, home.municipalities, home.library, 5)
    one = await one_municipality(asked, When(TODAY), number)
    assert one
    rows = read(detail_csv(one, lines_of_detail(found, number)))
    (plan,) = [e for e in rows if e["what"] == "plan"]
    assert (plan["id"], plan["held_out"] != "", plan["suppressed"]) == ("alle", not hidden, hidden)
    said = in_detail(found, number, 5)
    assert ("hidden: fewer than 5 people" in said) == bool(hidden)
    assert f"alle {people or '–'}" in " ".join(said.split())


async def test_a_report_says_that_changed_plans_have_not_been_counted_yet():
    home, _ = await small()
    assert await latest(home) is None
    assert in_report(None, 5) == in_detail(None, "1506", 5) == f"\n{NOT_COUNTED}"
    assert columns(None).head == ()
    assert isinstance(home.plans, FollowedPlans)
    home.plans.follow([])
    assert await latest(home) == []
    assert in_report([], 5) == in_detail([], "1506", 5) == ""


def read(text: str) -> list[dict[str, str]]:
    return list(csv_module.DictReader(io.StringIO(text), delimiter=";"))


async def test_what_was_counted_of_other_plans_is_not_told():
    home, _ = await small()
    await keep(home.store, replace(await count(home, AT), mark="of before"))
    assert (await newest(home, AT)).mark != "of before"
