"""A newcomer's first day, from the first hello to «erase everything», as a person sees it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.loader import library
from bot.core.learning.lessons import Lesson, Question
from bot.teams.playground import PlaygroundUser
from tests.e2e.driver import Chat
from tests.e2e.running import Bot

pytestmark = pytest.mark.e2e

FIRST: Lesson = library().current["ditt-forste-mote"]
FIXED = {"sant": "Sant", "usant": "Usant"}  # what a true/false question's options say


@pytest.fixture
def visitor() -> PlaygroundUser:
    """Someone whose e-mail doesn't tell where she works."""
    return PlaygroundUser(email="kari.nordmann@example.org")


async def test_from_the_first_hello_to_nothing_left(chat: Chat, bot: Bot) -> None:
    """Install, welcome, a lesson, its quiz, what counts for Molde, status in nynorsk, erasure."""
    await arrives(chat)
    await reads_the_lesson(chat)
    await takes_the_quiz(chat)
    molde = await counted(bot, "1506")
    assert (molde["people"], molde["started"], molde["lessons_completed"]) == (1, 1, 1)
    await changes_to_nynorsk(chat)
    await erases_everything(chat)
    assert (await counted(bot, "1506"))["people"] == 0


async def arrives(chat: Chat) -> None:
    await chat.open()
    await chat.sees("Hei, Kari! Jeg er Pådriver")
    await chat.picks("Språk", "Bokmål")
    await chat.picks("Kommunen du jobber i", "Molde")
    await chat.picture("01-welcome")
    await chat.taps("Start første leksjon")


async def reads_the_lesson(chat: Chat) -> None:
    await chat.sees(FIRST.title.nb)
    await chat.sees("leksjon 1 av")
    await chat.picture("02-lesson")
    await chat.taps("Ta quizen")


async def takes_the_quiz(chat: Chat) -> None:
    """The first answer wrong, the others right: enough to pass."""
    first, *others = FIRST.questions
    await answers(chat, first, right=False)
    await chat.sees("Ikke riktig denne gangen")
    await chat.picture("04-wrong")
    for question in others:
        await chat.taps("Neste spørsmål")
        await answers(chat, question, right=True)
        await chat.sees("Riktig!")
    await chat.picture("05-right")
    await chat.taps("Se resultatet")
    await chat.sees("Bestått!")
    await chat.picture("06-summary")


async def answers(chat: Chat, question: Question, *, right: bool) -> None:
    await chat.sees(question.text.nb)
    if not right:
        await chat.picture("03-question")
    wrong = next(each for each in question.options if each.id not in question.correct)
    ticked = [each for each in question.options if each.id in question.correct]
    for option in ticked if right else [wrong]:
        await chat.chooses(option.text.nb or FIXED[option.id])
    await chat.taps("Svar")


async def changes_to_nynorsk(chat: Chat) -> None:
    await chat.says("språk")
    await chat.sees("Velg språk")
    await chat.picks("Språk", "Nynorsk")
    await chat.picture("07-language")
    await chat.taps("Lagre")
    await chat.sees("nynorsk")
    await chat.says("status")
    await chat.sees("Slik ligg du an")
    await chat.picture("08-status")


async def erases_everything(chat: Chat) -> None:
    await chat.says("mine data")
    await chat.sees("Dette er lagra om deg")
    await chat.picture("09-my-data")
    await chat.taps("Slett alt om meg")
    await chat.sees("Vil du slette alt om deg?")
    await chat.picture("10-sure")
    await chat.taps("Ja, slett alt")
    await chat.sees("Alt om deg er sletta")
    await chat.picture("11-erased")


async def counted(bot: Bot, number: str) -> dict[str, Any]:
    """The figures of one municipality, as the operator gets them."""
    report = await bot.get("/api/v1/municipalities")
    return next(each for each in report["municipalities"] if each["number"] == number)
