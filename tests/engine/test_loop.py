"""The loop plans, sends, beats, and survives what goes wrong."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.actions.people.arrival import arrive
from bot.core import documents
from bot.core.delivery.plans import Plan
from bot.core.people.person import Visitor
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.virtual import START, clock, run_virtually

PLAN = Plan("autumn", "teams-fra-forste-dag", date(2026, 11, 1))
DAY = 86_400


def visitor(n: int) -> Visitor:
    to = Address("t", "https://smba.example/", f"c-p{n}", f"29:p{n}", f"p{n}")
    return Visitor(to, f"Person {n}", "nb-NO", "Europe/Oslo")


async def running(teams: FakeTeams, people: int, every: float = 60, local: bool = True):
    """A house with a plan, people who have just arrived, and its engine."""
    services = replace(w.world(MemoryStore(), teams), plans=(PLAN,), local=local)
    for n in range(people):
        await arrive(services, visitor(n), clock(), installed=True)
    alarm = Alarm()
    engine = Engine(services, clock, alarm=alarm, rate=30, every=every, chance=lambda: 0.5)
    return services, engine, alarm


async def live(engine: Engine, days: float) -> None:
    async with engine.started(lambda: "mark"):
        await asyncio.sleep(days * DAY)


@pytest.mark.slow
def test_newcomers_get_their_first_lesson_the_next_morning_spread_over_it():
    teams = FakeTeams()

    async def main():
        _, engine, _ = await running(teams, 40)
        await live(engine, 1.2)

    run_virtually(main())
    assert len(teams.arrived) == 40
    times = [START + timedelta(seconds=each) for each in teams.requests["t"]]
    assert {each.date() for each in times} == {START.date() + timedelta(days=1)}
    assert max(times) - min(times) > timedelta(minutes=45)


@pytest.mark.slow
def test_who_never_answers_gets_two_reminders_a_lesson_and_then_peace():
    teams = FakeTeams()

    async def main():
        services, engine, _ = await running(teams, 1, every=1200)
        await live(engine, 60)
        return [row for row in await w.rows(services.store, "t:p0") if row["state"] == "sent"]

    sent = run_virtually(main())
    kinds_sent = [row["kind"] for row in sorted(sent, key=lambda row: row["sent_at"])]
    assert kinds_sent == ["lesson", "nudge", "nudge"] * 3 + ["resting"]


def test_one_bad_journey_stops_nobody_else():
    teams = FakeTeams()

    async def main():
        services, engine, _ = await running(teams, 3)

        def spoil(tx):
            doc = tx.get(documents.JOURNEYS, "t:p1")
            tx.put(
                documents.JOURNEYS, "t:p1", doc | {"sent": "yesterday", "lesson": "x", "nudges": 9}
            )

        await services.store.run(spoil)
        await live(engine, 1.2)
        return engine.loop.beat

    beat = run_virtually(main())
    assert set(teams.arrived) == {"p0", "p2"}
    assert beat.failed == 0


def test_the_loop_beats_and_its_figures_add_up():
    teams = FakeTeams()

    async def main():
        _, engine, _ = await running(teams, 5)
        await live(engine, 1.2)
        return engine.loop.gauges(), engine.loop.tally()

    gauges, tally = run_virtually(main())
    assert gauges["state_sent"] == 5
    assert gauges["expected_today"] == gauges["sent_today"] == 5
    assert gauges["tick_age"] <= 60
    assert tally["planned"] == tally["taken_up"] == 5


def test_what_was_too_old_and_went_is_counted_for_whoever_looks_after_the_bot():
    async def main():
        services, engine, _ = await running(FakeTeams(), 2)
        opinion = {"person": "t:p0", "lesson": w.LESSON, "at": "2019-01-01T08:00:00Z"}

        def age(tx):
            tx.put(documents.OPINIONS, "t:p0/old", opinion)
            tx.put(
                documents.PEOPLE,
                "t:p0",
                tx.get(documents.PEOPLE, "t:p0") | {"oldest": "2019-01-01"},
            )

        await services.store.run(age)
        await live(engine, 0.1)
        shown = {}
        engine.expose(lambda *told: shown.update({told[0]: told[3]}), *[lambda *_: None] * 2)
        return shown["purged"]()

    assert {kind: n for kind, n in run_virtually(main()).items() if n} == {documents.OPINIONS: 1}


@pytest.mark.slow
def test_a_restore_that_nobody_lets_go_on_is_an_alarm_while_something_waits():
    teams = FakeTeams()

    async def main():
        services, engine, alarm = await running(teams, 2)
        hold = {"held": True}
        await services.store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", hold))
        await live(engine, 0.9)
        return alarm.tally

    assert run_virtually(main()) == {"sending_held": 1}
    assert teams.arrived == {}


@pytest.mark.slow
def test_a_clock_that_is_years_ahead_for_a_while_silences_and_deletes_nobody():
    teams, ahead = FakeTeams(), [timedelta()]

    async def main():
        services, _, alarm = await running(teams, 10)
        wrong = lambda: clock() + ahead[0]  # noqa: E731 - a clock
        engine = Engine(services, wrong, alarm=alarm, rate=30, every=60, chance=lambda: 0.5)
        async with engine.started(lambda: "mark"):
            for years in (0, 10, 0):
                ahead[0] = timedelta(days=365 * years)
                await asyncio.sleep(1200)
            await asyncio.sleep(1.5 * DAY)

    run_virtually(main())
    assert teams.arrived == {f"p{n}": 1 for n in range(10)}


@pytest.mark.parametrize("wait", [None, 600.0])
@pytest.mark.slow
def test_an_hours_storm_is_told_of_and_loses_nobody_and_holds_up_no_other_tenant(wait):
    class Storm(FakeTeams):
        async def send(self, to, message):
            if to.tenant == "t" and asyncio.get_running_loop().time() < 4500:
                self._note(to)
                return SendOutcome(Ended.THROTTLED, wait=wait)
            return await super().send(to, message)

    teams = Storm()

    async def main():
        services = w.world(MemoryStore(), teams)
        persons = [w.person(n, hours="1234567 00:00-00:00") for n in range(40)]
        others = [replace(w.person(n), key=f"b:p{n}", tenant="b") for n in range(100, 110)]
        await w.settle_in(services.store, persons + others)
        await w.plan(services, [each.key for each in persons + others])
        alarm = Alarm()
        engine = Engine(services, clock, alarm=alarm, rate=30, every=30, chance=lambda: 0.1)
        await live(engine, 0.3)
        assert alarm.tally == {"nothing_sent": 1}
        assert await w.states(services.store, 40) == {"sent": 40}

    run_virtually(main())
    assert set(teams.arrived.values()) == {1}
    assert max(teams.requests["b"]) < 2
    assert sum(each < 4500 for each in teams.requests["t"]) < 300


@pytest.mark.slow
def test_a_night_of_installations_is_welcomed_over_the_next_morning():
    """A setup policy installs at night; who writes first is welcomed at once, and only then."""
    teams = FakeTeams()

    async def main():
        await asyncio.sleep(DAY * 0.6)  # past ten in the evening
        services, engine, _ = await running(teams, 20, local=False)
        await arrive(services, visitor(3), clock(), installed=False)
        await live(engine, 0.8)
        found = [await w.rows(services.store, f"t:p{n}") for n in range(20)]
        return [[row["kind"] for row in rows] for rows in found]

    found = run_virtually(main())
    assert found == [["lesson"] if n == 3 else ["welcome"] for n in range(20)]
    assert set(teams.arrived.values()) == {1}
    morning = [START + timedelta(seconds=each) for each in teams.requests["t"]]
    assert {each.hour for each in morning} <= {7, 8}


def test_two_processes_on_one_store_purge_once_a_day_between_them():
    async def main():
        services, one, alarm = await running(FakeTeams(), 0)
        other = Engine(services, clock, alarm=alarm, rate=30, every=60, chance=lambda: 0.5)
        left = replace(w.person(0), oldest="2019-01-01", joined="2019-01-01", seen="2019-01-01")
        purged: list[int] = []
        for _ in range(3):
            await w.settle_in(services.store, [left])
            async with one.started(lambda: "mark"), other.started(lambda: "mark"):
                await asyncio.sleep(3600)
            purged.append(one.loop.purged["people"] + other.loop.purged["people"])
            await asyncio.sleep(DAY / 2)
        return purged

    assert run_virtually(main()) == [1, 1, 2]
