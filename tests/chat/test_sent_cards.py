"""What comes by itself, tapped: it says when it comes back, holds that, and shows it when the chat
is opened again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.actions.delivery import journeys
from bot.actions.people.records import look_up, save
from bot.core import documents
from bot.core.delivery.plans import Plan
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.store import MemoryStore
from tests.chat_client import Chat, Shown, services
from tests.engine.teams import FakeTeams
from tests.virtual import START, clock, run_virtually

FIRST = "ditt-forste-mote"
PLAN = Plan("autumn", "teams-fra-forste-dag", date(2026, 11, 1))
DAY = 86_400
EVERY = 900  # seconds between ticks: a tick is the only reason why anything is late
CARD = "a-kari"


class Kari(Chat):
    """Her chat, with a Teams that keeps what it was sent, and when."""

    def __init__(self, language: str = "nb", **facts: Any) -> None:
        self.teams = FakeTeams()
        world = replace(services(MemoryStore()), messenger=self.teams, **{"plans": (PLAN,)} | facts)
        super().__init__(world)
        self.language = language

    async def meet(self) -> None:
        self.at = clock()
        await self.begin(language=self.language)

    def newest(self) -> tuple[Shown, datetime]:
        """The card that came last, and when."""
        (*_, (_, message)) = self.teams.messages
        when = START + timedelta(seconds=self.teams.by_conversation["kari"][-1])
        return Shown(json.loads(message.card)), when

    async def on(self, shown: Shown, verb: str, **inputs: Any) -> Shown:
        """Tap a button on the card that came."""
        self.at = clock()
        return await self.press(shown, verb, CARD, **inputs)

    async def again(self, shown: Shown) -> Shown:
        """The chat is opened again: the client asks for the card anew."""
        self.at = clock()
        return await self.reopen(shown, CARD)


def lives(kari: Kari, story: Callable[[Kari], Awaitable[None]], every: float = EVERY) -> None:
    """The story, while the bot comes by itself."""

    async def main() -> None:
        await kari.meet()
        engine = Engine(
            kari.services, clock, alarm=Alarm(), rate=30, every=every, chance=lambda: 0.5
        )  # fmt: skip
        async with engine.started(lambda: "mark"):
            await story(kari)

    run_virtually(main())


async def nudged(kari: Kari) -> Shown:
    """Monday she came, Tuesday was the first lesson; on Friday comes the reminder."""
    await asyncio.sleep(4.6 * DAY)
    shown, when = kari.newest()
    assert (when.date(), shown.button("later")["data"]["when"]) == (date(2026, 11, 27), "tomorrow")
    return shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Jeg minner deg på det mandag 30. november kl. 08.00."),
        ("nn", "Eg minner deg på det måndag 30. november kl. 08.00."),
        ("en", "I’ll remind you on Monday 30 November at 08:00."),
    ],
)
@pytest.mark.slow
def test_tomorrow_on_a_friday_is_monday_is_told_so_and_comes_then(language, said):
    async def story(kari: Kari) -> None:
        nudge = await nudged(kari)
        assert said in (await kari.on(nudge, "later")).text
        assert said in (await kari.again(nudge)).text
        cards = len(kari.teams.messages)
        await asyncio.sleep(3.5 * DAY)
        reminder, when = kari.newest()
        assert len(kari.teams.messages) == cards + 1
        assert (
            0
            <= (when - datetime.fromisoformat("2026-11-30T07:00:00Z")).total_seconds()
            <= EVERY + 10
        )
        assert reminder.button("lesson", lesson=FIRST)

    lives(Kari(language), story)


def test_until_it_is_tapped_a_nudge_shows_itself_and_then_what_was_chosen_as_long_as_it_holds():
    async def story(kari: Kari) -> None:
        nudge = await nudged(kari)
        assert (await kari.again(nudge)).card["body"] == nudge.card["body"]
        for verb in ("pause", "stop"):
            chosen = await kari.on(nudge, verb)
            assert (await kari.again(nudge)).card["body"] == chosen.card["body"]
            await kari.say("start igjen")
            assert (await kari.again(nudge)).card["body"] == nudge.card["body"]
        await kari.on(nudge, "later")
        await asyncio.sleep(3.5 * DAY)
        assert (await kari.again(nudge)).card["body"] == nudge.card["body"]

    lives(Kari(), story)


def test_a_nudge_from_which_the_lesson_was_begun_shows_the_lesson_and_then_how_it_went():
    async def story(kari: Kari) -> None:
        nudge = await nudged(kari)
        lesson = await kari.on(nudge, "lesson")
        assert (await kari.again(nudge)).card["body"] == lesson.card["body"]
        asked = await kari.press(lesson, "quiz", CARD)
        assert (await kari.again(nudge)).card["body"] == asked.card["body"]
        summary = await kari.take(FIRST)
        assert (await kari.again(nudge)).card["body"] == summary.card["body"]

    lives(Kari(), story)


def test_a_nudge_about_a_quiz_half_done_is_seen_before_the_quiz_is():
    """The client draws a card anew as soon as it shows it: that must not take its words away."""

    async def story(kari: Kari) -> None:
        await asyncio.sleep(1.5 * DAY)
        lesson, _ = kari.newest()
        question = await kari.on(lesson, "quiz")
        await asyncio.sleep(3.1 * DAY)
        nudge, _ = kari.newest()
        assert (await kari.again(nudge)).card["body"] == nudge.card["body"]
        await kari.on(nudge, "quiz")
        assert (await kari.again(nudge)).card["body"] == question.card["body"]

    lives(Kari(), story)


def test_a_lesson_that_was_put_off_says_until_when_and_can_be_taken_all_the_same():
    async def story(kari: Kari) -> None:
        await asyncio.sleep(1.5 * DAY)
        lesson, _ = kari.newest()
        choice = await kari.on(lesson, "later")
        chosen = await kari.press(choice, "later", CARD)
        assert (await kari.again(lesson)).card["body"] == chosen.card["body"]
        read = await kari.press(chosen, "lesson", CARD)
        assert (await kari.again(lesson)).card["body"] == read.card["body"]

    lives(Kari(), story)


@pytest.mark.slow
def test_the_message_that_the_bot_rests_shows_that_it_was_started_again():
    async def story(kari: Kari) -> None:
        await asyncio.sleep(40 * DAY)
        resting, _ = kari.newest()
        assert (await kari.again(resting)).card["body"] == resting.card["body"]
        back = await kari.on(resting, "resume")
        assert (await kari.again(resting)).card["body"] == back.card["body"]

    lives(Kari(), story, 1700)


def test_a_follow_up_shows_its_answers_and_a_choice_to_stop():
    async def story(kari: Kari) -> None:
        await kari.take(FIRST)
        await asyncio.sleep(4.5 * DAY)
        card, _ = kari.newest()
        assert (await kari.again(card)).card["body"] == card.card["body"]
        stopped = await kari.on(card, "stop")
        assert (await kari.again(card)).card["body"] == stopped.card["body"]
        await kari.say("start igjen")
        answers = {f"q{n}": card.input(f"q{n}")["choices"][0]["value"] for n in range(1)}
        result = await kari.on(card, "recall", **answers)
        assert (await kari.again(card)).card["body"] == result.card["body"]

    lives(Kari(plans=()), story)


def test_a_forged_refresh_shows_nothing_of_another_person():
    async def story(kari: Kari) -> None:
        nudge = await nudged(kari)
        await kari.on(nudge, "stop")
        ola = Chat(kari.services, "ola")
        await ola.begin()
        seen = await ola.reopen(nudge, CARD)
        assert "Greit, jeg slutter" not in seen.text
        assert seen.button("quiz", lesson=FIRST)

    lives(Kari(), story)


@pytest.mark.parametrize(("words", "verb"), [("stopp", "resume"), ("pause 0", "resume")])
async def test_where_nothing_would_come_nothing_is_promised(chat, words, verb):
    await chat.begin()
    await chat.say(words)
    if words == "pause 0":
        await chat.tap("pause", days=0)
    for data in ({}, {"when": "tomorrow"}):
        shown = await chat.tap("later", lesson=FIRST, **data)
        assert shown.button(verb)
        assert "minner deg" not in shown.text


async def test_who_taps_after_blocking_can_be_reached_again(chat):
    await chat.begin()
    person = await look_up(chat.services, chat.key)
    assert person
    await chat.services.store.run(lambda tx: save(tx, replace(person, blocked=True)))
    shown = await chat.tap("later", lesson=FIRST, when="tomorrow")
    assert "i morgen, tirsdag 24. november, kl. 08.00" in shown.text
    assert not (await look_up(chat.services, chat.key)).blocked
    doc = await chat.services.store.run(lambda tx: tx.get(documents.JOURNEYS, chat.key))
    assert doc["later"] == "2026-11-24T07:00:00Z"


async def test_a_doubled_tap_on_tomorrow_asks_for_one_reminder(chat):
    await chat.begin()
    first = await chat.tap("later", lesson=FIRST, when="tomorrow")
    again = await chat.tap("later", lesson=FIRST, when="tomorrow")
    assert first.card == again.card
    chat.at = datetime.fromisoformat("2026-11-24T07:00:00+00:00")
    chat.services = replace(chat.services, plans=())
    assert (await journeys.plan_due(chat.services, chat.at)).planned == 1
    assert (await journeys.plan_due(chat.services, chat.at)).planned == 0


async def test_a_pause_that_is_asked_for_after_midnight_ends_on_the_day_that_is_told(chat):
    """Half past midnight in Oslo is still the day before in UTC."""
    await chat.begin()
    chat.at = datetime.fromisoformat("2026-11-24T23:30:00+00:00")
    assert "onsdag 2. desember" in (await chat.say("pause 7")).text
    assert "onsdag 2. desember" in (await chat.say("status")).text
