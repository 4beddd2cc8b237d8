"""Who can be reached again, or belongs to another plan now, is looked at anew at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.actions.delivery.explanation import explain
from bot.actions.delivery.journeys import plan_due
from bot.actions.people.records import look_up, notice, save
from bot.core import documents
from bot.core.delivery.plans import Plan
from bot.core.turn import What
from bot.core.values import replace
from tests.chat_client import MONDAY, Chat, Post

COURSE = "teams-fra-forste-dag"
MORNING = MONDAY + timedelta(days=1)


async def waits(chat: Chat, plan: Plan, **facts: Any) -> None:
    """Kari was looked at while nothing could come, so no moment is set for her."""
    await chat.begin()
    chat.services = replace(chat.services, plans=(plan,))
    person = await look_up(chat.services, chat.key)
    assert person
    await chat.services.store.run(lambda tx: save(tx, replace(person, **facts)))
    chat.at = MORNING
    await plan_due(chat.services, chat.at)
    doc = await chat.services.store.run(lambda tx: tx.get(documents.JOURNEYS, chat.key))
    assert doc["next_at"] == ""


@pytest.mark.parametrize("fact", [{"blocked": True}, {"installed": False}])
async def test_who_writes_after_all_gets_lessons_again(chat, fact):
    await waits(chat, Plan("all", COURSE, date(2026, 11, 1)), **fact)
    await chat.say("hjelp")
    assert (await plan_due(chat.services, chat.at)).planned == 1
    assert (await explain(chat.services, chat.key, chat.at)).reason == "pending"


async def test_who_is_placed_by_the_second_look_up_is_in_the_plan_of_that_place(chat):
    """The connector did not answer when the app was installed; it does now."""
    plan = Plan("vestnes", COURSE, date(2026, 11, 1), municipalities=frozenset({"1535"}))
    await waits(chat, plan, municipality="", municipality_by="")
    chat.services = replace(
        chat.services, messenger=Post(emails={"kari": "kari@vestnes.kommune.no"})
    )
    chat = chat.elsewhere()
    chat.at = MORNING
    await chat.tap("begin", language="nb")
    person = await look_up(chat.services, chat.key)
    assert person
    assert (person.municipality, person.municipality_by) == ("1535", "rule")
    assert (await plan_due(chat.services, chat.at)).planned == 1


async def test_another_time_zone_is_another_morning(chat):
    """In New York the day has not begun; back in Oslo it has."""
    await chat.begin()
    chat.services = replace(chat.services, plans=(Plan("all", COURSE, date(2026, 11, 1)),))
    chat.at = MORNING - timedelta(minutes=1)
    here = replace(_visitor(chat), time_zone="America/New_York")
    await notice(chat.services, here, chat.at)
    assert (await plan_due(chat.services, chat.at)).planned == 0
    await notice(chat.services, replace(here, time_zone="Europe/Oslo"), chat.at)
    assert (await plan_due(chat.services, chat.at)).planned == 1


async def test_who_was_away_and_comes_back_is_welcomed_back(chat):
    await chat.begin()
    await chat.turn(What.REMOVED)
    assert (await chat.install()).button("status")
    assert (await look_up(chat.services, chat.key)).installed


def _visitor(chat: Chat) -> Any:
    from bot.core.people.person import Visitor

    return Visitor(chat.address, chat.name, chat.locale, "Europe/Oslo")
