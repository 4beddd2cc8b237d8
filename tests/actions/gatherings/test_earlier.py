"""Gatherings from before the bot came: entered, and counted in what was saved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.actions.gatherings import host_figures
from bot.actions.gatherings.earlier import EarlierGathering, enter
from bot.actions.gatherings.savings import Ledgers, all_gatherings
from bot.content.savings_file import assumptions
from bot.core.actor import COMMAND_LINE
from bot.core.gatherings.attendance import CountedBy
from bot.core.gatherings.savings import Range
from bot.core.values import replace
from bot.errors import Refused
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import services
from tests.core.gatherings.test_savings import HALF_OUTSIDE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = EarlierGathering(date(2019, 10, 1), "Samling for pådrivere", "1502", came=HALF_OUTSIDE)


async def records(home: Services):  # type: ignore[no-untyped-def]
    ledgers = Ledgers(home.store, home.municipalities, assumptions(), 5)
    return await all_gatherings(ledgers, NOW)


async def test_the_reference_case_is_entered_once_and_saves_what_it_was_made_for():
    """Some 200 champions in October 2019, who would have met in Molde as it was."""
    home = services(MemoryStore())
    id, changed = await enter(home, COMMAND_LINE, FIRST, NOW)
    assert changed
    assert await enter(home, COMMAND_LINE, FIRST, NOW + timedelta(days=1)) == (id, False)
    (found,) = await records(home)
    assert found.gathering.entered
    assert found.source is CountedBy.HOST
    total = found.ledger.total
    assert (round(total.low, -3), round(total.high, -3)) == (93_000, 278_000)
    assert round(total.expected) == 179_371
    assert total.low < 185_000 < total.high


async def test_what_a_hall_would_have_cost_takes_the_place_of_the_assumption():
    home = services(MemoryStore())
    await enter(home, COMMAND_LINE, replace(FIRST, hall=7_500), NOW)
    (found,) = await records(home)
    food = found.ledger.assumed.food.times(200)
    assert found.ledger.venue == Range(7_500, 7_500, 7_500) + food


async def test_an_estimate_stands_beside_the_sum_and_changes_nothing_in_it():
    home = services(MemoryStore())
    id, _ = await enter(home, COMMAND_LINE, FIRST, NOW)
    (before,) = await records(home)
    await host_figures.note_estimate(home, COMMAND_LINE, id, 185_000, "Regnskapet", NOW)
    (found,) = await records(home)
    assert found.ledger == before.ledger
    assert (found.estimate.amount, found.estimated.kind) == (185_000, "command_line")
    assert found.estimated.at == "2026-11-23T09:00:00Z"
    await host_figures.note_estimate(home, COMMAND_LINE, id, None, "", NOW)
    assert (await records(home))[0].estimate is None


async def test_one_that_was_held_in_one_place_saved_nothing():
    home = services(MemoryStore())
    await enter(home, COMMAND_LINE, replace(FIRST, place="Storsalen"), NOW)
    (found,) = await records(home)
    assert found.ledger is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": NOW.date()},
        {"day": date(2014, 1, 1)},
        {"title": "  "},
        {"title": "x" * 81},
        {"venue": "1506"},  # there was none in 2019
        {"venue": ""},
        {"minutes": 0},
        {"place": "x" * 121},
        {"hall": -1},
        {"came": {"0000": 3}},
        {"came": {"1502": 20_001}},
    ],
    ids=str,
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong: dict[str, object]):
    home = services(MemoryStore())
    with pytest.raises(Refused):
        await enter(home, COMMAND_LINE, replace(FIRST, **wrong), NOW)
    assert await records(home) == []
