"""The bot comes by itself: a plan and a fast clock, and a person who is found, reminded and heard.

An hour passes in a second, and between days the bot is asleep: it is started again on the next
one that matters, and finds in its store what it promised.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.content.loader import HOME, library
from bot.core.learning.lessons import Lesson, Question
from bot.teams.playground import PlaygroundUser
from tests.e2e.driver import Chat
from tests.e2e.running import Bot

pytestmark = pytest.mark.e2e

SUNDAY = "2026-11-22T16:00"
MONDAY = "2026-11-23T07:55"
THURSDAY = "2026-11-26T07:55"
THURSDAY_AFTERNOON = "2026-11-26T14:55"
FRIDAY = "2026-11-27T07:55"
NEW_YEAR = "2027-01-04T07:55"  # a Monday, six weeks after the first lesson
PLAN = """\
plans:
  - id: forste-runde
    course: teams-fra-forste-dag
    start: 2026-11-23
    municipalities: ["1506"]
"""
BEYOND_THE_PLAN = PlaygroundUser(email="kari.nordmann@rauma.kommune.no")
FIRST: Lesson = library().current["ditt-forste-mote"]
FIXED = {"sant": "Sant", "usant": "Usant"}  # what a true/false question's options say


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, str]:
    """Sunday afternoon, and a plan for Molde that begins on Monday."""
    content = tmp_path / "content"
    shutil.copytree(HOME, content, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (content / "plans.yaml").write_text(PLAN, "utf-8")
    return {"LOCAL_CLOCK": clock(SUNDAY, speed=1), "CONTENT_DIR": str(content)}


def clock(moment: str, speed: int = 3600) -> str:
    """Winter in Norway, and how many times faster than ours the bot's clock runs."""
    return f"{moment}:00+01:00@{speed}"


async def wakes(bot: Bot, moment: str, speed: int = 3600) -> None:
    await bot.restart(LOCAL_CLOCK=clock(moment, speed))


async def test_a_lesson_arrives_a_nudge_follows_tomorrow_moves_it_and_stop_stops_it(
    chat: Chat, bot: Bot
) -> None:
    await is_found(chat, bot)
    await is_nudged(chat, bot)
    await says_tomorrow_and_is_reminded(chat, bot)
    await stops(chat, bot)


@pytest.mark.parametrize("visitor", [BEYOND_THE_PLAN], ids=["beyond-the-plan"])
async def test_what_was_learned_is_asked_about_again_in_own_hours(chat: Chat, bot: Bot) -> None:
    """She took a lesson on Sunday and works evenings: on Thursday morning it is
    quiet, and in the afternoon she is asked.
    """
    await chat.open()
    await chat.taps("Start første leksjon")
    await takes(chat, FIRST)
    await chooses_evenings(chat)
    await wakes(bot, THURSDAY, speed=1800)
    await bot.looks(30)  # three hours or more
    await chat.has_cards(2)
    await wakes(bot, THURSDAY_AFTERNOON)
    await remembers(chat, FIRST)


async def is_found(chat: Chat, bot: Bot) -> None:
    """She only looked. On Monday morning the first lesson is there."""
    await chat.open()
    await chat.sees("Hei, Kari!")
    await wakes(bot, MONDAY)
    await chat.has_cards(2)
    await chat.sees(FIRST.title.nb)
    await chat.sees("Leksjonen er en del av kurset fra Kommunene i Romsdal.")
    await chat.picture("30-by-itself")


async def is_nudged(chat: Chat, bot: Bot) -> None:
    """Three days later, in a calm tone, with one small thing that waits."""
    await wakes(bot, THURSDAY)
    await chat.has_cards(3)
    await chat.sees(f"«{FIRST.title.nb}» venter på deg")
    await chat.sees("Dette er en påminnelse om kurset")
    await chat.picture("31-nudge")


async def says_tomorrow_and_is_reminded(chat: Chat, bot: Bot) -> None:
    await chat.taps("I morgen")
    await chat.sees("Jeg minner deg på det i morgen, fredag 27. november, kl. 08.00.")
    await chat.picture("32-tomorrow")
    await wakes(bot, FRIDAY)
    await chat.has_cards(4)
    await chat.sees(f"Du ba meg minne deg på «{FIRST.title.nb}»")
    await chat.picture("33-reminder")


async def stops(chat: Chat, bot: Bot) -> None:
    """Weeks go by, over which a second nudge and five lessons would have come."""
    await chat.says("stopp")
    await chat.sees("Greit, jeg slutter")
    await chat.picture("34-stopped")
    await wakes(bot, NEW_YEAR)
    await bot.looks(20)  # four hours or more
    await chat.has_cards(5)
    await chat.says("status")
    await chat.sees("du har bedt meg stoppe")
    await chat.has_cards(6)


async def takes(chat: Chat, lesson: Lesson) -> None:
    await chat.taps("Ta quizen")
    for place, question in enumerate(lesson.questions, 1):
        await chat.sees(question.text.nb)
        await ticks(chat, question)
        await chat.taps("Svar")
        await chat.sees("Riktig!")
        await chat.taps("Neste spørsmål" if place < len(lesson.questions) else "Se resultatet")
    await chat.sees("Bestått!")


async def ticks(chat: Chat, question: Question) -> None:
    """Everything that is right."""
    for option in question.options:
        if option.id in question.correct:
            await chat.chooses(option.text.nb or FIXED[option.id])


async def chooses_evenings(chat: Chat) -> None:
    await chat.says("arbeidstid")
    await chat.sees("Når kan jeg skrive til deg?")
    await chat.chooses("lørdag")
    await chat.chooses("søndag")
    await chat.picks("Fra klokka", "15:00")
    await chat.picks("Til klokka", "22:00")
    await chat.picture("35-hours")
    await chat.taps("Lagre")
    await chat.sees("Jeg skriver bare til deg alle dager kl. 15.00–22.00.")
    await chat.picture("36-hours-saved")


async def remembers(chat: Chat, lesson: Lesson) -> None:
    """One of its questions, which must be answered to be sent in, and she still knows it."""
    await chat.has_cards(3)
    await chat.sees("Husker du dette?")
    await chat.sees(f"Fra «{lesson.title.nb}»")
    await chat.taps("Svar")
    await chat.sees("Velg et svar først.")
    await chat.picture("37-follow-up")
    text = await chat.read()
    await ticks(chat, next(each for each in lesson.questions if each.text.nb in text))
    await chat.taps("Svar")
    await chat.sees("Dette kan du fortsatt!")
    await chat.sees("Riktig. Det husker du!")
    await chat.picture("38-remembered")
