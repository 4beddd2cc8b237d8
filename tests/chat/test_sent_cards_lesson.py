"""A lesson that came by itself, drawn again by the client when the chat is opened: it still says
why it came, how to stop, and that it was corrected."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core import documents
from bot.core.delivery import deliveries
from bot.core.delivery.deliveries import PlannedCard
from bot.core.values import replace
from tests.chat_client import MONDAY, Chat, Shown

LESSON = "ditt-forste-mote"
WHY = "Leksjonen er en del av kurset fra arbeidsgiveren din. Skriv «stopp»"
RIGHTED = "Rettet 23. november 2026"


async def sent(chat: Chat, kind: str = "lesson", **facts: Any) -> None:
    row = deliveries.planned(PlannedCard(chat.key, kind, LESSON, MONDAY, "1"), MONDAY)
    row = replace(row, **{"state": "sent"} | facts)
    await chat.services.store.run(lambda tx: tx.put(documents.DELIVERIES, "row", row))


async def opened(chat: Chat, lesson: str = LESSON) -> Shown:
    return await chat.tap("show", card="sent-9", lesson=lesson, version=2, d="row")


async def test_it_says_why_it_came_and_how_to_stop(chat):
    await chat.begin()
    await sent(chat)
    shown = await opened(chat)
    assert WHY in shown.text
    assert RIGHTED not in shown.text
    assert shown.button("quiz")["data"]["d"] == "row"
    assert shown.card["refresh"]["action"]["data"]["d"] == "row"


@pytest.mark.parametrize("kind", ["lesson", "correction", "shared"])
async def test_the_note_of_a_correction_stays(chat, kind):
    await chat.begin()
    await sent(chat, kind, corrected="2026-11-23")
    for _ in range(2):
        assert (await opened(chat)).text.startswith(RIGHTED)


async def test_once_the_quiz_is_begun_that_is_shown(chat):
    await chat.begin()
    await sent(chat, corrected="2026-11-23")
    await chat.tap("quiz", card="sent-9", lesson=LESSON)
    shown = await opened(chat)
    assert shown.button("answer")
    assert RIGHTED not in shown.text


@pytest.mark.parametrize("facts", [{"person": "t:someone"}, {"kind": "nudge"}, {"subject": "x"}])
async def test_a_row_of_somebody_else_or_of_something_else_lends_it_nothing(chat, facts):
    await chat.begin()
    await sent(chat, **{"corrected": "2026-11-23"} | facts)
    shown = await opened(chat)
    assert shown.button("quiz")
    assert WHY not in shown.text
    assert RIGHTED not in shown.text
