"""While an operator has paused all sending, nothing goes out unasked; then it comes as ever."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.actions.delivery import hold
from bot.actions.delivery.explanation import explain
from bot.actions.people.arrival import arrive
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.plans import Plan
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.engine.test_loop import visitor
from tests.virtual import START, clock, run_virtually

PLAN = Plan("autumn", "teams-fra-forste-dag", date(2026, 11, 1), every_days=2)
DAY = 86_400
PEOPLE = 60


def engine_of(services: Any, every: float = 600) -> Engine:
    return Engine(services, clock, alarm=Alarm(), rate=30, every=every, chance=lambda: 0.5)


def moments(teams: FakeTeams) -> list[datetime]:
    return [START + timedelta(seconds=each) for each in teams.requests["t"]]


@pytest.mark.slow
def test_two_weeks_of_pause_are_no_flood_on_the_morning_after():
    """Paused on a Tuesday afternoon, resumed two weeks later at nine, with the day under way."""
    teams = FakeTeams()
    stood: dict[str, Any] = {}

    async def main() -> Any:
        services = replace(w.world(MemoryStore(), teams), plans=(PLAN,))
        for n in range(PEOPLE):
            await arrive(services, visitor(n), clock(), installed=True)
        store = services.store
        async with engine_of(services).started(lambda: "mark"):
            await asyncio.sleep(1.3 * DAY)
            stood["before"] = len(teams.requests["t"])
            await w.plan(
                services, [f"t:p{n}" for n in range(20)], "push", clock(), "moter-for-alle"
            )
            await hold.hold(services, COMMAND_LINE, "Feil i leksjonen", clock())
            await asyncio.sleep(7 * DAY)
        async with engine_of(services).started(lambda: "another mark"):  # a restart
            await asyncio.sleep(6.75 * DAY)
            stood["paused"] = len(teams.requests["t"])
            found = await store.run(lambda tx: tx.planned_due("9999", limit=1000))
            stood["heaped"] = Counter(row["kind"] for _, row in found)
            stood["why"] = (await explain(services, "t:p30", clock())).reason
            resumed = clock()
            assert await hold.go(services, COMMAND_LINE, resumed)
            await asyncio.sleep(9 * DAY)
        rows = [row for n in range(PEOPLE) for row in await w.rows(store, f"t:p{n}")]
        return resumed, rows

    resumed, rows = run_virtually(main())
    assert stood["before"] == PEOPLE
    assert stood["paused"] == stood["before"], "nothing goes out"
    assert stood["heaped"]["push"] == 20
    assert stood["heaped"]["lesson"] == stood["heaped"]["nudge"] == 0, "nothing more is planned"
    assert stood["why"] == "on_hold"
    after = [each for each in moments(teams) if each >= resumed]
    first = [each for each in after if each < resumed + timedelta(hours=6)]
    assert PEOPLE * 0.9 <= len(first) <= PEOPLE, "one card each at most, as the budget says"
    by_quarter = Counter((each - resumed) // timedelta(minutes=15) for each in first)
    assert len(by_quarter) >= 5, "spread over an hour and a half"
    assert max(by_quarter.values()) < PEOPLE / 3
    _holds_the_budget(rows)
    assert {row["state"] for row in rows if row["kind"] == "push"} == {"sent"}, "nothing is lost"


def _holds_the_budget(rows: list[Any]) -> None:
    sent: dict[str, list[datetime]] = {}
    for row in rows:
        if row["sent_at"] and row["counts"]:
            at = datetime.fromisoformat(row["sent_at"])
            assert 7 <= at.hour < 15, at
            assert at.isoweekday() < 6
            sent.setdefault(row["person"], []).append(at)
    for times in sent.values():
        assert len({each.date() for each in times}) == len(times)
        for at in times:
            assert sum(at <= each < at + timedelta(days=7) for each in times) <= 3


class Pausing(FakeTeams):
    """An operator pauses while the third card is in the air."""

    services: Any = None

    async def send(self, to: Any, message: Any) -> Any:
        outcome = await super().send(to, message)
        if sum(self.arrived.values()) == 3:
            await hold.hold(self.services, COMMAND_LINE, "Stopp!", clock())
        return outcome


def test_what_is_claimed_already_is_put_back_and_what_was_asked_for_goes_on():
    async def main() -> None:
        teams, store = Pausing(), MemoryStore()
        teams.services = services = w.world(store, teams)
        await w.settle_in(store, [w.person(n, hours="1234567 00:00-00:00") for n in range(60)])
        await w.plan(services, [f"t:p{n}" for n in range(50)])
        sender, _, _ = w.sender(services, in_flight=2)
        await sender.send_due()
        states = await w.states(store, 50)
        assert set(states) == {"sent", "planned"}
        assert states["sent"] <= 5
        await w.plan(services, ["t:p51"], "shared", clock())  # "get it in my own chat", in a room
        await sender.send_due()
        assert await w.states(store, 50) == states
        assert teams.arrived["p51"] == 1
        await hold.go(services, COMMAND_LINE, clock())
        for _ in range(120):
            await sender.send_due()
            await asyncio.sleep(60)
        assert await w.states(store, 50) == {"sent": 50}
        assert set(teams.arrived.values()) == {1}

    run_virtually(main())


def test_a_pause_with_an_end_ends_by_itself_and_the_audit_has_both():
    async def main() -> None:
        teams = FakeTeams()
        services = w.world(MemoryStore(), teams)
        await w.settle_in(services.store, [w.person(0, hours="1234567 00:00-00:00")])
        await w.plan(services, ["t:p0"])
        until = START + timedelta(days=2)
        await hold.hold(services, COMMAND_LINE, "Valg", START, until)
        async with engine_of(services).started(lambda: "mark"):
            await asyncio.sleep(1.9 * DAY)
            assert teams.arrived == {}
            await asyncio.sleep(0.2 * DAY)
        assert teams.arrived == {"p0": 1}
        audit = await services.store.run(lambda tx: tx.due(documents.AUDIT, "9999"))
        assert [(e["what"], e["kind"], e["after"]) for _, e in audit] == [
            ("sending_held", "command_line",
             {"held": True, "why": "Valg", "until": "2026-11-25T07:00:00Z"}),
            ("sending_released", "bot", {"held": False}),
        ]  # fmt: skip

    run_virtually(main())
