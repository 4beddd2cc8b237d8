"""A gathering lived through by the bot itself, in virtual time: what arrives, and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.actions.gatherings import (
    attendance as gathering_attendance,
)
from bot.actions.gatherings import (
    edit as gathering_edit,
)
from bot.actions.gatherings import (
    invitations as gathering_invitations,
)
from bot.actions.gatherings.invitations import InvitationChoice
from bot.actions.people.records import find, save
from bot.content.savings_file import assumptions
from bot.core import documents
from bot.core.actor import person_actor
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.reply import Pulse
from bot.core.gatherings.views import Hosting
from bot.core.people.person import Person
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import Shown
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.virtual import START, clock, run_virtually

HOST = "t:p0"
ACTOR = person_actor(HOST)
FORM = GatheringForm(
    "Pådriversamling", "2026-11-25", "09:00", "60", "https://teams.microsoft.com/l/x", "Høsten",
    "own", "1506",
)  # fmt: skip
BEGINS = datetime.fromisoformat("2026-11-25T08:00:00Z")


async def world(teams: FakeTeams, people: list[Person]) -> Services:
    services = replace(
        w.world(MemoryStore(), teams), assumptions=assumptions(), min_group_size=1, local=False
    )
    host = w.person(0, name="Kari", role="champion", scope=("1506",))
    await w.settle_in(services.store, [host, *people])
    return services


async def called(services: Services) -> Hosting:
    """Called and everyone of the municipality invited, at START."""
    seen = await gathering_edit.save(services, ACTOR, FORM, clock(), nonce="n")
    assert isinstance(seen, Hosting)
    everyone = seen.choices[-1].audience.id
    found = await gathering_invitations.invite(
        services, ACTOR, InvitationChoice(seen.gathering.id, everyone), clock()
    )
    assert isinstance(found, Hosting)
    return found


def played(teams: FakeTeams, people: list[Person], play: Any, every: float = 300) -> Any:
    """Run `play(house, until)` while the engine runs; `until(moment)` lets time pass."""

    async def until(moment: datetime) -> None:
        await asyncio.sleep((moment - clock()).total_seconds())

    async def main() -> Any:
        services = await world(teams, people)
        engine = Engine(services, clock, alarm=Alarm(), rate=30, every=every, chance=lambda: 0.5)
        running = asyncio.create_task(engine.loop.run())
        try:
            done: Coroutine[Any, Any, Any] = play(services, until)
            return await done
        finally:
            running.cancel()

    return run_virtually(main())


def to(teams: FakeTeams, entra: str) -> list[Shown]:
    return [Shown(json.loads(m.card)) for address, m in teams.messages if address.entra == entra]


def headings(teams: FakeTeams, entra: str) -> list[str]:
    return [str(each.card["fallbackText"]) for each in to(teams, entra)]


def test_a_gathering_from_invitation_to_what_it_saved():
    """Who comes gets everything and is asked at the end; who does not, the invitation alone."""
    teams = FakeTeams()

    async def play(services: Services, until: Any) -> Any:
        seen = await called(services)
        id = seen.gathering.id
        await until(START + timedelta(minutes=2))
        assert teams.messages == []  # three minutes to take it back
        await until(START + timedelta(minutes=10))
        await gathering_attendance.answer(services, "t:p1", id, "yes", clock())
        await gathering_attendance.answer(services, "t:p2", id, "no", clock())
        await until(BEGINS)
        await gathering_attendance.attend(services, "t:p1", id, clock())
        await until(BEGINS + timedelta(hours=1, minutes=5))
        await gathering_attendance.look_back(services, "t:p1", id, Pulse("much", "yes"), clock())
        await until(BEGINS + timedelta(hours=4))
        return await gathering_edit.look(services, HOST, id, clock())

    seen = played(teams, [w.person(n, name=f"P{n}") for n in (1, 2, 3)], play)
    assert headings(teams, "p1") == [
        "Pådriversamling",
        "Husk «Pådriversamling»",
        "Snart begynner «Pådriversamling»",
        "Hvordan var «Pådriversamling»?",
    ]
    assert headings(teams, "p2") == headings(teams, "p3") == ["Pådriversamling"]
    assert headings(teams, "p0") == headings(teams, "p1")[1:3]
    assert seen.counts == {"invited": 3, "yes": 1, "maybe": 0, "no": 1, "came": 1}
    assert seen.ledger.people == 1


def test_an_invitation_counts_in_the_budget_and_a_reminder_does_not():
    teams = FakeTeams()

    async def play(services: Services, until: Any) -> Any:
        seen = await called(services)
        await until(START + timedelta(minutes=10))
        await gathering_attendance.answer(services, "t:p1", seen.gathering.id, "yes", clock())
        await until(BEGINS - timedelta(minutes=30))
        return await services.store.run(lambda tx: tx.get(documents.JOURNEYS, "t:p1"))

    journey = played(teams, [w.person(1)], play)
    assert len(headings(teams, "p1")) == 3
    assert len(journey["recent"]) <= 1  # the reminders are not among them


def test_whoever_paused_stopped_or_wants_no_more_from_champions_gets_nothing():
    teams = FakeTeams()
    people = [
        w.person(1, stopped=True),
        w.person(2, no_push=True),
        w.person(3, paused_until="9999-12-31T00:00:00Z"),
        w.person(4, left_on="2026-11-01"),
        w.person(5),
    ]

    async def play(services: Services, until: Any) -> Any:
        await called(services)
        await until(START + timedelta(days=1))
        return [await w.rows(services.store, each.key) for each in people]

    found = played(teams, people, play)
    assert set(teams.arrived) == {"p5"}
    assert [row["reason"] for rows in found[:3] for row in rows] == ["stopped", "no_push", "paused"]
    assert found[3] == []  # who has left is not asked


def test_a_cancelled_gathering_changes_its_cards_and_sends_nothing_more_but_the_news():
    teams = FakeTeams()

    async def play(services: Services, until: Any) -> None:
        seen = await called(services)
        id = seen.gathering.id
        await until(START + timedelta(minutes=10))
        await gathering_attendance.answer(services, "t:p1", id, "yes", clock())
        await gathering_edit.cancel(services, ACTOR, id, clock())
        await until(BEGINS + timedelta(days=1))

    played(teams, [w.person(1), w.person(2)], play)
    assert headings(teams, "p1") == ["Pådriversamling", "Avlyst: «Pådriversamling»"]
    assert headings(teams, "p2") == ["Pådriversamling"]
    replaced = {address.entra: json.loads(m.card) for address, _, m in teams.updated}
    assert {each["fallbackText"] for each in replaced.values()} == {"Avlyst: «Pådriversamling»"}
    assert set(replaced) == {"p1", "p2"}


def test_an_invitation_in_the_air_when_its_gathering_is_cancelled_says_so_where_it_lands():
    class Between(FakeTeams):
        doing: Any = None

        async def send(self, to: Any, message: Any) -> Any:
            if self.doing:
                await self.doing()
            return await super().send(to, message)

    teams = Between()

    async def play(services: Services, until: Any) -> None:
        seen = await called(services)
        teams.doing = lambda: gathering_edit.cancel(services, ACTOR, seen.gathering.id, clock())
        await until(START + timedelta(minutes=10))

    played(teams, [w.person(1)], play)
    assert headings(teams, "p1") == ["Pådriversamling"]
    ((_, _, message),) = teams.updated
    assert json.loads(message.card)["fallbackText"] == "Avlyst: «Pådriversamling»"


def test_cancelled_within_three_minutes_nobody_hears_of_it():
    teams = FakeTeams()

    async def play(services: Services, until: Any) -> None:
        seen = await called(services)
        await gathering_edit.cancel(services, ACTOR, seen.gathering.id, clock())
        await until(BEGINS)

    played(teams, [w.person(1), w.person(2)], play)
    assert teams.messages == []


def test_a_moved_gathering_is_reminded_of_at_its_new_time_alone():
    teams = FakeTeams()

    async def play(services: Services, until: Any) -> None:
        seen = await called(services)
        id = seen.gathering.id
        await until(START + timedelta(minutes=10))
        await gathering_attendance.answer(services, "t:p1", id, "maybe", clock())
        await gathering_edit.save(services, ACTOR, replace(FORM, day="2026-11-26"), clock(), id=id)
        await until(BEGINS + timedelta(days=1))

    played(teams, [w.person(1)], play)
    assert headings(teams, "p1") == [
        "Pådriversamling",
        "Endret: «Pådriversamling»",
        "Husk «Pådriversamling»",
        "Snart begynner «Pådriversamling»",
    ]
    assert all("torsdag 26. november" in each.text for each in to(teams, "p1")[1:])
    assert "torsdag 26. november" in Shown(json.loads(teams.updated[0][2].card)).text


@pytest.mark.slow
def test_someone_who_says_yes_weeks_ahead_is_still_reminded():
    """A row is as old as the moment it is for, not as the moment it was planned."""
    teams = FakeTeams()
    begins = BEGINS + timedelta(days=35)

    async def play(services: Services, until: Any) -> None:
        form = replace(FORM, day=f"{begins:%Y-%m-%d}")
        seen = await gathering_edit.save(services, ACTOR, form, clock(), nonce="n")
        assert isinstance(seen, Hosting)
        everyone = seen.choices[-1].audience.id
        await gathering_invitations.invite(
            services, ACTOR, InvitationChoice(seen.gathering.id, everyone), clock()
        )
        await until(START + timedelta(hours=1))
        await gathering_attendance.answer(services, "t:p1", seen.gathering.id, "yes", clock())
        await until(begins)

    played(teams, [w.person(1)], play, every=1800)
    assert len(headings(teams, "p1")) == 3


def test_a_change_while_a_card_is_being_mended_is_not_lost():
    """The mark that was set anew stays, and the next tick draws the newest."""
    teams = FakeTeams()

    class Slow(FakeTeams):
        async def update(self, address: Any, activity: str, message: Any) -> Any:
            if not self.updated:
                await gathering_edit.keep_notes(self.services, ACTOR, self.id, NOTES, clock())
            return await super().update(address, activity, message)

    notes = "https://kommune.sharepoint.com/first"
    NOTES = "https://kommune.sharepoint.com/second"  # noqa: N806 - read by the class above
    teams = Slow()

    async def play(services: Services, until: Any) -> None:
        seen = await called(services)
        teams.services, teams.id = services, seen.gathering.id  # type: ignore[attr-defined]
        await until(BEGINS + timedelta(minutes=1, seconds=30))
        await gathering_edit.keep_notes(services, ACTOR, seen.gathering.id, notes, clock())
        await until(BEGINS + timedelta(minutes=20))

    played(teams, [w.person(1)], play)
    last = json.loads(teams.updated[-1][2].card)
    assert NOTES in json.dumps(last)


def test_a_host_who_steps_down_leaves_a_gathering_that_goes_on():
    teams = FakeTeams()

    async def play(services: Services, until: Any) -> None:
        seen = await called(services)
        await until(START + timedelta(minutes=10))
        await gathering_attendance.answer(services, "t:p1", seen.gathering.id, "yes", clock())

        def change(tx: Any) -> None:
            host = find(tx, HOST)
            assert host
            save(tx, replace(host, role="employee", scope=()))

        await services.store.run(change)
        await until(BEGINS)

    played(teams, [w.person(1)], play)
    assert len(headings(teams, "p1")) == 3
