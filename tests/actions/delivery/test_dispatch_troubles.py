"""What was to be sent fails, is gone, or was in the air when something happened: it is tried again
a few times, or let be, and everything still adds up."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from bot import drawing
from bot.actions.delivery import corrections as delivery_corrections
from bot.actions.delivery import dispatch, journeys, uncertain_sends
from bot.actions.delivery.explanation import explain
from bot.actions.delivery.journeys import plan_due
from bot.actions.delivery.reminders import choose_later
from bot.actions.delivery.uncertain_sends import CardTap
from bot.actions.people.leaving_date import leaves
from bot.actions.personal_data import my_data
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.plans import Plan
from bot.core.delivery.reminder_times import ReminderWish
from bot.core.delivery.settlement import Effect, RowChange, Settled, again
from bot.core.delivery.states import DeliveryState
from bot.core.learning.lessons import Library
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Message
from bot.core.values import replace
from bot.drawing.request import CardRequest
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.services import LEASE, Services
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams, answer
from tests.virtual import START, clock, run_virtually

COURSE = "teams-fra-forste-dag"
PLAN = Plan("all", COURSE, date(2026, 11, 1))


async def settled(teams: Any, **facts: Any) -> tuple[Services, Any]:
    """One person in a plan, and a sender that draws real cards."""
    store = MemoryStore()
    services = replace(w.world(store, teams), plans=(PLAN,))
    await w.settle_in(store, [w.person(0, **facts)])
    await store.run(lambda tx: journeys.touch(tx, "t:p0", START))
    return services, sender_of(services)


def sender_of(services: Services) -> Any:
    return w.sender(services, draw=drawing.delivered)[0]


async def days_pass(services: Services, sender: Any, days: float) -> None:
    end = clock() + timedelta(days=days)
    while clock() < end:
        await uncertain_sends.reconcile(services, clock())
        await plan_due(services, clock())
        await sender.send_due()
        await asyncio.sleep(600)


async def ended(services: Services) -> Counter[str]:
    rows = await w.rows(services.store, "t:p0")
    return Counter(f"{row['kind']} {row['state']} {row['reason']}".strip() for row in rows)


async def counts(services: Services, prefix: str) -> dict[str, int]:
    return await services.store.run(lambda tx: tx.counts(prefix))


@pytest.mark.parametrize("fault", [Ended.REFUSED, Ended.TOO_BIG])
def test_a_lesson_that_cannot_be_sent_is_tried_three_times_and_then_let_be(fault):
    """Once an hour for ever would be a storm of failures for every single person."""

    async def main():
        services, sender = await settled(FakeTeams([answer(fault)], share=1.0))
        await days_pass(services, sender, 7)
        rows = await w.rows(services.store, "t:p0")
        lessons = [row["subject"] for row in rows if row["kind"] == "lesson"]
        assert Counter(lessons).most_common(1)[0][1] == 3
        assert len(set(lessons)) > 1

    run_virtually(main())


def test_between_two_tries_the_reason_is_told():
    async def main():
        services, sender = await settled(FakeTeams([answer(Ended.REFUSED)], share=1.0))
        await days_pass(services, sender, 0.2)
        assert (await explain(services, "t:p0", clock())).reason == "failed"

    run_virtually(main())


def test_nobody_is_reminded_of_a_lesson_that_is_gone():
    async def main():
        services, sender = await settled(FakeTeams())
        await days_pass(services, sender, 0.2)
        gone, *_ = services.library.courses[COURSE].lessons
        current = [each for id, each in services.library.current.items() if id != gone]
        courses = [
            replace(each, lessons=tuple(id for id in each.lessons if id != gone))
            for each in services.library.courses.values()
        ]
        services = replace(services, library=Library.of(courses, current))
        await days_pass(services, sender_of(services), 12)
        told = await ended(services)
        assert told["nudge skipped content_gone"] == 1
        assert told["lesson sent"] == 2

    run_virtually(main())


def test_a_lesson_that_waits_goes_no_more_when_its_plan_was_taken_away():
    teams = FakeTeams()

    async def main():
        services, _ = await settled(teams)
        await plan_due(services, clock())
        services = replace(services, plans=())
        await days_pass(services, sender_of(services), 0.1)
        assert await ended(services) == {"lesson skipped no_plan": 1}
        services = replace(services, plans=(PLAN,))
        await services.store.run(lambda tx: journeys.touch(tx, "t:p0", clock()))
        await days_pass(services, sender_of(services), 0.1)
        assert (await ended(services))["lesson sent"] == 1

    run_virtually(main())


@pytest.mark.parametrize("lesson", ["", "no-such-lesson"])
def test_later_without_a_lesson_reminds_of_the_one_that_is_next(lesson):
    """The welcome card's button names none."""
    teams = FakeTeams()

    async def main():
        services, sender = await settled(teams)
        services = replace(services, plans=())
        await choose_later(services, "t:p0", ReminderWish(lesson, "10:00"), START)
        await days_pass(services, sender, 1)
        assert await ended(services) == {"later sent": 1}
        assert b"ditt-forste-mote" in teams.messages[0][1].card

    run_virtually(main())


def test_a_card_that_cannot_be_drawn_fails_and_stops_nobody_else():
    teams = FakeTeams()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(3)])
        await w.plan(services, [f"t:p{n}" for n in range(3)])

        def draw(asked: CardRequest) -> Message:
            if asked.person.entra == "p1":
                raise LookupError(asked.key)
            return w.a_card(asked)

        sender, _, _ = w.sender(services, draw=draw)
        await sender.send_due()
        (row,) = await w.rows(store, "t:p1")
        assert (row["state"], row["reason"]) == ("failed", "card_broken")

    run_virtually(main())
    assert sorted(teams.arrived) == ["p0", "p2"]


def test_a_storm_during_the_first_contact_sends_nothing_in_the_evening():
    """The conversation is made in the morning; Teams then says to wait nine hours."""

    class Storm(FakeTeams):
        async def open(self, to: Any) -> SendOutcome:
            if to.entra == "p0":
                await asyncio.sleep(5)
            return await super().open(to)

        async def send(self, to: Any, message: Message) -> SendOutcome:
            if not self.storm_until:
                self.storm_until = 1.0
                await asyncio.sleep(2)
                return SendOutcome(Ended.THROTTLED, wait=9 * 3600.0)
            sent.append((to.entra, clock()))
            return await super().send(to, message)

    teams, sent = Storm(), []

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(0, conversation=""), w.person(1)])
        await w.plan(services, ["t:p0", "t:p1"])
        sender, _, _ = w.sender(services)
        for _ in range(200):
            await sender.send_due()
            await uncertain_sends.reconcile(services, clock())
            await asyncio.sleep(600)
        assert await w.states(store, 2) == {"sent": 2}
        assert await counts(services, "delivery|") == {"delivery|push|sent": 2}

    run_virtually(main())
    assert [who for who, _ in sorted(sent)] == ["p0", "p1"]
    assert all(7 <= at.hour < 15 for _, at in sent)


def test_an_outcome_that_comes_after_the_lease_is_counted_once():
    class Slow(FakeTeams):
        async def send(self, to: Any, message: Message) -> SendOutcome:
            await asyncio.sleep(900)
            return await super().send(to, message)

    async def main():
        store = MemoryStore()
        services = w.world(store, Slow())
        await w.settle_in(store, [w.person(0)])
        await w.plan(services, ["t:p0"])
        sending = asyncio.create_task(w.sender(services)[0].send_due())
        await asyncio.sleep(600)
        await w.sender(services)[0].send_due()
        await uncertain_sends.reconcile(services, clock())
        await sending
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["activity"]) == ("sent", "a-p0-1")
        assert await counts(services, "delivery|") == {"delivery|push|sent": 1}
        journey = await store.run(lambda tx: journeys.journey_of(tx, "t:p0"))
        assert len(journey.recent) <= 1

    run_virtually(main())


def test_a_tap_on_a_card_that_a_crash_left_open_is_counted_once():
    async def main():
        store = MemoryStore()
        services = w.world(store, FakeTeams())
        await w.settle_in(store, [w.person(0)])
        await w.plan(services, ["t:p0"])
        ((key, _),) = (await store.claim(clock(), 1, LEASE)).rows
        await dispatch.exchange(services, (), [key], clock())
        later = clock() + timedelta(hours=1)
        await store.claim(later, 1, LEASE)
        await uncertain_sends.arrived(services, CardTap(key, "t:p0"), later)
        await uncertain_sends.reconcile(services, later)
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["sent_at"]) == ("sent", "2026-11-23T07:00:00Z")
        assert await counts(services, "delivery|") == {"delivery|push|sent": 1}

    run_virtually(main())


def test_a_crash_counts_in_the_budget_of_the_day_it_happened():
    """A card due yesterday, attempted today: today has had its card."""

    async def main():
        services, sender = await settled(FakeTeams())
        await plan_due(services, START + timedelta(minutes=10))
        today = START + timedelta(days=1, hours=1)
        ((key, _),) = (await services.store.claim(today, 1, LEASE)).rows
        await dispatch.exchange(services, (), [key], today)
        after = today + timedelta(hours=1)
        await services.store.claim(after, 1, LEASE)
        await uncertain_sends.reconcile(services, after)
        journey = await services.store.run(lambda tx: journeys.journey_of(tx, "t:p0"))
        assert journey.recent == ("2026-11-24T08:00:00Z",)
        assert sender

    run_virtually(main())


def test_who_is_erased_while_a_card_waits_leaves_nothing_waiting():
    async def main():
        services, _ = await settled(FakeTeams())
        await w.plan(services, ["t:p0"])
        await my_data.erase(services, "t:p0", clock())
        assert await counts(services, "delivery|") == {"delivery|push|skipped": 1}

    run_virtually(main())


def test_settling_what_was_erased_meanwhile_does_not_bring_it_back():
    async def main():
        services, _ = await settled(FakeTeams())
        await w.plan(services, ["t:p0"])
        ((key, _),) = (await services.store.claim(clock(), 1, LEASE)).rows
        (ready,) = await dispatch.exchange(services, (), [key], clock())
        assert ready
        await my_data.erase(services, "t:p0", clock())
        sent = RowChange(DeliveryState.SENT, sent_at="", activity="a")
        arrived = Settled(sent, Effect.COUNTED)
        await dispatch.exchange(services, [dispatch.Sent(key, arrived)], (), clock())
        assert await w.rows(services.store, "t:p0") == []

    run_virtually(main())


def test_a_leaving_date_is_a_day_of_the_person_and_not_of_utc():
    """A night worker's half past midnight is still yesterday in UTC."""

    async def main():
        services, sender = await settled(FakeTeams(), hours="1234567 00:00-03:00")
        await leaves(services, COMMAND_LINE, "t:p0", "2026-11-24", clock())
        await days_pass(services, sender, 2)
        assert (await explain(services, "t:p0", clock())).reason == "left"
        assert await w.rows(services.store, "t:p0") == []

    run_virtually(main())


def test_nobody_is_reminded_of_a_lesson_that_was_withdrawn_nor_sent_it_anew():
    teams = FakeTeams()

    async def main():
        services, sender = await settled(teams)
        first, second, *_ = services.library.courses[COURSE].lessons
        await days_pass(services, sender, 1)
        assert (
            await delivery_corrections.mark(services, clock, COMMAND_LINE, first, "withdraw") == 1
        )
        await days_pass(services, sender, 6.5)
        rows = await w.rows(services.store, "t:p0")
        assert [(row["kind"], row["subject"]) for row in rows if row["subject"] == first] == [
            ("lesson", first)
        ]
        assert ("lesson", second) in [(row["kind"], row["subject"]) for row in rows]

    run_virtually(main())


@pytest.mark.parametrize("claimed", [False, True])
def test_a_withdrawn_lesson_that_is_still_on_its_way_does_not_arrive(claimed):
    teams = FakeTeams()

    async def main():
        services, sender = await settled(teams)
        await plan_due(services, clock())
        if claimed:
            await services.store.claim(clock(), 1, LEASE)
        first, *_ = services.library.courses[COURSE].lessons
        assert (
            await delivery_corrections.mark(services, clock, COMMAND_LINE, first, "withdraw") == 1
        )
        await days_pass(services, sender, 3)
        assert b"ditt-forste-mote" not in b"".join(message.card for _, message in teams.messages)

    run_virtually(main())


def test_what_is_in_the_air_when_the_bot_stops_is_waited_for():
    """Else every new version of the bot would leave some cards uncertain."""
    teams = FakeTeams()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(100)])
        await w.plan(services, [f"t:p{n}" for n in range(100)])
        engine = Engine(services, clock, alarm=Alarm(), rate=30, every=5, chance=lambda: 0.5)
        async with engine.started(lambda: "mark"):
            while not teams.arrived:
                await asyncio.sleep(0.1)
        states = await w.states(store, 100)
        assert states["attempting"] == 0
        assert states["sent"] == sum(teams.arrived.values()) > 0
        assert states["claimed"] > 0

    run_virtually(main())


def test_put_off_is_never_too_early():
    """A fraction of a second cut off would take the row up again at once, over and over."""
    due = START + timedelta(microseconds=10)
    assert again(due).due_at == "2026-11-23T07:00:01Z"
    assert again(START).due_at == "2026-11-23T07:00:00Z"


def test_what_a_later_version_kept_of_a_card_is_still_there_when_it_has_been_sent():
    async def main():
        store = MemoryStore()
        services = w.world(store, FakeTeams())
        await w.settle_in(store, [w.person(0)])
        await w.plan(services, ["t:p0"])
        ((key, row),) = await store.run(lambda tx: tx.find(documents.DELIVERIES, person="t:p0"))
        await store.run(lambda tx: tx.put(documents.DELIVERIES, key, row | {"lane": ["fast"]}))
        sender, _, _ = w.sender(services)
        await sender.send_due()
        await uncertain_sends.arrived(services, CardTap(key, "t:p0", "stop"), clock())
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["tapped"], row["lane"]) == ("sent", "stop", ["fast"])

    run_virtually(main())
