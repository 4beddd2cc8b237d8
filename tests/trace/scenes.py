"""What is traced: each thing is made ready and done once before, so that nothing is imported or
read for the first time; what it draws is drawn anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.delivery.plans import Plan
from tests.champion_world import LESSON, Town, previewed
from tests.chat_client import Chat, Shown
from tests.trace.probe import Probe

PLAN = Plan("autumn", "teams-fra-forste-dag", date(2026, 11, 1))
APART = timedelta(minutes=1)  # more than all that a tick leaves for a later one


@dataclass(frozen=True)
class Trace:
    """The product files with a function that was called, and how many transactions there were."""

    files: list[str]
    runs: int


async def a_nudge() -> Trace:
    """A tick that sends one nudge: the second one, since the first is for warming up."""
    town = Town(plans=(PLAN,), local=True)
    await town.chat("kari").begin()
    await _until_a_nudge(town)
    return await _until_a_nudge(town)


async def a_push_confirmed() -> Trace:
    """A champion's tap that confirms a push to a unit."""
    town = await Town().settle()
    await _confirmed(town)
    town.at = town.bo.at = town.at + timedelta(days=1)
    return await _confirmed(town)


async def an_answer() -> Trace:
    """A tap that answers the first question of a quiz, after somebody has answered otherwise."""
    town = Town(local=True)
    await _answered(town, town.chat("kari"), right=False)
    return await _answered(town, town.chat("ola"), right=True)


async def _until_a_nudge(town: Town) -> Trace:
    """From one moment that the bot waits for to the next."""
    nudges = await _nudges(town)
    while True:
        await town.tick()
        health = town.engine.loop.beat.health
        assert health
        assert health.oldest, "nobody waits for anything"
        town.at = max(health.oldest, town.at) - APART
        await town.tick()
        town.at += APART
        trace = await _traced(town, town.tick)
        if await _nudges(town) > nudges:
            return trace


async def _nudges(town: Town) -> int:
    rows = await town.rows("kari")
    return sum(row["kind"] == "nudge" and row["state"] == "sent" for row in rows)


async def _confirmed(town: Town) -> Trace:
    preview = await previewed(town.bo)
    return await _traced(town, lambda: town.bo.press(preview, "push-send"))


async def _answered(town: Town, chat: Chat, *, right: bool) -> Trace:
    await chat.begin()
    question = await chat.tap("quiz", lesson=LESSON)
    choice = choice_on(question, chat, right=right)
    return await _traced(town, lambda: chat.press(question, "answer", choice=choice))


def choice_on(shown: Shown, chat: Chat, *, right: bool = True) -> str:
    """What to tap on the question that is shown."""
    data = shown.button("answer")["data"]
    question = chat.services.library.current[data["lesson"]].question(data["question"])
    assert question
    wrong = next(each.id for each in question.options if each.id not in question.correct)
    return ",".join(sorted(question.correct)) if right else wrong


async def _traced(town: Town, do: Callable[[], Awaitable[object]]) -> Trace:
    with Probe() as seen:
        await do()
    return Trace(seen.files, seen.times(type(town.store).run))
