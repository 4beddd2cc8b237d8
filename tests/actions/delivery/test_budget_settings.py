"""CARDS_A_WEEK and CARDS_A_DAY: the one budget is the operator's to set, for every sender."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.actions.delivery import journeys
from bot.actions.delivery.explanation import explain
from bot.actions.delivery.journeys import journey_of, plans_mark
from bot.core.delivery.budget import BUDGET, Budget
from bot.core.delivery.forecast import done_on
from bot.core.delivery.plans import Plan
from bot.core.moments import moment
from bot.core.values import replace
from bot.settings import Settings, check_env
from bot.store import MemoryStore
from tests.chat_client import MONDAY, Chat, services

PLAN = Plan("all", "teams-fra-forste-dag", date(2026, 11, 1), every_days=1)


@pytest.mark.parametrize(("budget", "reason"), [(Budget(1, 1), "budget"), (BUDGET, "due")])
async def test_who_has_had_the_weeks_cards_waits_for_the_next(budget, reason):
    """One card last Friday: enough where one a week is set."""
    chat = Chat(services(MemoryStore(), plans=(PLAN,), budget=budget))
    await chat.begin()

    def had_one(tx):
        journeys.touch(tx, chat.key, MONDAY + timedelta(days=1))
        friday = moment(MONDAY - timedelta(days=3))
        journeys.save(tx, replace(journey_of(tx, chat.key), recent=(friday,)))

    await chat.services.store.run(had_one)
    found = await explain(chat.services, chat.key, MONDAY + timedelta(days=1))
    assert found.reason == reason


async def test_another_budget_looks_at_everyone_anew():
    home = services(MemoryStore())
    assert plans_mark(home) != plans_mark(services(MemoryStore(), budget=Budget(2, 1)))
    assert plans_mark(home) == plans_mark(services(MemoryStore()))


@pytest.mark.parametrize(("language", "week", "told"), [
    ("nb", 1, "aldri mer enn én melding på en uke"), ("nn", 2, "aldri meir enn to meldingar"),
    ("en", 5, "never more than 5 messages"), ("nb", 3, "aldri mer enn tre meldinger"),
])  # fmt: skip
async def test_the_welcome_promises_what_is_set(language, week, told):
    chat = Chat(services(MemoryStore(), local=False, budget=Budget(week, 1)))
    chat.locale = language
    assert told in (await chat.say("hei")).text


def test_a_smaller_budget_is_done_later():
    """Three lessons on three days; or one a week."""
    first = date(2026, 11, 23)
    assert done_on(PLAN, 3, first) == date(2026, 11, 25)
    assert done_on(PLAN, 3, first, budget=Budget(1, 1)) == date(2026, 12, 7)


def test_it_is_read_from_the_settings_and_has_bounds():
    settings = Settings.from_env({"CARDS_A_WEEK": "2", "CARDS_A_DAY": "2"}, local=True)
    assert (settings.cards_a_week, settings.cards_a_day) == (2, 2)
    usual = Settings.from_env({}, local=True)
    assert Budget(usual.cards_a_week, usual.cards_a_day) == BUDGET
    wrong = check_env({"CARDS_A_WEEK": "0", "CARDS_A_DAY": "4"}, local=True)
    assert {each.name for each in wrong} == {"CARDS_A_WEEK", "CARDS_A_DAY"}
