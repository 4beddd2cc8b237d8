"""Status says what comes by itself, and why nothing does: the person's own explanation."""

from __future__ import annotations

from datetime import date

import pytest

from bot.actions.delivery import journeys
from bot.core.delivery.journeys import Journey
from bot.core.delivery.plans import Plan
from bot.core.values import replace
from tests.chat_client import Chat

PLAN = Plan("all", "teams-fra-forste-dag", date(2026, 11, 1))


@pytest.fixture
def planned(chat: Chat) -> Chat:
    return Chat(replace(chat.services, plans=(PLAN,)))


async def test_without_a_plan_it_says_that_lessons_are_taken_by_oneself(chat):
    await chat.begin()
    assert "Ingen leksjoner kommer av seg selv nå." in (await chat.say("status")).text


@pytest.mark.parametrize(("language", "said", "told"), [
    ("nb", "når kommer neste leksjon?", "tidligst tirsdag 24. november, i arbeidstiden din"),
    ("nn", "Kvifor får eg ikkje noko", "tidlegast tysdag 24. november, i arbeidstida di"),
    ("en", "when is the next lesson", "on Tuesday 24 November at the earliest"),
])  # fmt: skip
async def test_with_a_plan_it_says_when_at_the_earliest(planned, language, said, told):
    await planned.begin(language=language)
    assert told in (await planned.say(said)).text


async def test_a_bot_that_rests_says_so_and_how_to_begin_again(planned):
    await planned.begin()
    rested = Journey(planned.key, plan="all", resting=True)
    await planned.services.store.run(lambda tx: journeys.save(tx, rested))
    shown = await planned.say("status")
    assert "fordi de siste ble liggende" in shown.text
    await planned.press(shown, "resume")
    assert "tidligst tirsdag" in (await planned.say("status")).text


@pytest.mark.parametrize(("said", "told"), [
    ("stopp", "fordi du har bedt meg stoppe"),
    ("ferie til 5. januar", "pause til tirsdag 5. januar"),
])  # fmt: skip
async def test_what_the_person_said_goes_before_what_the_plan_would(planned, said, told):
    await planned.begin()
    await planned.say(said)
    text = (await planned.say("status")).text
    assert told in text
    assert "tidligst" not in text
