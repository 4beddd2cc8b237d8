"""python app.py correct and withdraw: from the command line, through the running bot, to the card
that somebody has in their chat."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.actions.delivery.corrections import mark
from bot.actions.figures.reports import Reports
from bot.cli import Tools
from bot.cli.arguments import understood
from bot.cli.commands import COMMANDS
from bot.core import documents
from bot.core.delivery import deliveries
from bot.core.delivery.deliveries import PlannedCard
from bot.core.values import replace
from bot.engine.corrections import CorrectionSender
from bot.engine.throttle import Throttle
from bot.errors import Refused
from bot.services import Services
from bot.store import MemoryStore
from bot.web import Parts, add_web
from tests.chat_client import MONDAY, Chat, Post, services

LESSON = "ditt-forste-mote"


@asynccontextmanager
async def running_bot(home: Services) -> AsyncIterator[str]:
    async def nobody(_: str) -> None:
        return None

    app = web.Application()
    reports = Reports(home.store, home.municipalities, home.library, 5)
    parts = Parts(
        reports, lambda: MONDAY, nobody, b"secret", "t", mark=partial(mark, home, lambda: MONDAY)
    )
    add_web(app, parts)
    async with TestServer(app) as server:
        yield f"http://127.0.0.1:{server.port}"


async def said(line: str, api: str) -> str:
    never: Any = None
    out = io.StringIO()
    args = understood(line.split(), out, out)
    assert not isinstance(args, int)
    tools = Tools(never, never, never, never, never, never, api, "t")
    assert await COMMANDS[args.command](args, tools, out) == 0
    return out.getvalue()


async def kari_has_had_it() -> Chat:
    chat = Chat(services(MemoryStore()))
    await chat.begin()
    row = deliveries.planned(PlannedCard(chat.key, "lesson", LESSON, MONDAY, "1"), MONDAY)
    sent = replace(row, state="sent", activity="sent-9", sent_at="2026-11-23T08:00:00Z")
    await chat.services.store.run(lambda tx: tx.put(documents.DELIVERIES, "row", sent))
    return chat


@pytest.mark.parametrize(("command", "told", "seen"), [
    ("correct", "1 card is being corrected.", "Rettet 23. november 2026: Det var en feil"),
    ("withdraw", "1 card is being taken back.", "Meldingen er trukket tilbake."),
])  # fmt: skip
async def test_a_mistake_is_taken_back_while_the_bot_runs(command, told, seen):
    chat = await kari_has_had_it()
    async with running_bot(chat.services) as api:
        assert told in await said(f"{command} {LESSON}", api)
        assert "0 cards are" in await said(f"{command} {LESSON}", api)
    await CorrectionSender(chat.services, Throttle(None)).run(MONDAY)
    messenger = chat.services.messenger
    assert isinstance(messenger, Post)
    ((_, activity, message),) = messenger.updated
    assert activity == "sent-9"
    assert seen in message.card.decode()


async def test_no_such_lesson_is_said_so():
    chat = await kari_has_had_it()
    async with running_bot(chat.services) as api:
        with pytest.raises(Refused, match="knows nothing by that name"):
            await said("correct nope", api)
