"""What stops delivery for long, or for many, is told once, and when it is over."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from structlog.testing import capture_logs

from bot.core import documents
from bot.core.operations.alarms import AlarmNotice
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.store import MemoryStore
from bot.teams.outbound.answers import outcome_of
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.virtual import START, clock, run_virtually

GATE = b"<html><title>403 Forbidden</title></html>"


class Faulty(FakeTeams):
    """Answers `outcome` until so many seconds have passed."""

    def __init__(self, outcome: SendOutcome, until: float) -> None:
        super().__init__()
        self.outcome, self.until = outcome, until

    async def send(self, to: Any, message: Any) -> SendOutcome:
        if asyncio.get_running_loop().time() < self.until:
            self._note(to)
            return self.outcome
        return await super().send(to, message)


async def lived(teams: Any, people: int, seconds: float, **facts: Any) -> list[AlarmNotice]:
    """What an operator is told while cards for so many people wait."""
    told: list[AlarmNotice] = []
    services = replace(w.world(facts.get("store") or MemoryStore(), teams), local=False)
    always = [w.person(n, hours="1234567 00:00-00:00") for n in range(people)]
    await w.settle_in(services.store, always)
    await w.plan(services, [each.key for each in always])
    at = facts.get("clock", clock)
    alarm = Alarm(told.append)
    engine = Engine(
        services, at, alarm=alarm, rate=30, every=facts.get("every", 5), chance=lambda: 0.5
    )
    async with engine.started(lambda: "mark"):
        await asyncio.sleep(seconds)
    assert engine.alarms() == () or not facts.get("mends", True)
    return told


def said(told: list[AlarmNotice]) -> list[tuple[str, str, str]]:
    return [(str(each.name), str(each.state), each.why) for each in told]


def test_a_token_server_that_answers_500_for_100_seconds_is_told_of():
    teams = Faulty(SendOutcome(Ended.RETRY, reason="token 500"), until=100)
    told = run_virtually(lived(teams, 4, 3600, every=10))
    assert said(told) == [
        ("sign_in_failed", "raised", "token 500"),
        ("sign_in_failed", "over", "token 500"),
    ]
    assert told[0].at <= START + timedelta(seconds=100)
    assert told[0].since < START + timedelta(seconds=5)
    assert sum(teams.arrived.values()) == 4


def test_a_gate_that_answers_403_to_49_sends_is_told_of_while_it_does():
    refused = outcome_of(403, GATE, repeatable=False)
    teams = Faulty(refused, until=3)
    told = run_virtually(lived(teams, 49, 3600, every=30))
    assert said(told)[0] == ("sends_refused", "raised", "403 page")
    assert told[0].at < START + timedelta(seconds=3)
    assert said(told)[1:] == [("sends_refused", "over", "403 page")]
    assert sum(teams.arrived.values()) == 49


def test_a_403_for_an_unknown_reason_to_many_is_told_of():
    word = b'{"error":{"code":"BadArgument","message":""}}'
    teams = Faulty(outcome_of(403, word, repeatable=False), until=3)
    told = run_virtually(lived(teams, 49, 3600, every=30))
    assert said(told)[0] == ("sends_refused", "raised", "403 BadArgument")
    assert said(told)[1:] == [("sends_refused", "over", "403 BadArgument")]
    assert sum(teams.arrived.values()) == 49


def test_a_few_failures_among_many_and_what_is_one_persons_own_are_no_alarm():
    teams = FakeTeams([lambda *_: SendOutcome(Ended.RETRY, reason="503")], share=0.2)
    teams.blocked |= {f"p{n}" for n in range(0, 100, 9)}
    assert run_virtually(lived(teams, 100, 7200, every=60)) == []


class ReadOnly(MemoryStore):
    """Can be read, but not written to, as a full or a read-only disk."""

    broken = True

    async def ready(self) -> bool:
        return not self.broken


def test_a_store_that_cannot_be_written_to_is_told_of_though_nobody_waits_for_it():
    store = ReadOnly()

    async def main() -> list[AlarmNotice]:
        asyncio.get_running_loop().call_later(600, lambda: setattr(store, "broken", False))
        return await lived(FakeTeams(), 0, 1200, store=store)

    told = run_virtually(main())
    assert [each[:2] for each in said(told)] == [("not_saved", "raised"), ("not_saved", "over")]


def test_a_clock_that_jumps_is_told_of():
    ahead = [timedelta()]

    async def main() -> list[AlarmNotice]:
        for at, hours in ((100, 26), (200, 0)):
            asyncio.get_running_loop().call_later(at, ahead.__setitem__, 0, timedelta(hours=hours))
        return await lived(FakeTeams(), 0, 1200, clock=lambda: clock() + ahead[0])

    told = run_virtually(main())
    assert told[0].name == "clock_jumped"
    assert told[0].why == "+1560 min"


def test_a_pause_that_may_be_forgotten_is_told_of_once_a_day():
    async def main() -> list[AlarmNotice]:
        store = MemoryStore()
        held = {"held": True, "why": "Feil i leksjon 2", "at": "2026-11-23T07:00:00Z"}
        await store.run(lambda tx: tx.put(documents.STORE_FACTS, "sending", held))
        return await lived(FakeTeams(), 3, 3.5 * 86_400, store=store, every=600, mends=False)

    found = [("sending_held", state, "Feil i leksjon 2") for state in ("raised", "lasts", "lasts")]
    assert said(run_virtually(main())) == found


def test_the_first_send_that_gets_through_in_a_while_has_a_line_of_its_own():
    with capture_logs() as logs:
        run_virtually(lived(FakeTeams(), 3, 600))
    assert [each["event"] for each in logs].count("first_sent") == 1
    assert "p0" not in str(logs)
