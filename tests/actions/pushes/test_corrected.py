"""A recommended lesson that was wrong: corrected in its place, it is still the champion's."""

from __future__ import annotations

import json

import pytest

from bot.actions.delivery import corrections as delivery_corrections
from bot.core.actor import COMMAND_LINE
from tests.champion_world import LESSON, Town, pushed
from tests.chat_client import Shown

RIGHTED = "Rettet 23. november 2026"


@pytest.fixture
async def town() -> Town:
    return await Town().settle()


async def test_a_corrected_recommendation_keeps_the_champions_name_and_words(town):
    """In its place, and when the chat is opened again."""
    await pushed(town.bo, words="Les denne")
    await town.tick(minutes=4)
    arrived = town.cards_to("p000")[-1]
    home = town.services
    marked = await delivery_corrections.mark(home, lambda: town.at, COMMAND_LINE, LESSON, "correct")
    assert marked is not None
    assert marked > 1
    await town.tick(minutes=1)
    righted = next(
        Shown(json.loads(message.card))
        for to, _, message in town.post.updated
        if to.entra == "p000"
    )
    for shown in (righted, await town.chat("p000").reopen(arrived)):
        assert shown.text.startswith(RIGHTED)
        assert "Les denne" in shown.text
        assert "Bo Champion anbefaler" in shown.text
        assert shown.button("no-push")
