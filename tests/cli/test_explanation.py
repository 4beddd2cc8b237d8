"""python app.py explain: why somebody gets nothing, for whoever is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from inspect import getsource
from typing import Any

import pytest

from bot.actions.delivery import journeys
from bot.actions.people import email_index
from bot.cli.explanation import SENTENCES
from bot.core.delivery import planner
from bot.core.delivery.plans import Plan
from bot.core.delivery.states import Reason
from bot.core.people.person import Person
from bot.core.values import replace
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import services
from tests.cli.test_commands import Terminal

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
PLAN = Plan("all", "teams-fra-forste-dag", date(2026, 11, 1))
KARI = Person("t:kari", "t", "kari", "2026-11-01", conversation="c", municipality="1506",
              time_zone="Europe/Oslo")  # fmt: skip


def terminal(
    kari: Person = KARI, *, plans: tuple[Plan, ...] = (PLAN,), on_hold: bool = False
) -> Terminal:
    store = MemoryStore()
    home = replace(services(store), plans=plans)

    def fill(tx: Any) -> None:
        tx.put("people", kari.key, kari)
        journeys.touch(tx, kari.key, NOON)
        email_index.remember(tx, kari.key, email_index.mail_key(home, "kari@molde.example"))
        tx.put("house", "sending", {"held": on_hold})

    @asynccontextmanager
    async def opened(_: bool) -> AsyncIterator[Services]:
        await store.run(fill)
        yield home

    return Terminal(changes={"services": opened, "now": lambda: NOON})


def told(line: str, **facts: Any) -> str:
    at_hand = terminal(**facts)
    assert at_hand.run(line) == 0, at_hand.err.getvalue()
    return at_hand.out.getvalue()


@pytest.mark.parametrize("who", ["t/kari", "t:kari", "kari@molde.example", "Kari@Molde.Example"])
def test_a_person_is_named_by_id_or_address(who):
    assert told(f"explain {who}").startswith("due: Something is due")


@pytest.mark.parametrize(("facts", "reason"), [
    ({"stopped": True}, "stopped: They have said that they want nothing unasked."),
    ({"blocked": True}, "blocked: They have blocked the bot"),
    ({"left_on": "2026-11-01"}, "left: They have left"),
    ({"installed": False}, "not_installed: They don't have the app"),
])  # fmt: skip
def test_the_reason_is_a_sentence(facts, reason):
    assert told("explain t/kari", kari=replace(KARI, **facts)).startswith(reason)


def test_a_pause_says_when_it_ends_in_the_persons_own_time():
    paused = replace(KARI, paused_until="2026-11-29T23:00:00Z")
    said = told("explain t/kari", kari=paused)
    assert "again Monday 2026-11-30 00:00 (Europe/Oslo)" in said


def test_another_moment_can_be_asked_about():
    said = told("explain t/kari --at 2026-11-23T20:00+01:00")
    assert said.startswith("hours: Something waits for their working hours, which are 12345 08:00-")
    assert "again Tuesday 2026-11-24 08:" in said


def test_sending_that_is_held_back_is_a_reason_too():
    assert "python app.py resume" in told("explain t/kari", on_hold=True)


def test_without_a_plan_that_is_the_reason():
    assert told("explain t/kari", plans=()).startswith("no_plan: ")


@pytest.mark.parametrize("who", ["t/nobody", "nobody@molde.example", "@", "kari", "/"])
def test_who_is_not_known_is_said_so(who):
    at_hand = terminal()
    assert at_hand.run(f"explain {who}") == 1
    assert "Nobody is known by that" in at_hand.err.getvalue()


@pytest.mark.parametrize("at", ["noon", "2026-11-24", "2026-11-24T10:00"])
def test_a_moment_without_a_zone_is_not_understood(at):
    at_hand = terminal()
    assert at_hand.run(f"explain t/kari --at {at}") == 2
    assert "with its zone" in at_hand.err.getvalue()


def test_every_reason_that_can_be_given_has_its_sentence():
    """As they stand in the source of what decides."""
    source = getsource(planner)
    given = {each for each in Reason if f"Reason.{each.name}" in source}
    assert given - {Reason.NONE} == SENTENCES.keys() - {Reason.ON_HOLD}
