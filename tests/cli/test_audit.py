"""python app.py audit, and that what is done at the command line is in it."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import app as application
from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.cli import DOES
from bot.cli.arguments import understood
from bot.core import documents
from bot.core.actor import BOT, person_actor, token_actor
from bot.store import open_store
from tests.chat_client import MONDAY, services


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"tinydb:{tmp_path / 'padriver.db'}"


async def said(url: str, *words: str) -> str:
    out = io.StringIO()
    args = understood(words, out, out)
    assert not isinstance(args, int), out.getvalue()
    tools = application.CommandTools({"STORE_URL": url}, local=True).tools()
    assert await DOES[words[0]](args, tools, out) == 0
    return out.getvalue()


async def test_a_line_says_who_what_and_how_it_was_before_and_after(url):
    async with open_store(url) as store:
        home = services(store)

        def change(tx: Any) -> None:
            olga, at = person_actor("t:olga"), MONDAY
            roles = (
                {"role": "employee", "scope": []},
                {"role": "champion", "scope": ["1506", "1535"]},
            )
            act = Act.CHAMPION_APPOINTED
            audit.record(home, tx, olga, act, at, about="x", before=roles[0], after=roles[1])
            audit.record(home, tx, BOT, Act.PUSH_LAPSED, at + timedelta(days=1), about="p")
            later, token = at + timedelta(days=2), token_actor("API_TOKEN")
            facts = {"held": True}, {"held": False, "why": ""}
            act = Act.SENDING_RELEASED
            audit.record(home, tx, token, act, later, before=facts[0], after=facts[1])
            for _ in range(2):
                audit.record_refusal(
                    home, tx, olga, Act.PUSH_REFUSED_FORGED, at + timedelta(days=3)
                )
            old = {"at": "2026-11-20T08:00:00Z", "what": "push_undoing", "by": "ab", "push": "p"}
            tx.put(documents.AUDIT, "old", old)

        await store.run(change)
        olga = audit.pseudonym(home, "t:olga")
    assert (await said(url, "audit")).splitlines() == [
        "2026-11-20T08:00:00Z  somebody ab  push_undoing  - -> push p",
        f"2026-11-23T09:00:00Z  person {olga}  champion_appointed  x"
        "  role employee, scope - -> role champion, scope 1506; 1535",
        "2026-11-24T09:00:00Z  bot  push_lapsed  p",
        "2026-11-25T09:00:00Z  token API_TOKEN  sending_released  held yes -> held no, why -",
        f"2026-11-26T09:00:00Z  person {olga}  push_refused_forged  2 times",
    ]
    assert len((await said(url, "audit", "--since", "2026-11-25")).splitlines()) == 2


async def test_more_than_a_page_is_printed_whole(url):
    async with open_store(url) as store:
        home = services(store)

        def change(tx: Any) -> None:
            for n in range(1100):
                audit.record(home, tx, BOT, Act.PUSH_LAPSED, MONDAY, about=f"p{n}")

        await store.run(change)
    lines = (await said(url, "audit")).splitlines()
    assert len(set(lines)) == len(lines) == 1100


async def test_a_restored_store_says_itself_that_it_was_and_who_let_sending_go_on(url, tmp_path):
    async with open_store(url) as store:
        await store.run(lambda tx: tx.add("something"))
    await said(url, "backup", str(tmp_path / "copy.db"))
    new = f"tinydb:{tmp_path / 'new.db'}"
    assert "1 audit" in await said(new, "restore", str(tmp_path / "copy.db"))
    await said(new, "go")
    restored, released = (await said(new, "audit")).splitlines()
    assert restored.endswith("Z  command line  store_restored  - -> held yes")
    assert released.endswith("Z  command line  sending_released  held yes -> held no")
    assert await said(url, "audit") == "", "what was copied is as it was"
