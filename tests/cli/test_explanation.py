"""python app.py explain: whether somebody can be reached, and nothing that is theirs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.actions.delivery import journeys
from bot.actions.delivery.reachability import Reach
from bot.actions.people import email_index
from bot.cli.explanation import SENTENCES
from bot.core.delivery.plans import Plan
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
    kari: Person = KARI,
    *,
    plans: tuple[Plan, ...] = (PLAN,),
    on_hold: bool = False,
    journey: dict[str, Any] | None = None,
) -> Terminal:
    store = MemoryStore()
    home = replace(services(store), plans=plans)

    def fill(tx: Any) -> None:
        tx.put("people", kari.key, kari)
        journeys.touch(tx, kari.key, NOON)
        known = tx.get("journeys", kari.key)
        tx.put("journeys", kari.key, known | (journey or {}))
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
    assert told(f"explain {who}").startswith("reachable: The bot can write to them.")


@pytest.mark.parametrize(("facts", "reason"), [
    ({"blocked": True}, "unreachable: The bot can't write to them"),
    ({"left_on": "2026-11-01"}, "left: Their leaving date has come"),
    ({"installed": False}, "unreachable: The bot can't write to them"),
])  # fmt: skip
def test_the_reason_is_a_sentence(facts, reason):
    assert told("explain t/kari", kari=replace(KARI, **facts)).startswith(reason)


OWN = [
    {"stopped": True},
    {"paused_until": "2026-11-29T23:00:00Z"},
    {"paused_until": "9999-12-31T00:00:00Z"},
    {"hours": "67 20:00-21:00"},
    {"language": "nn", "no_push": True, "no_recruit": True, "may_tell": "yes"},
    {"time_zone": "Asia/Tokyo", "seen": "2026-11-22", "welcomed": True},
    {"started": True, "completed": True},
    {"help_wanted": "2026-11-20T08:00:00Z"},
]


@pytest.mark.parametrize("facts", OWN, ids="/".join)
def test_what_somebody_chose_or_did_changes_no_word_of_it(facts):
    assert told("explain t/kari", kari=replace(KARI, **facts)) == told("explain t/kari")


@pytest.mark.parametrize("journey", [
    {"resting": True, "silent": 3},
    {"opened": ["teams-hva-er-teams"], "sent": "2026-11-16T08:00:00Z"},
    {"lesson": "teams-hva-er-teams", "nudges": 2, "nudged": "2026-11-20T08:00:00Z"},
    {"pending": "row", "recent": ["2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"]},
    {"held": "2026-11-25T08:00:00Z"},
])  # fmt: skip
def test_how_far_somebody_has_come_changes_no_word_of_it(journey):
    assert told("explain t/kari", journey=journey) == told("explain t/kari")


def test_another_moment_can_be_asked_about():
    said = told("explain t/kari --at 2026-11-23T20:00+01:00")
    assert "working hours begin Tuesday 2026-11-24 08:00 (Europe/Oslo)" in said


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


def test_every_word_that_can_be_given_has_its_sentence():
    assert {*Reach} - {Reach.UNKNOWN} == SENTENCES.keys()
