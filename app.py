"""Puts Pådriver together and starts it. Nothing is built at import.

python app.py              the bot, with settings from the environment
python app.py --local      the bot on this machine, for trying it out
python app.py check ...    everything else: see python app.py --help
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import structlog
from aiohttp import web

from bot.actions.house import House
from bot.actions.opening import own_secret, remember_lessons
from bot.content.loader import library
from bot.content.municipality_file import municipalities
from bot.errors import PadriverError
from bot.features import front
from bot.locale import apology
from bot.ports import Clock, Messenger, Store
from bot.settings import Settings, cautions
from bot.store import open_store
from bot.teams.assembly import add_door, calm_gc, connector_for
from bot.teams.log import configure

VERSION = "0.1.0"
GRACE = 8.0  # seconds for turns under way when we are asked to stop
log = structlog.get_logger("padriver")


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


async def furnish(settings: Settings, store: Store, messenger: Messenger) -> House:
    """The house, with its content read and its secret known."""
    known, changed = await remember_lessons(store, library(settings.content_dir))
    for lesson in changed:
        log.warning("lesson_changed_without_version", lesson=lesson)
    return House(
        store=store,
        library=known,
        municipalities=municipalities(settings.content_dir),
        messenger=messenger,
        secret=await own_secret(store, secrets.token_hex(32)),
        public_url=settings.public_url,
        local=settings.local,
        version=VERSION,
        app_id=settings.app_id,
    )


async def build(settings: Settings, store: Store, clock: Clock = now) -> web.Application:
    """The whole application around an open store."""
    connector = connector_for(settings, clock)
    house = await furnish(settings, store, connector)
    app = web.Application()
    add_door(app, settings, connector, on_turn=front(house), apology=apology, clock=clock)
    return app


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C; then finish what is under way and let go of everything."""
    stopped = asyncio.Event()
    when_asked_to_stop(stopped.set)
    async with AsyncExitStack() as stack:
        store: Store = await stack.enter_async_context(open_store(settings.store_url))
        runner = web.AppRunner(
            await build(settings, store), access_log=None, shutdown_timeout=GRACE
        )
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, settings.host, settings.port).start()
        for sentence in cautions(settings):
            log.warning("caution", says=sentence)
        calm_gc()
        log.info("listening", host=settings.host, port=settings.port)
        await stopped.wait()
        log.info("stopping")


def when_asked_to_stop(stop: Callable[[], None]) -> None:
    """SIGTERM and Ctrl-C. Where the loop can't watch signals (Windows), plain handlers do."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop))


def main(argv: list[str], env: Mapping[str, str]) -> int:
    local = "--local" in argv
    configure(readable=local)
    try:
        settings = Settings.from_env(env, local=local)
        asyncio.run(serve(settings))
    except PadriverError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a person starts this and must know why not
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
