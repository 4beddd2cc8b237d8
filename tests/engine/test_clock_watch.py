"""A clock that is a year ahead for ten minutes: people get what they would have got."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.core import documents
from bot.core.moments import moment
from bot.core.operations.alarms import AlarmNotice
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.store import MemoryStore
from tests.champion_world import LESSON, Town, key, pushed

YEAR = timedelta(days=365)


async def lived(jump: timedelta, *, restarts: bool = False) -> tuple[Town, list[str]]:
    """A town in which ten minutes are lived a `jump` ahead: the loop runs, people tap. With what
    the operator is told of it."""
    town = await Town(MemoryStore(), retention_days=200).settle(colleagues=6, others=0)
    told: list[AlarmNotice] = []
    restarted(town, told)
    for _ in range(7):
        await town.tick(minutes=10)
    told.clear()  # minutes that pass at once are a jump too
    town.at += jump
    for minute in range(10):
        await town.tick(minutes=1)
        if minute == 5:
            chat = town.chat("p000")
            await chat.take(LESSON)
            await town.chat("p001").say("pause")
            await pushed(town.bo)
    if restarts:
        restarted(town, told)
    town.at -= jump
    for _ in range(9):
        await town.tick(minutes=10)
    said = [f"{each.name} {each.state}" for each in told]
    for _ in range(12):
        await town.tick(days=1)
    await town.bo.tap("group")
    return town, said


def restarted(town: Town, told: list[AlarmNotice]) -> None:
    town.engine = Engine(
        town.services, lambda: town.at, alarm=Alarm(told.append),
        rate=None, every=5.0, chance=lambda: 0.5,
    )  # fmt: skip


def got(town: Town) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for to, message in town.post.sent:
        found.setdefault(to.entra, []).append(message.summary)
    return found


def stored(town: Town) -> str:
    base: Any = town.store._base
    kinds = [kind for kind in base._rows if kind != documents.AUDIT]
    return json.dumps({kind: str(base._rows[kind]) for kind in kinds})


async def test_everybody_gets_what_they_would_have_got_and_the_operator_is_told():
    right, _ = await lived(timedelta())
    wrong, told = await lived(YEAR)
    assert got(wrong) == got(right)
    assert got(wrong)
    assert told == ["clock_ahead raised", "clock_ahead over"]


async def test_nothing_is_purged_and_nothing_stays_in_the_future():
    town, _ = await lived(YEAR)
    assert not town.engine.loop.purged["people"]
    assert "2027-11" not in stored(town)
    counts = await town.store.run(lambda tx: tx.counts(""))
    assert not [name for name, n in counts.items() if "2027-11" in name and n]
    person = await town.store.run(lambda tx: tx.get(documents.PEOPLE, key("p000")))
    assert person
    assert str(person["seen"]).startswith("2026-11")


async def test_a_restart_between_the_two_clocks_is_noticed_too():
    town, told = await lived(YEAR, restarts=True)
    assert told == ["clock_ahead raised", "clock_ahead raised", "clock_ahead over"]
    assert "2027-11" not in stored(town)


async def test_a_clock_that_stays_ahead_is_believed_after_a_while():
    """It was behind before: sending goes on after half an hour, purging after a day."""
    town = await Town(MemoryStore(), retention_days=200).settle(colleagues=2, others=0)
    await town.tick(minutes=1)
    town.at += YEAR
    await town.tick(minutes=1)
    await pushed(town.chat("bo"))
    await town.tick(minutes=20)
    assert town.post.sent == []
    for _ in range(3):
        await town.tick(minutes=20)
    assert town.post.sent
    assert not town.engine.loop.purged["people"]
    for _ in range(25):
        await town.tick(hours=1)
    assert town.engine.loop.purged["people"]


async def chosen(town: Town, name: str) -> str:
    person = await town.store.run(lambda tx: tx.get(documents.PEOPLE, key(name)))
    assert person
    return str(person["paused_until"])


async def test_after_a_long_stop_a_small_step_back_moves_nothing():
    town = await Town(MemoryStore()).settle(colleagues=2, others=0)
    await town.tick(minutes=1)
    town.at += timedelta(days=100)
    await town.tick(minutes=1)
    await town.chat("p001").say("pause 7")
    until = await chosen(town, "p001")
    assert until > moment(town.at)
    await town.tick(seconds=-5)
    assert await chosen(town, "p001") == until
    await pushed(town.chat("bo"))
    for _ in range(4):
        await town.tick(minutes=10)
    assert town.post.sent


async def test_a_pause_that_was_chosen_before_the_jump_stays_as_it_is():
    town = await Town(MemoryStore()).settle(colleagues=2, others=0)
    until = moment(town.at + timedelta(days=300))
    await town.edit("p000", paused_until=until)
    await town.tick(minutes=1)
    for days in (100, -100):
        town.at += timedelta(days=days)
        await town.tick(minutes=1)
    assert await chosen(town, "p000") == until


async def test_a_clock_that_jumps_twice_is_put_right_by_both():
    town = await Town(MemoryStore()).settle(colleagues=2, others=0)
    await town.tick(minutes=1)
    for name in ("p000", "p001"):
        town.at += YEAR
        await town.tick(minutes=1)
        await town.chat(name).say("pause 7")
        assert town.engine.loop._clock_watch.is_quiet(town.at)
    town.at -= 2 * YEAR
    await town.tick(minutes=1)
    assert {(await chosen(town, name))[:4] for name in ("p000", "p001")} == {"2026"}


class Unreadable(MemoryStore):
    """Has lost what the clock was."""

    async def run(self, change: Any) -> Any:
        if "ClockWatch" in change.__qualname__:
            raise OSError
        return await super().run(change)


async def test_a_look_at_the_clock_that_fails_is_raised_by_the_tick():
    town = await Town(Unreadable()).settle(colleagues=2, others=0)
    await pushed(town.chat("bo"))
    with pytest.raises(OSError):
        await town.tick(minutes=1)
    assert town.engine.loop.beat.ticks == 1
