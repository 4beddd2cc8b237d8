"""python app.py message: previewed, sent and taken back through the running bot."""

from __future__ import annotations

import io
import re

import pytest

from bot.cli import DOES
from bot.cli.arguments import understood
from bot.errors import Refused
from bot.store import MemoryStore
from tests.champion_world import move_in, someone
from tests.chat_client import services
from tests.cli.test_go import running_bot, tools_with


async def said(api: str, store: MemoryStore, *argv: str) -> str:
    out = io.StringIO()
    args = understood(["message", *argv], out, out)
    assert not isinstance(args, int), out.getvalue()
    assert await DOES["message"](args, tools_with(store, api, busy=True), out) == 0
    return out.getvalue()


async def test_a_message_from_preview_to_withdrawal():
    store = MemoryStore()
    await move_in(services(store), [someone(f"p{n}") for n in range(12)])
    async with running_bot(store, "", local=True) as api:
        assert await said(api, store) == "None was sent.\n"
        shown = await said(api, store, "Hei!", "--en", "Hello!", "--to", "1506")
        assert "nb, nn: Hei!" in shown
        assert "To 12 people. As things are now:\n      12 get it" in shown
        assert "      12 Molde" in shown
        number = re.search(r"message --yes (\w+)", shown)[1]  # type: ignore[index]
        sent = await said(api, store, "--yes", number)
        assert f"{number}: sending, to 12 people. 12 waiting" in sent
        assert f"message --undo {number}" in sent
        assert "sending, to 12 people" in await said(api, store)
        assert "undone, to 12 people. 12 skipped" in await said(api, store, "--undo", number)
        with pytest.raises(Refused, match="knows nothing by that name"):
            await said(api, store, "--follow", "nothing")
        with pytest.raises(Refused, match="https"):
            await said(api, store, "Se http://molde.example")
        with pytest.raises(Refused, match="one of them"):
            await said(api, store, "Hei", "--not-started", "a", "--not-finished", "b")
