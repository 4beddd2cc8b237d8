"""Becoming a champion, as the one who is asked sees it: a question, a yes, and stepping down.

The one who suggests comes in at the same route (see `tests.e2e.people`); the Playground has no
people picker.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.core import documents
from bot.locale import words
from bot.ports import Tx
from bot.store.tinydb.store import TinyStore
from bot.teams.playground import PlaygroundUser
from tests.e2e.driver import Chat
from tests.e2e.people import Someone, move_to_molde
from tests.e2e.running import Bot
from tests.fakes.connector import FakeConnector

pytestmark = pytest.mark.e2e

MONDAY = "2026-11-23T09:00:00+01:00@60"
NB = words("nb")


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    """Where Bo's cards arrive."""
    async with FakeConnector() as server:
        yield server


@pytest.fixture
async def settings(
    tmp_path: Path, connector: FakeConnector, visitor: PlaygroundUser
) -> Mapping[str, str]:
    """A Monday morning in Molde; the visitor is an employee among others."""
    key = f"{visitor.tenant}:{visitor.entra}"

    def employed(tx: Tx) -> None:
        doc = tx.get(documents.PEOPLE, key) or {}
        tx.put(documents.PEOPLE, key, doc | {"role": "employee", "scope": []})

    async with TinyStore(tmp_path / "padriver.db") as store:
        await move_to_molde(store, visitor, connector.url)
        await store.run(employed)
    return {"LOCAL_CLOCK": MONDAY}


async def test_a_colleague_is_asked_says_yes_is_welcomed_and_steps_down(
    chat: Chat, bot: Bot, connector: FakeConnector, visitor: PlaygroundUser
) -> None:
    await chat.open()
    await chat.sees("Hei, Kari!")
    bo = Someone(bot, connector.url, "bo", visitor.tenant, "Bo Berg")
    form = await bo.taps("suggest")
    sent = await bo.presses(form, "suggest-send", people=visitor.entra, words="Du er flink!")
    assert NB("suggest-asked-title") in sent.text
    await chat.sees(NB("suggestion-title"))
    await chat.sees("Du er flink!")
    await chat.picture("80-suggestion")
    await chat.taps(NB("suggestion-yes"))
    await chat.sees(NB("champion-welcome", name="Kari"))
    await chat.picture("81-welcome-as-champion")
    await chat.says("slutt som pådriver")
    await chat.sees(NB("stepped-down-title"))
