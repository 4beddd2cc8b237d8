"""What people still know: counted by the days that really went by, shown where enough answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.figures.recall import Band, recall_by_municipality
from bot.actions.figures.reports import Reports, When
from bot.actions.learning import followup as learning_followup
from bot.actions.learning import followup_questions
from bot.core.learning.recall import Recall
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import MONDAY, Chat, services
from tests.cli.test_commands import Terminal

LESSON = "ditt-forste-mote"


async def answers(chat: Chat, days: int, *, right: bool = True, slot: str = "") -> None:
    """A follow-up card with one question, so many days after the lesson."""
    learned = str((chat.at - timedelta(days=days)).date())
    key = f"recall-{chat.key}-{days}{slot}"
    asked = [Recall(LESSON, "", 3, learned)]
    if not await learning_followup.look(chat.services, key, chat.key):
        await chat.services.store.run(
            lambda tx: followup_questions.ask(chat.services, tx, key, chat.key, asked)
        )
    view = await learning_followup.look(chat.services, key, chat.key)
    assert view
    question = view.asked[0].question
    wrong = next(each.id for each in question.options if each.id not in question.correct)
    picked = ",".join(sorted(question.correct)) if right else wrong
    await learning_followup.answer(chat.services, key, chat.key, [picked], chat.at)


async def fill(store: MemoryStore, counts: dict[str, int]) -> None:
    def change(tx: Any) -> None:
        for name, n in counts.items():
            tx.add(name, n)

    await store.run(change)


async def people_of(home: Services, n: int) -> list[Chat]:
    chats = [Chat(home, f"p{each}") for each in range(n)]
    for chat in chats:
        await chat.begin()
    return chats


async def molde(home: Services, minimum: int = 1) -> Sequence[Band]:
    reports = Reports(home.store, home.municipalities, home.library, minimum)
    found = await recall_by_municipality(reports, When(MONDAY.date()))
    return next(each.bands for each in found if each.number == "1506")


@pytest.mark.parametrize(("days", "band"), [
    (1, "1-7"), (7, "1-7"), (8, "8-28"), (28, "8-28"), (29, "29+"), (400, "29+"), (0, ""),
])  # fmt: skip
async def test_the_days_that_really_went_by_decide_the_band(days, band):
    """Whatever gap was planned; the same day is no test of memory."""
    home = services(MemoryStore())
    (chat,) = await people_of(home, 1)
    await answers(chat, days)
    assert {each.days for each in await molde(home) if each.answered} == ({band} - {""})


async def test_the_share_is_of_all_answers_and_the_first_one_stands():
    home = services(MemoryStore())
    one, two = await people_of(home, 2)
    await answers(one, 10)
    await answers(one, 11, right=False)
    await answers(two, 12)
    await answers(two, 12, right=False)
    assert Band("8-28", 3, 2, 0.667) in await molde(home)
    assert Band("29+", 0, 0, None) in await molde(home)


async def test_many_answers_of_a_few_people_are_not_shown_as_a_municipalitys():
    home = services(MemoryStore())
    chats = await people_of(home, 6)
    for slot in "abcd":
        await answers(chats[0], 10, slot=slot)
        await answers(chats[1], 10, slot=slot, right=False)
    assert Band("8-28", None, None, None) in await molde(home, minimum=5)
    for chat in chats[2:5]:
        await answers(chat, 10)
    assert Band("8-28", 11, 7, 0.636) in await molde(home, minimum=5)


async def test_answers_follow_the_municipality_into_the_one_it_became():
    home = services(MemoryStore())
    counts = {"recall|1502|1-7|right": 6, "recall|1502|1-7|people": 6, "recall|1545|1-7|wrong": 2,
              "recall|1545|1-7|people": 2, "now|1506|people": 40}  # fmt: skip

    await fill(home.store, counts)
    assert Band("1-7", 8, 6, 0.75) in await molde(home, minimum=5)


def test_the_command_line_says_it_as_a_table_and_as_csv():
    """Molde's is shown, Vestnes has too few people."""
    terminal = Terminal()
    asyncio.run(fill(terminal.store, {"recall|1506|8-28|right": 8, "recall|1506|8-28|wrong": 2,
                      "recall|1506|8-28|people": 7, "recall|1535|8-28|right": 9}))  # fmt: skip
    assert terminal.run("recall") == 0
    lines = [line.split() for line in terminal.out.getvalue().splitlines()]
    assert ["1506", "Molde", "8-28", "10", "8", "80", "%"] in lines
    assert ["1535", "Vestnes", "8-28", "–", "–"] in lines
    assert terminal.out.getvalue().count("hidden: fewer than 5 people") == 1
    again = Terminal(store=terminal.store)
    assert again.run("retention --csv") == 0, "its earlier name"
    assert "1506;Molde;8-28;10;8;80 %;" in again.out.getvalue()
    assert "1535;Vestnes;8-28;;;;yes" in again.out.getvalue()
