"""The whole first course in nynorsk on a narrow window, from the welcome to the diploma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.content.loader import library
from bot.core.learning.lessons import Lesson, Question
from bot.locale import words
from bot.teams.playground import PlaygroundUser
from tests.e2e.driver import Chat
from tests.e2e.running import ROOT, Bot

pytestmark = pytest.mark.e2e

LIBRARY = library()
COURSE = LIBRARY.courses["teams-fra-forste-dag"]
LESSONS = [LIBRARY.current[each] for each in COURSE.lessons]
NN = words("nn")
PICTURED = LESSONS[3]  # the lesson whose way is photographed
WORD = re.compile(r"[a-zæøåéèêòóôüäö]+")


@pytest.fixture
def visitor() -> PlaygroundUser:
    """Someone in a municipality that writes nynorsk: nobody has to ask which language."""
    return PlaygroundUser(name="Eldbjørg Vik", email="eldbjorg.vik@vestnes.kommune.no")


@pytest.fixture
def settings() -> Mapping[str, str]:
    return {"SENDER": "ROR-IKT"}  # a name without a language form


async def test_the_whole_course_in_nynorsk_on_a_phone(chat: Chat, bot: Bot) -> None:
    """Nine lessons, every answer right, a diploma; no word of bokmål, nothing cut off."""
    await arrives(chat)
    for number, lesson in enumerate(LESSONS, 1):
        await takes(chat, lesson, number)
        if lesson is not LESSONS[-1]:
            await chat.taps(NN("button-next"))
    await gets_the_diploma(chat)
    vestnes = await figures(bot, "1535")
    assert vestnes["lessons_completed"] == len(LESSONS)
    assert vestnes["completed"] == 1


async def arrives(chat: Chat) -> None:
    await chat.open(narrow=True)
    await chat.sees(NN("welcome-hello", name="Eldbjørg"))
    await chat.picture("50-nn-welcome")
    await looks_right(chat)
    await chat.taps(NN("welcome-begin"))


async def takes(chat: Chat, lesson: Lesson, number: int) -> None:
    """The lesson, its quiz with every answer right, and what it came to."""
    await chat.sees(lesson.title.nn)
    await chat.sees(NN("lesson-place", course=COURSE.title.nn, number=number, total=len(LESSONS)))
    await looks_right(chat)
    await pictures(chat, lesson, "lesson")
    await chat.taps(NN("lesson-quiz-new"))
    for place, question in enumerate(lesson.questions, 1):
        await answers(chat, lesson, question)
        last = place == len(lesson.questions)
        await chat.taps(NN("quiz-result" if last else "quiz-continue"))
    await chat.sees(NN("summary-passed"))
    await chat.sees(NN("progress", done=number, total=len(LESSONS)))
    await looks_right(chat)
    await pictures(chat, lesson, "summary")


async def answers(chat: Chat, lesson: Lesson, question: Question) -> None:
    await chat.sees(seen(question.text.nn))
    await looks_right(chat)
    await pictures(chat, lesson, f"{question.id}-asked")
    for option in question.options:
        if option.id in question.correct:
            await chat.chooses(option.text.nn or NN(f"option-{option.id}"))
    await chat.taps(NN("quiz-answer"))
    await chat.sees(NN("verdict-right"))
    await looks_right(chat)
    await pictures(chat, lesson, f"{question.id}-right")


async def gets_the_diploma(chat: Chat) -> None:
    await chat.sees(NN("summary-all-done"))
    await chat.picture("58-nn-all-done")
    await chat.says("neste")
    await chat.sees(NN("diploma-title"))
    await chat.sees("Eldbjørg Vik")
    await chat.sees(COURSE.title.nn)
    await looks_right(chat)
    await chat.picture("59-nn-diploma")


async def pictures(chat: Chat, lesson: Lesson, name: str) -> None:
    if lesson is PICTURED:
        await chat.picture(f"53-nn-{name}")


async def looks_right(chat: Chat) -> None:
    """Nothing sticks out of the card, and no word in it is bokmål alone."""
    await chat.fits()
    text = await chat.read()
    assert not (found := bokmal_alone() & set(said(text))), f"{sorted(found)} in: {text}"


async def figures(bot: Bot, number: str) -> dict[str, Any]:
    report = await bot.get("/api/v1/municipalities")
    return next(each for each in report["municipalities"] if each["number"] == number)


def seen(markdown: str) -> str:
    """The text of one paragraph as a card shows it."""
    return re.sub(r"[*_]", "", markdown).strip()


@cache
def bokmal_alone() -> frozenset[str]:
    """Words that our bokmål texts use and our nynorsk texts never do: «ikke», «hva», «noen»."""
    found = frozenset(everything("nb")) - frozenset(everything("nn"))
    assert {"ikke", "hva", "noen"} <= found
    return found


def everything(language: str) -> Iterator[str]:
    """Every word of the language files and of the lessons in one language."""
    for path in sorted((ROOT / "bot" / "locale" / language).glob("*.ftl")):
        if path.name != "commands.ftl":  # what people may type, in any form
            yield from said(texts_of(path))
    for lesson in LIBRARY.current.values():
        yield from (word for text in spoken(lesson, language) for word in said(text))


def texts_of(path: Path) -> str:
    """A language file without the names of its texts and of what goes into them."""
    text = re.sub(r"^\s*#.*$|^[\w-]+ *=", "", path.read_text("utf-8"), flags=re.MULTILINE)
    return re.sub(r"\$\w+|\[\w+\]", "", text)


def spoken(lesson: Lesson, language: str) -> Iterable[str]:
    texts = [lesson.title, lesson.body, lesson.try_it, lesson.learned, lesson.link.text]
    for question in lesson.questions:
        texts += [question.text, question.reread]
        texts += [text for each in question.options for text in (each.text, each.feedback)]
    return (getattr(each, language) for each in texts)


def said(text: str) -> list[str]:
    return WORD.findall(text.lower())
