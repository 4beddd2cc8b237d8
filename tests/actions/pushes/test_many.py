"""Two hundred champions push at the same moment to overlapping groups among 4,000 people."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.core.delivery.budget import BUDGET
from tests.champion_world import Town, move_in, previewed, someone
from tests.chat_client import Shown, parts

PEOPLE, UNITS, CHAMPIONS, DAYS = 4000, 25, 200, 4
STEP = 5  # the smallest group
LESSONS = ("ditt-forste-mote", "chat-eller-kanal", "varsler-og-ro", "filer-sammen")


@pytest.mark.slow
async def test_two_hundred_champions_at_once_are_no_burden_to_anybody():
    """Everybody gets at most their budget, the rows add up, and every preview told how many would
    have a row. What a turn costs others is measured in `tests.bench.holding`."""
    town = Town()
    units = [f"Enhet {n:02}" for n in range(UNITS)]
    people = [someone(f"p{n:04}", units[n % UNITS]) for n in range(PEOPLE)]
    # Each has two units in their scope, so every unit is looked after by sixteen champions.
    scopes = [
        (f"1506/{units[n % UNITS]}", f"1506/{units[(n + 5 + n // UNITS) % UNITS]}")
        for n in range(CHAMPIONS)
    ]
    people[:CHAMPIONS] = [
        someone(f"p{n:04}", units[n % UNITS], role="champion", scope=scope)
        for n, scope in enumerate(scopes)
    ]
    await move_in(town.services, people)
    asked: dict[str, int] = {}

    async def champion(n: int) -> None:
        chat = town.chat(f"p{n:04}")
        for place in range(2):
            card = await previewed(chat, place, LESSONS[n % 4], words=f"Hilsen {n}")
            await chat.press(card, "push-send")
            data = card.button("push-send")["data"]
            asked[data["push"]] = _asked(card)

    await asyncio.gather(*(champion(n) for n in range(CHAMPIONS)))
    sent: Counter[str] = Counter()
    by_day: Counter[tuple[str, int]] = Counter()
    for day in range(DAYS):
        before = len(town.post.sent)
        await town.tick(minutes=4 if day == 0 else 0, days=1 if day else 0)
        await town.tick(hours=1)
        for to, _ in town.post.sent[before:]:
            sent[to.entra] += 1
            by_day[to.entra, day] += 1
        town.at += timedelta(hours=-1)
    planned = await town.store.run(lambda tx: _planned(tx, asked))
    for each, least in asked.items():  # told in steps
        assert least <= planned[each] < least + STEP
    counts = await town.counts("delivery|push|")
    assert sum(counts.values()) == sum(planned.values())
    assert max(by_day.values()) <= BUDGET.day
    assert max(sent.values()) <= BUDGET.week
    print(f"{sum(planned.values())} rows, {sum(sent.values())} cards to {len(sent)} people")


def _asked(card: Shown) -> int:
    """What the preview told: "155", or "minst 155" in steps."""
    facts = next(each for each in parts(card.card) if each.get("type") == "FactSet")["facts"]
    return int(facts[0]["value"].removeprefix("minst "))


def _planned(tx, asked):
    return {each: sum(tx.counts(f"push|{each}|").values()) for each in asked}
