"""A tap that nothing comes of is written down a few times a day, however often it is repeated."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.shared.audit import MOST_TIMES
from bot.chat import ROUTERS
from bot.core import documents
from bot.core.gatherings.gathering import Gathering
from bot.core.moments import moment
from tests.attacks.cast import NORTH
from tests.attacks.rig import World, world
from tests.champion_world import LESSON
from tests.chat_client import MONDAY

pytestmark = pytest.mark.slow
GATHERING = "3f2a9c04b1d87e6655aa"
NEW_EACH_TIME = {"erase-now", "step-down"}  # after them, somebody is another person
VERBS = sorted({verb for each in ROUTERS for verb in each.taps} - NEW_EACH_TIME)
FORGED = dict.fromkeys(("letter", "who", "share", "d", "id", "plan"), "f" * 32)
FORGED |= {"nonce": "n", "people": "kari,bo", "whom": "1547", "when": "now", "place": "9"}
FORGED |= {"words": "x", "lesson": LESSON, "audience": "0", "answer": "yes", "days": "0"}


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as it:
        yield it


async def theirs(it: World) -> dict[str, str]:
    """What is vera's: a draft of a push, and a gathering."""
    form = (await it.tap("vera", "push")).card
    whom = form.input("whom")["choices"][0]["value"]
    facts = {"lesson": LESSON, "whom": whom, "words": "", "when": "now"}
    preview = (await it.press("vera", form, "push-preview", **facts)).card
    begins, vera = moment(MONDAY + timedelta(days=2)), f"{NORTH}:vera"
    called = Gathering(GATHERING, vera, "Samling", begins, 60, "", "1535", "1535", ("1535",))
    await it.store.run(lambda tx: tx.put(documents.GATHERINGS, GATHERING, called))
    return {"push": preview.button("push-send")["data"]["push"], "g": GATHERING}


def content(folder: Path) -> set[str]:
    """Every row of every table."""
    with sqlite3.connect(next(folder.glob("*.db"))) as db:
        return set(db.iterdump())


@pytest.mark.parametrize("who", ["kari", "bo", "omar", "siv", "odin"])
async def test_repeating_a_forged_tap_writes_nothing_more(it: World, tmp_path: Path, who: str):
    """Every verb that there is, with ids that are another's or nobody's."""
    forged, written = FORGED | await theirs(it), {}
    for verb in VERBS:
        for _ in range(MOST_TIMES + 1):
            await it.tap(who, verb, forged)
        before = content(tmp_path)
        for _ in range(3):
            await it.tap(who, verb, forged)
        if more := content(tmp_path) - before:
            written[verb] = more
    assert written == {}
