"""Servers to measure one turn on, each in its own process:

python -m tests.bench.turn_servers KIND [KEY-SERVER [CARD-FILE]]

=============== =================================================================================
floor           bare aiohttp: parses the body with orjson and returns the same bytes
door            our door, with features that answer a ready card and store nothing
signed          the same with sign-in on
cloud           the stock CloudAdapter with trap 1 patched, counting in MemoryStorage
botframework    the stock BotFrameworkAdapter, counting in MemoryStorage
=============== =================================================================================

All answer with the card in CARD-FILE, or a made-up one. Each prints its port when it listens,
and ends when its standard input does.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from botbuilder.core import (
    ActivityHandler,
    BotFrameworkAdapter,
    BotFrameworkAdapterSettings,
    CloudAdapterBase,
    MemoryStorage,
    TurnContext,
    UserState,
)
from botbuilder.schema import Activity, AdaptiveCardInvokeResponse
from botframework.connector.auth import BotFrameworkAuthenticationFactory

from bot.core.turn import QUIET, Message, Reply, Turn, What
from bot.settings import Settings
from bot.teams.assembly import add_door, calm_gc, connector_for
from tests.bench.turn_load import CARD
from tests.teams.rig import Chats, signed_settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ANSWER = b'{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":%b}'


def floor(card: bytes) -> Handler:
    answer = ANSWER % card

    async def handle(request: web.Request) -> web.Response:
        orjson.loads(await request.read())
        return web.Response(body=answer, content_type="application/json")

    return handle


def door(settings: Settings, card: bytes) -> web.Application:
    app = web.Application()
    connector = connector_for(settings, _now)
    reply = Reply((Message(card=card),))

    async def on_turn(turn: Turn) -> Reply:
        return reply if turn.what is What.TAPPED else QUIET

    add_door(
        app,
        settings,
        connector,
        on_turn=on_turn,
        apology=lambda locale, _: locale,
        clock=_now,
        own_chats=Chats().way,
    )
    return app


class StockBot(ActivityHandler):
    """What the SDK's samples do: a count in the user's state, and a card in the answer."""

    def __init__(self, card: bytes) -> None:
        self._card = card
        self._state = UserState(MemoryStorage())
        self._answers = self._state.create_property("Answers")

    async def on_adaptive_card_invoke(self, turn_context: TurnContext, _: Any) -> Any:
        counted: dict[str, int] = await self._answers.get(turn_context, dict)
        counted["n"] = counted.get("n", 0) + 1
        await self._state.save_changes(turn_context)
        kind = "application/vnd.microsoft.card.adaptive"
        return AdaptiveCardInvokeResponse(
            status_code=200, type=kind, value=orjson.loads(self._card)
        )


def cloud(card: bytes) -> Handler:
    """What the SDK's aiohttp integration does around its base class, less the line that fails
    on a dict."""
    bot, adapter = StockBot(card), CloudAdapterBase(BotFrameworkAuthenticationFactory.create())

    async def handle(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        token = request.headers.get("Authorization", "")
        answer = await adapter.process_activity(token, activity, bot.on_turn)
        return web.json_response(answer.body, status=answer.status)

    return handle


def botframework(card: bytes) -> Handler:
    bot, adapter = StockBot(card), BotFrameworkAdapter(BotFrameworkAdapterSettings("", ""))

    async def handle(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        token = request.headers.get("Authorization", "")
        answer = await adapter.process_activity(activity, token, bot.on_turn)
        return web.json_response(answer.body, status=answer.status)

    return handle


def application(kind: str, key_server: str = "", card_file: str = "") -> web.Application:
    card = Path(card_file).read_bytes() if card_file else CARD
    if kind == "door":
        return door(Settings.from_env({}, local=True), card)
    if kind == "signed":
        return door(signed_settings(key_server), card)
    app = web.Application()
    handlers = {"floor": floor, "cloud": cloud, "botframework": botframework}
    app.router.add_post("/api/messages", handlers[kind](card))
    return app


async def serve(app: web.Application) -> None:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    calm_gc()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    logging.getLogger("msrest").setLevel(logging.ERROR)  # a line a turn would slow the SDK down
    asyncio.run(serve(application(*sys.argv[1:])))
