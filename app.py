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
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import structlog
from aiohttp import web

from bot.actions.house import House
from bot.actions.opening import own_secret, remember_lessons
from bot.actions.personal import my_data
from bot.actions.report import Reports
from bot.cli import Tools, run
from bot.content.check import check, report_lines
from bot.content.loader import library, picture_files
from bot.content.municipality_file import municipalities
from bot.features import front
from bot.locale import apology
from bot.ports import Clock, Messenger, Store
from bot.settings import Settings, cautions, read_env
from bot.store import open_store, store_path
from bot.teams.assembly import DOOR, add_door, calm_gc, connector_for
from bot.teams.log import configure
from bot.web import Parts, Pictures, add_web

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
        sender=settings.sender,
        operators=settings.operators,
        local=settings.local,
        version=VERSION,
        app_id=settings.app_id,
    )


async def build(settings: Settings, store: Store, clock: Clock = now) -> web.Application:
    """The whole application around an open store."""
    connector = connector_for(settings, clock)
    pictures = Pictures.read(picture_files(settings.content_dir))
    house = await furnish(settings, store, connector)
    house = replace(house, pictures=pictures.addresses(settings.public_url))
    parts = Parts(
        reports=Reports(store, house.municipalities, house.library, settings.min_group_size),
        clock=clock,
        export=partial(my_data, house),
        secret=house.secret,
        token=settings.api_token,
        local=settings.local,
        zone=settings.time_zone,
        pictures=pictures,
    )
    app = web.Application()
    add_web(app, parts)
    answer = parts.metrics.watching(front(house))
    add_door(app, settings, connector, on_turn=answer, apology=apology, clock=clock)
    parts.metrics.expose("requests", "What came in at the door", "kind", lambda: app[DOOR].tally)
    return app


async def serve(settings: Settings, *, playground: bool = False) -> None:
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
    def start(args: Namespace) -> int:
        configure(readable=args.local)
        asyncio.run(serve(Settings.from_env(env, local=args.local), playground=args.playground))
        return 0

    tools = partial(tools_for, env)
    return run(argv, env, tools=tools, serve=start, out=sys.stdout, err=sys.stderr)


def tools_for(env: Mapping[str, str], local: bool) -> Tools:
    """What the commands need, by the settings in `env`. Only `check` works with faulty ones."""
    settings, faults = read_env(env, local=local)

    def path() -> Path:
        if faults:
            raise faults[0]
        return store_path(settings.store_url)

    @asynccontextmanager
    async def reading() -> AsyncIterator[Reports]:
        where = settings.content_dir
        async with open_store(f"tinydb:{path()}", read_only=True) as store:
            yield Reports(store, municipalities(where), library(where), settings.min_group_size)

    def today() -> date:
        return now().astimezone(settings.time_zone).date()

    def checked() -> tuple[list[str], bool]:
        report = check(settings.content_dir, today=today())
        lines = [f"setting {each}" for each in faults] + report_lines(report)
        return lines, report.ok and not faults

    return Tools(
        today=today,
        check=checked,
        reading=reading,
        writing=lambda: open_store(f"tinydb:{path()}", wait=0),
        export=lambda to: export_json(path(), to),
        backup=lambda to: backup(path(), to),
        restore=lambda source: restore(source, path(), now()),
        api=f"http://127.0.0.1:{settings.port}",
        token=settings.api_token,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
