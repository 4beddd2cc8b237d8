"""A rehearsal: what it finds is what the bot would do, and the real store is only read."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.delivery.dispatch import Sent, exchange
from bot.actions.delivery.journeys import look_at_everyone, oldest_due, plan_due, plans_mark
from bot.core import documents
from bot.core.delivery.forecast import Forecast
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plans import Plan
from bot.core.delivery.rehearsal import HeldBack, Rehearsal, RehearsedCard, folded
from bot.core.delivery.settlement import settle
from bot.core.moments import moment
from bot.core.people.hours import Calendar
from bot.core.people.person import Person
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.small_parts import TOGETHER
from bot.core.values import replace, to_doc
from bot.engine import rehearsal
from bot.engine.rehearsal import rehearse
from bot.engine.sandbox import NullMessenger
from bot.ports import Store, Tx
from bot.services import LEASE, Services
from bot.store import MemoryStore, open_store
from tests.chat_client import services

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # a Monday, seven o'clock in Oslo
DAY = timedelta(days=1)
COURSE = "teams-fra-forste-dag"
FIRST = "ditt-forste-mote"
PLAN = Plan("alle", COURSE, NOW.date(), done_by=date(2027, 3, 1))


def person(n: int, **facts: Any) -> Person:
    known: dict[str, Any] = {"municipality": "1506", "time_zone": "Europe/Oslo", "lot": n % 100}
    known |= {"conversation": "c"}
    return Person(f"t:p{n}", "t", f"p{n}", "2026-11-01", **known | facts)


async def settled(store: Store, crowd: list[Person], **journey: Any) -> None:
    def change(tx: Tx) -> None:
        for each in crowd:
            tx.put(documents.PEOPLE, each.key, each)
            where = Journey(each.key, plan="-", next_at=moment(NOW), **journey)
            tx.put(documents.JOURNEYS, each.key, where)

    await store.run(change)


def world(store: Any, *plans: Plan, **facts: Any) -> Services:
    return replace(services(store, plans=plans or (PLAN,), **facts), messenger=NullMessenger())


async def rehearsed(store: Any, *plans: Plan, **facts: Any) -> Rehearsal:
    return await rehearse(world(store, *plans), MemoryStore, NOW, **facts)


def by_kind(found: Rehearsal) -> Counter[str]:
    kinds_ = Counter[str]()
    for card, n in found.cards.items():
        kinds_[card.kind] += n
    return kinds_


@pytest.fixture
async def store():
    async with MemoryStore() as store:
        yield store


async def test_who_gets_what_and_when_is_counted_by_day_and_municipality(store):
    """Nobody answers: the first lesson, two reminders three days apart, the next lesson."""
    await settled(store, [person(1), person(2), person(3, municipality="1535")])
    found = await rehearsed(store, days=8)
    assert found.cards == {
        RehearsedCard(date(2026, 11, 23), "1506", "lesson", FIRST): 2,
        RehearsedCard(date(2026, 11, 23), "1535", "lesson", FIRST): 1,
        RehearsedCard(date(2026, 11, 26), "1506", "nudge", FIRST): 2,
        RehearsedCard(date(2026, 11, 26), "1535", "nudge", FIRST): 1,
        RehearsedCard(date(2026, 11, 30), "1506", "nudge", FIRST): 2,
        RehearsedCard(date(2026, 11, 30), "1535", "nudge", FIRST): 1,
    }
    assert found.people == found.reached == {"1506": 2, "1535": 1}
    assert (found.total, found.last) == (9, date(2026, 11, 30))


WHY: dict[str, dict[str, Any]] = {
    "stopped": {"stopped": True},
    "blocked": {"blocked": True},
    "not_installed": {"installed": False},
    "paused": {"paused_until": "2027-11-23T00:00:00Z"},
    "held_out": {"lot": 0},
    "no_plan": {"municipality": "1547"},
    "hours": {"hours": "6 08:00-10:00"},
}


async def test_who_gets_nothing_has_a_reason_and_everyone_is_one_or_the_other(store):
    crowd = [person(n + 1, **{"lot": 50} | facts) for n, facts in enumerate(WHY.values())]
    await settled(store, [*crowd, person(98, left_on="2026-11-23"), person(99)])
    plan = replace(PLAN, hold_out=10, municipalities=frozenset({"1506"}))
    found = await rehearsed(store, plan, days=5)
    assert {reason for _, reason in found.nothing} == set(WHY)
    assert set(found.nothing.values()) == {1}
    assert sum(found.people.values()) == len(WHY) + 1, "without those who have left"
    for number, n in found.people.items():
        nothing = sum(k for (place, _), k in found.nothing.items() if place == number)
        assert n == found.reached.get(number, 0) + nothing


@pytest.mark.slow
async def test_a_share_that_answers_moves_on_and_is_asked_again_later(store):
    await settled(store, [person(n) for n in range(25)])
    none, some, every = [await rehearsed(store, days=15, answering=share) for share in (0, 50, 100)]
    assert by_kind(every) == {"lesson": 75, "recall": by_kind(every)["recall"]}
    assert by_kind(every)["recall"] > 0
    assert by_kind(none)["lesson"] < by_kind(some)["lesson"] < 75
    assert by_kind(none)["nudge"] > by_kind(some)["nudge"] > 0
    assert (await rehearsed(store, days=15, answering=50)).cards == some.cards


CHAMPIONS = Plan("champions", "suksesspadriver", NOW.date() + 9 * DAY, every_days=2)


@pytest.mark.slow
@pytest.mark.parametrize("plans", [(PLAN,), (CHAMPIONS, PLAN)], ids=["one plan", "two plans"])
async def test_the_house_itself_sends_exactly_what_was_rehearsed(store, plans):
    """The same days played by the bot's own steps on the real store."""
    crowd = [person(n, municipality=("1506", "1535")[n % 2]) for n in range(40)]
    crowd.append(person(77, paused_until="2026-11-27T00:00:00Z"))
    crowd.append(person(78, left_on="2026-11-25"))
    crowd += [person(n, role="champion") for n in range(80, 90)]
    await settled(store, crowd)
    found = await rehearsed(store, *plans, days=20)
    real = await played(world(store, *plans), NOW + 20 * DAY)
    assert found.total == sum(real.values())
    assert {(str(c.day), c.kind): 0 for c in found.cards}.keys() == real.keys()
    rehearsed_days = Counter[tuple[str, str]]()
    for card, n in found.cards.items():
        rehearsed_days[str(card.day), card.kind] += n
    assert rehearsed_days == real


async def played(home: Services, until: datetime) -> Counter[tuple[str, str]]:
    """A bot that ticks every ten minutes."""
    sent, now = Counter[tuple[str, str]](), NOW
    while now < until:
        await plan_due(home, now)
        rows = (await home.store.claim(now, 500, LEASE)).rows
        ready = [each for each in await exchange(home, (), [key for key, _ in rows], now) if each]
        outcome = SendOutcome(Ended.SENT, activity="a")
        await exchange(home, [Sent(e.key, settle(e.row, outcome, now, 0)) for e in ready], (), now)
        sent.update((moment(now)[:10], each.row.kind) for each in ready)
        waits = await oldest_due(home)
        now += timedelta(minutes=10) if waits and waits < now + DAY / 4 else timedelta(hours=1)
    return sent


async def test_the_real_store_is_only_read_beside_a_running_bot(tmp_path: Path):
    """The store that is rehearsed on refuses every write; afterwards it is as it was."""
    url = f"tinydb:{tmp_path / 'store.db'}"
    async with open_store(url) as store:
        await settled(store, [person(n) for n in range(5)])
        async with open_store(url, read_only=True) as reading:
            found = await rehearse(world(reading), MemoryStore, NOW, days=10)
        assert found.total == 15
        assert (await oldest_due(world(store))) == NOW
        assert await store.run(lambda tx: tx.counts("")) == {}


async def test_more_people_than_a_page_are_all_there(store, monkeypatch):
    monkeypatch.setattr(rehearsal, "PAGE", 7)
    await settled(store, [person(n) for n in range(30)])
    found = await rehearsed(store, days=2)
    assert found.people == {"1506": 30}
    assert found.total == 30


async def test_what_cannot_be_read_stops_only_its_own_person(store):
    await settled(store, [person(1), person(2), person(3)])
    await store.run(lambda tx: tx.put(documents.JOURNEYS, "t:p2", {"plan": "-", "next_at": 7}))
    broken = to_doc(person(3)) | {"joined": "long ago"}
    await store.run(lambda tx: tx.put(documents.PEOPLE, "t:p3", broken))
    found = await rehearsed(store, days=5)
    assert found.nothing == {("1506", "broken"): 2}
    assert found.reached == {"1506": 1}


async def planned(store: Store) -> None:
    """The first lesson is planned, and waits to be sent."""
    await plan_due(world(store), NOW)
    when = await oldest_due(world(store))
    assert when
    assert (await plan_due(world(store), when)).planned == 1


async def test_a_card_on_its_way_goes_and_one_that_ended_is_not_sent_again(store):
    """What the bot has planned and not yet sent is part of the coming days."""
    await settled(store, [person(1)])
    await planned(store)
    assert (await rehearsed(store, days=1)).total == 1
    real = await played(world(store), NOW + DAY)
    assert real.total() == 1
    later = await rehearse(world(store), MemoryStore, NOW + DAY, days=10)
    assert [card.kind for card in later.cards] == ["nudge", "nudge", "lesson"]


async def test_a_row_that_is_skipped_is_told_with_its_reason(store):
    await settled(store, [person(1)])
    await planned(store)
    stopped = to_doc(person(1, stopped=True))
    await store.run(lambda tx: tx.put(documents.PEOPLE, "t:p1", stopped))
    found = await rehearsed(store, days=3)
    assert found.held == {HeldBack("1506", "lesson", "stopped"): 1}
    assert found.nothing == {("1506", "stopped"): 1}


async def test_holidays_keep_days_free(store):
    await settled(store, [person(1)])
    free = Calendar(frozenset({NOW.date(), NOW.date() + DAY}))
    home = world(store, calendar=lambda _: free)
    found = await rehearse(home, MemoryStore, NOW, days=4)
    assert [card.day for card in found.cards] == [NOW.date() + 2 * DAY]


async def test_the_outlook_says_how_many_will_miss_the_date(store):
    """Nine lessons a week apart from today end on 18 January."""
    await settled(store, [person(1), person(2, stopped=True)])
    lessons = len(world(store).library.courses[COURSE].lessons)
    ends = NOW.date() + (lessons - 1) * 7 * DAY
    late, in_time = replace(PLAN, done_by=ends - DAY), replace(PLAN, done_by=ends)
    assert (await rehearsed(store, late, days=1)).missing == 2
    found = await rehearsed(store, in_time, days=1)
    assert found.outlook == {("alle", "1506"): Forecast(2, in_time=1, never=1, last=ends)}
    assert found.deadlines == {"alle": ends}


async def test_plans_that_the_bot_has_not_taken_yet_are_rehearsed_as_if_it_took_them_now(store):
    """Nobody is looked at again of themselves; after a restart with the plan, everybody is."""
    await settled(store, [person(n) for n in range(5)])
    facts = {"mark": plans_mark(world(store, CHAMPIONS)), "names": [CHAMPIONS.id]}

    def change(tx: Tx) -> None:
        tx.put(documents.STORE_FACTS, "plans", facts)
        for key, doc in tx.find(documents.JOURNEYS, plan="-"):
            tx.put(documents.JOURNEYS, key, doc | {"next_at": ""})

    await store.run(change)
    found = await rehearsed(store, days=8)
    assert (found.total, found.reached) == (15, {"1506": 5})
    assert (await rehearsed(store, CHAMPIONS, days=8)).total == 0
    home = world(store)
    assert await look_at_everyone(home, NOW, plans_mark(home)) == 5
    assert (await rehearsed(store, days=8)).cards == found.cards


async def test_who_misses_the_dates_of_two_plans_is_one_person(store):
    await settled(store, [person(n, role="champion", stopped=True) for n in range(3)])
    found = await rehearsed(store, replace(CHAMPIONS, done_by=PLAN.done_by), PLAN, days=1)
    assert (found.in_plans, found.missing) == (6, 3)


async def test_an_empty_house_has_nothing_to_rehearse(store):
    found = await rehearsed(store)
    assert (found.total, found.people, found.missing) == (0, {}, 0)


async def test_sending_that_is_held_back_is_said(store):
    await store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", {"held": True}))
    assert (await rehearsed(store, days=1)).on_hold


def counted(**sizes: int) -> Rehearsal:
    cards = {RehearsedCard(NOW.date(), n, "lesson", FIRST): k for n, k in sizes.items()}
    outlook = {("p", n): Forecast(k, late=k) for n, k in sizes.items()}
    nothing = {(n, "stopped"): 1 for n in sizes}
    return Rehearsal(NOW.date(), 1, people=sizes, cards=cards, nothing=nothing, outlook=outlook)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"a": 9, "b": 8}, {"a": 9, "b": 8}),
        ({"a": 9, "b": 3, "c": 4}, {"a": 9, TOGETHER: 7}),
        ({"a": 49, "b": 8, "c": 1}, {"a": 49, "b": 8}),
        ({"a": 49, "": 1}, {"a": 49}),
        ({"a": 49, "": 5}, {"a": 49, "": 5}),
        ({"a": 49, "": 1, "c": 4}, {"a": 49, TOGETHER: 5}),
        ({"a": 2}, {TOGETHER: 2}),
        ({"a": 2, "": 1}, {TOGETHER: 3}),
    ],
)
def test_small_municipalities_are_added_up_or_left_out_and_large_ones_stand(sizes, shown):
    """Never one small one alone beside the sum of all; every sum is that of its rows."""
    found = folded(counted(**sizes), 5)
    assert found.people == shown
    assert found.total == found.missing == sum(shown.values())
    assert (
        {place for place, _ in found.nothing} == {place for _, place in found.outlook} == {*shown}
    )
    left_out = sum(sizes.values()) - sum(shown.values())
    assert found.left_out == bool(left_out)
    assert left_out < 5
