"""Every planned row ends in the right state, nothing is sent twice, and no limit is exceeded."""

import asyncio

import pytest

from bot.core import documents
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address
from bot.engine.alarm import Alarm
from bot.engine.circuit import Circuit
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams, answer, uninstalled
from tests.fakes.clock import FakeClock
from tests.virtual import run_virtually

MIXED = (
    answer(Ended.THROTTLED, 5.0),
    answer(Ended.THROTTLED),
    answer(Ended.RETRY),
    answer(Ended.UNCERTAIN),
    answer(Ended.UNCERTAIN, arrives=True),
    answer(Ended.BLOCKED),
    uninstalled,
    answer(Ended.GONE),
    answer(Ended.REFUSED),
    answer(Ended.FORBIDDEN),
)


async def send_all(teams: FakeTeams, count: int, rate: float | None = 30, hours: int = 12):
    """Send to `count` people until nothing is due for as many hours; the store and sender."""
    store = MemoryStore()
    services = w.world(store, teams)
    await w.settle_in(store, [w.person(n) for n in range(count)])
    await w.plan(services, [f"t:p{n}" for n in range(count)])
    sender, _, _ = w.sender(services, rate)
    loop = asyncio.get_running_loop()
    while loop.time() < hours * 3600:
        await sender.send_due()
        await asyncio.sleep(20)
    return store, sender


def test_everybody_gets_their_card_once_at_the_configured_rate():
    """Ninety people at thirty a second take three seconds, no more and hardly less."""
    teams = FakeTeams()

    async def main():
        store, _ = await send_all(teams, 90, hours=1)
        assert await w.states(store, 90) == {"sent": 90}

    run_virtually(main())
    assert set(teams.arrived.values()) == {1}
    times = teams.requests["t"]
    assert teams.fastest(1.0, times) <= 30
    assert 2.9 < times[-1] - times[0] < 3.3


@pytest.mark.parametrize("many", [500, pytest.param(5000, marks=pytest.mark.slow)])
def test_with_every_fifth_delivery_failing_all_end_right_and_none_is_doubled(many):
    teams = FakeTeams(MIXED, share=0.2)

    async def main():
        store, sender = await send_all(teams, many, rate=50)
        states = await w.states(store, many)
        counts = await store.run(lambda tx: tx.counts("delivery|"))
        return states, counts, sender.tally

    states, counts, tally = run_virtually(main())
    assert sum(states.values()) == many
    assert states["planned"] == states["claimed"] == states["attempting"] == 0
    assert max(teams.arrived.values()) == 1
    assert states["sent"] == len(teams.messages) == tally["sent"] > 0.8 * many
    assert states["uncertain"] == tally["uncertain"] > 0
    assert states["blocked"] == tally["blocked"] > 0
    assert states["skipped"] == tally["not_installed"] == len(teams.removed) > 0
    assert states["failed"] >= tally["refused"] > 0
    assert counts == {f"delivery|push|{state}": n for state, n in states.items() if n}
    assert teams.fastest(1.0, teams.requests["t"]) <= 50
    for times in teams.by_conversation.values():
        assert teams.fastest(1.0, times) <= 7
        assert teams.fastest(30.0, times) <= 60


def test_a_storm_of_429_stops_the_whole_tenant_for_as_long_as_it_says():
    class Storm(FakeTeams):
        async def send(self, to, message):
            if len(self.requests["t"]) == 10:
                self._note(to)
                self.storm_until = asyncio.get_running_loop().time() + 120
                return SendOutcome(Ended.THROTTLED, wait=120.0)
            return await super().send(to, message)

    teams = Storm()

    async def main():
        store, _ = await send_all(teams, 100, hours=1)
        assert await w.states(store, 100) == {"sent": 100}

    run_virtually(main())
    during = [each for each in teams.requests["t"] if each < teams.storm_until - 119]
    after = [each for each in teams.requests["t"] if each >= teams.storm_until]
    assert len(during) + len(after) == 101
    assert set(teams.arrived.values()) == {1}


@pytest.mark.parametrize("wait", [None, 2.0])
def test_tries_are_bounded_and_then_the_row_says_so(wait):
    teams = FakeTeams([answer(Ended.THROTTLED, wait)], share=1.0)

    async def main():
        store, _ = await send_all(teams, 1, hours=24)
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["reason"]) == ("failed", "tries")
        assert 8 <= row["tries"] <= 20

    run_virtually(main())
    assert teams.arrived == {}


def test_who_has_blocked_the_bot_is_remembered_and_left_alone():
    teams = FakeTeams(blocked={"p0"})

    async def main():
        store, _ = await send_all(teams, 1, hours=1)
        (row,) = await w.rows(store, "t:p0")
        assert row["state"] == "blocked"
        person = await store.run(lambda tx: tx.get(documents.PEOPLE, "t:p0"))
        assert person["blocked"]

    run_virtually(main())


def test_a_stale_conversation_is_found_again_once_and_then_given_up():
    teams = FakeTeams([answer(Ended.GONE)], share=1.0)

    async def main():
        store, _ = await send_all(teams, 1, hours=1)
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["reason"]) == ("failed", "gone")

    run_virtually(main())
    assert len(teams.requests["t"]) == 3  # a send, a new conversation, a send


def test_no_conversation_yet_is_created_and_kept():
    teams = FakeTeams()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(0, conversation="")])
        await w.plan(services, ["t:p0"])
        await w.sender(services)[0].send_due()
        person = await store.run(lambda tx: tx.get(documents.PEOPLE, "t:p0"))
        assert person["conversation"] == "c-p0"

    run_virtually(main())
    assert teams.arrived == {"p0": 1}


@pytest.mark.parametrize("ended", [Ended.UNREGISTERED, Ended.DISABLED])
def test_a_bot_that_may_not_send_stops_says_so_and_loses_nothing(ended):
    teams = FakeTeams([answer(ended)], share=1.0)

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(200)])
        await w.plan(services, [f"t:p{n}" for n in range(200)])
        sender, circuit, alarm = w.sender(services)
        await sender.send_due()
        assert circuit.is_open("t")
        assert alarm.tally == {"sending_stopped": 1}
        assert len(teams.requests["t"]) <= 3
        assert (await w.states(store, 200))["planned"] == 200
        teams.share = 0.0
        assert circuit.stops({"t"})
        assert circuit.stops({"t", "b"}) == (ended is Ended.UNREGISTERED)
        while circuit.is_open("t"):
            await asyncio.sleep(60)
        await asyncio.sleep(60)
        await sender.send_due()
        assert alarm.tally == {"sending_stopped": 1}
        assert await w.states(store, 200) == {"sent": 200}

    run_virtually(main())
    assert set(teams.arrived.values()) == {1}


def test_a_gate_that_refuses_everybody_is_not_taken_for_hundreds_of_opt_outs():
    """Every 403 would silence one more person for good: after twenty in a row the operator is told,
    and the others wait."""
    teams = FakeTeams([answer(Ended.BLOCKED)], share=1.0)

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(300)])
        await w.plan(services, [f"t:p{n}" for n in range(300)])
        sender, circuit, alarm = w.sender(services)
        await sender.send_due()
        assert not circuit.stops({"t"})
        states = await w.states(store, 300)
        assert 20 <= states["blocked"] <= 25
        assert states["planned"] == 300 - states["blocked"]
        assert alarm.tally == {"sending_stopped": 1}

    run_virtually(main())


def test_an_address_that_was_learned_in_a_chat_of_others_is_mended_by_asking_for_their_own():
    """Teams says that the bot is not in that conversation; the app may be there all the same."""

    class Elsewhere(FakeTeams):
        async def send(self, to, message):
            if to.conversation == "a:chat-of-others":
                self._note(to)
                return SendOutcome(Ended.NOT_INSTALLED, reason="403 BotNotInConversationRoster")
            return await super().send(to, message)

    teams = Elsewhere()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(0, conversation="a:chat-of-others")])
        await w.plan(services, ["t:p0"])
        sender, _, _ = w.sender(services)
        for _ in range(3):
            await sender.send_due()
            await asyncio.sleep(2)
        assert await w.states(store, 1) == {"sent": 1}
        person = await store.run(lambda tx: tx.get(documents.PEOPLE, "t:p0"))
        assert (person["conversation"], person.get("installed", True)) == ("c-p0", True)

    run_virtually(main())


def test_a_403_that_is_nobodys_opt_out_is_tried_for_hours_and_silences_nobody():
    """It ends with its code, or gets through once Teams has come to its senses."""
    refused = SendOutcome(Ended.FORBIDDEN, reason="403 BadArgument")
    ends = {"p0": 10**9, "p1": 2 * 3600}

    def fault(_: FakeTeams, to: Address) -> SendOutcome | None:
        return refused if asyncio.get_running_loop().time() < ends[to.entra] else None

    teams = FakeTeams([fault], share=1.0)

    async def main():
        store, _ = await send_all(teams, 2, hours=20)
        rows = await store.run(lambda tx: tx.find(documents.DELIVERIES, person="t:p0", limit=9))
        assert [(row["state"], row["reason"]) for _, row in rows] == [("failed", "403 BadArgument")]
        assert await w.states(store, 2) == {"failed": 1, "sent": 1}
        people = await store.run(lambda tx: [tx.get(documents.PEOPLE, f"t:p{n}") for n in (0, 1)])
        assert not any(each.get("blocked") for each in people)
        assert all(each.get("installed", True) for each in people)

    run_virtually(main())
    tries = teams.by_conversation["p0"]
    assert 8 <= len(tries) <= 40
    assert tries[-1] - tries[0] >= 4 * 3600


def test_what_waits_for_the_morning_comes_over_the_morning_and_not_in_a_chorus():
    teams = FakeTeams()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(0, 100, 5)])
        await asyncio.sleep(13 * 3600)  # in the evening
        await w.plan(services, [f"t:p{n}" for n in range(0, 100, 5)], at=w.clock())
        sender, _, _ = w.sender(services)
        for _ in range(14 * 6):
            await sender.send_due()
            await asyncio.sleep(600)

    run_virtually(main())
    times = teams.requests["t"]
    assert len(times) == 20
    assert 80 * 60 < max(times) - min(times) < 90 * 60


def test_a_clock_that_is_put_back_keeps_nothing_stopped_for_longer():
    tick = FakeClock()
    circuit = Circuit(tick, Alarm())
    circuit.open("t", "disabled")
    assert circuit.is_open("t")
    tick.ahead(hours=-1)
    assert not circuit.is_open("t")


def test_too_big_stops_that_content_for_everyone():
    teams = FakeTeams([answer(Ended.TOO_BIG)], share=1.0)

    async def main():
        store, _ = await send_all(teams, 300, hours=1)
        states = await w.states(store, 300)
        assert states["failed"] + states["skipped"] == 300

    run_virtually(main())
    assert len(teams.requests["t"]) <= 3


@pytest.mark.parametrize(
    ("facts", "state", "reason"),
    [
        ({"stopped": True}, "skipped", "stopped"),
        ({"blocked": True}, "skipped", "blocked"),
        ({"installed": False}, "skipped", "not_installed"),
        ({"paused_until": "9999-12-31T00:00:00Z"}, "skipped", "paused"),
        ({"paused_until": "2026-11-25T07:00:00Z"}, "planned", "paused"),
        ({"hours": "6 08:00-15:00"}, "planned", "put_off"),
    ],
)
def test_what_the_person_chose_is_asked_at_the_moment_of_sending(facts, state, reason):
    teams = FakeTeams()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(0, **facts)])
        await w.plan(services, ["t:p0"])
        await w.sender(services)[0].send_due()
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["reason"]) == (state, reason)

    run_virtually(main())
    assert teams.arrived == {}


def test_a_row_that_cannot_be_read_costs_no_other_its_place():
    """They are marked and settled in groups: what breaks a group must not break its others."""
    teams = FakeTeams()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(40)])
        await w.plan(services, [f"t:p{n}" for n in range(40)])
        broken = {"person": "t:p7", "recent": ["no moment"]}
        await store.run(lambda tx: tx.put(documents.JOURNEYS, "t:p7", broken))
        sender, _, _ = w.sender(services, None)
        await sender.send_due()
        assert sender.tally == {"sent": 39, "held": 1}
        assert await w.states(store, 40) == {"sent": 39, "failed": 1}

    run_virtually(main())
    assert teams.arrived == {f"p{n}": 1 for n in range(40) if n != 7}


def test_one_welcome_that_is_too_big_stops_nobody_elses():
    class Long(FakeTeams):
        async def send(self, to, message):
            if to.entra == "p3":
                return SendOutcome(Ended.TOO_BIG)
            return await super().send(to, message)

    teams = Long()

    async def main():
        store = MemoryStore()
        services = w.world(store, teams)
        await w.settle_in(store, [w.person(n) for n in range(20)])
        await w.plan(services, [f"t:p{n}" for n in range(20)], "welcome", subject="")
        await w.sender(services)[0].send_due()
        assert await w.states(store, 20) == {"sent": 19, "failed": 1}

    run_virtually(main())


def test_an_attempt_that_a_crash_cut_off_becomes_uncertain_and_is_never_sent_again():
    """The mark was on disk, the answer never came: the card may have arrived."""
    teams = FakeTeams()

    class Crash(Exception):
        pass

    class Crashing(FakeTeams):
        async def send(self, to, message):
            raise Crash

    async def main():
        store = MemoryStore()
        services = w.world(store, Crashing())
        await w.settle_in(store, [w.person(0)])
        await w.plan(services, ["t:p0"])
        with pytest.raises(Crash):
            await w.sender(services)[0].send_due()
        await asyncio.sleep(600)
        services = w.world(store, teams)
        await w.sender(services)[0].send_due()
        (row,) = await w.rows(store, "t:p0")
        assert (row["state"], row["reason"]) == ("uncertain", "interrupted")

    run_virtually(main())
    assert teams.arrived == {}
