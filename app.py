"""Starts Pådriver, or does what the command line asks. Nothing is built at import.

python app.py              the bot, with settings from the environment
python app.py --local      the bot on this machine, for trying it out
python app.py check ...    everything else: see python app.py --help
"""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TextIO

import aiohttp
import structlog

from bot.actions.delivery import hold as delivery_hold
from bot.actions.figures.plan_progress import PlanReport, latest
from bot.actions.figures.reports import Reports
from bot.actions.gatherings.savings import GatheringRecord, Ledgers, all_gatherings
from bot.actions.operations.restoration import restored
from bot.actions.operations.store_origin import is_production
from bot.assembly import (
    API,
    VERSION,
    build,
    clock_for,
    link_key_file,
    links_for,
    load_services,
    now,
    rehearsed,
    versions,
)
from bot.chat import front
from bot.cli import Installation, Mode, Tools, run
from bot.cli.bot_client import ask
from bot.cli.mode import of_running, of_store
from bot.cli.rehearsal import Progress
from bot.content.check import check, report_lines
from bot.content.demo_content import with_plans
from bot.content.loader import library
from bot.content.municipality_file import municipalities
from bot.content.savings_file import assumptions
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.rehearsal import Rehearsal
from bot.core.people.municipalities import Municipalities
from bot.engine.sandbox import NullMessenger
from bot.errors import PadriverError, StoreError
from bot.ports import Store
from bot.services import Services
from bot.settings import Settings, cautions, read_env
from bot.settings.env_file import read_env_file
from bot.store import (
    backup,
    exists,
    export_json,
    forget_copies,
    inspect,
    open_store,
    refuse,
    restore,
    scratch,
)
from bot.teams.assembly import calm_gc
from bot.teams.log import configure, quiet
from bot.teams.outbound.sessions import Sessions
from bot.teams.outbound.token_check import own_token
from bot.teams.playground import start
from bot.web import listener
from bot.web.access import link_key, tokens
from bot.web.access.connections import limit
from bot.web.listener import address, listen, when_asked_to_stop
from manifest import packaged

_ENV_FILES = ("/etc/padriver/padriver.env", "/etc/padriver.env", "padriver.env", ".env")
NEARBY = tuple(map(Path, _ENV_FILES))  # these may be production's settings
log = structlog.get_logger("padriver")


async def serve(settings: Settings, *, playground: bool = False) -> None:
    """Run until SIGTERM or Ctrl-C, then finish what is under way and close everything.

    Raises `SettingError`, `StoreBusy` or `StoreUnusable` if the bot can't start.
    """
    stopped = asyncio.Event()
    when_asked_to_stop(stopped.set)
    async with AsyncExitStack() as stack:
        store: Store = await stack.enter_async_context(
            open_store(settings.store_url, versions=versions(), migrate=True)
        )
        for each in forget_copies(settings.store_url, now()):
            log.info("old_store_deleted", file=each.name)
        app = await build(settings, store, clock_for(settings), links_for(settings))
        await listen(stack, app, settings.host, settings.port)
        if API in app:
            # A place of its own for each: whoever fills the one keeps nobody from the other.
            port, few = settings.api_port, limit() // 5
            await listen(stack, app[API], settings.api_host, port, "API_", few)
            log.info("api_listening", host=settings.api_host, port=settings.api_port)
        for sentence in cautions(settings):
            log.warning("caution", says=sentence)
        calm_gc()
        log.info("listening", host=settings.host, port=settings.port)
        if playground and settings.local:
            await open_playground(stack, settings)
        await stopped.wait()
        log.info("stopping")


async def open_playground(stack: AsyncExitStack, settings: Settings) -> None:
    """Start a Teams-like client for the browser if it is installed; the bot runs either way."""
    endpoint = f"http://127.0.0.1:{settings.port}/api/messages"
    say("Starting the Agents Playground ...")
    try:
        client = await start(endpoint, settings.playground_port)
    except PadriverError as error:
        say(str(error))
        return
    stack.push_async_callback(client.stop)
    say(f"Open {client.address} in a browser. Ctrl-C stops both.")


def say(sentence: str) -> None:
    """Print a sentence for the person at the terminal."""
    print(sentence, flush=True)  # noqa: T201 - for a person, not for the log


def main(argv: list[str], env: Mapping[str, str]) -> int:
    def start(args: Namespace, mode: Mode) -> int:
        settings, faults = start_faults(mode.env, local=args.local)
        if faults:
            raise faults[0]
        configure(readable=args.local)
        asyncio.run(serve(settings, playground=args.playground))
        return 0

    def tools(mode: Mode) -> Tools:
        return CommandTools(mode.env, mode.local, mode).tools()

    return run(
        argv,
        env,
        tools=tools,
        serve=start,
        read_env_file=read_env_file,
        nearby=NEARBY,
        out=sys.stdout,
        err=sys.stderr,
    )


def start_faults(env: Mapping[str, str], *, local: bool) -> tuple[Settings, list[PadriverError]]:
    """The settings, and everything in them for which the bot refuses to start. That the store or
    the port is in use is not among them, since that may be the bot itself."""
    settings, found = read_env(env, local=local)
    faults: list[PadriverError] = list(found)
    looks: dict[str, Callable[[], None]] = {
        "STORE_URL": lambda: refuse(settings.store_url),
        "HOST": lambda: listener.refuse(settings.host, settings.port),
    }
    if port := settings.api_port:
        looks["API_HOST"] = lambda: listener.refuse(settings.api_host, port, "API_")
    if path := settings.api_tokens_file:
        looks["API_TOKENS_FILE"] = lambda: tokens.refuse(path)
    if not settings.link_secret and "STORE_URL" not in {each.name for each in found}:
        looks["LINK_SECRET"] = lambda: link_key.refuse(link_key_file(settings.store_url))
    faulty = {each.name for each in found}
    for name, look in looks.items():
        if name in faulty:
            continue
        try:
            look()
        except PadriverError as error:
            faults.append(error)
    return settings, faults


class CommandTools:
    """What the commands need, made from the settings in `env`. If these are faulty, only `check`
    works, and everything that opens the store raises `SettingError`."""

    def __init__(self, env: Mapping[str, str], local: bool, mode: Mode | None = None) -> None:
        self._env, self._mode = env, mode or Mode(local, "it was asked for", env)
        self._settings, self._faults = read_env(env, local=local)
        self._content = self._settings.content_dir

    def tools(self) -> Tools:
        return Tools(
            today=self.today,
            check=self.check,
            reading=self.reading,
            export=self.export,
            backup=self.backup,
            restore=self.restore,
            package=partial(packaged, self._settings, self._faults, VERSION),
            installation=self.installation,
            rehearse=self.rehearse,
            savings=self.savings,
            demo=self.demo,
            services=self.services,
            progress=self.progress,
            now=clock_for(self._settings),
            api=self.api,
            rotate=self.rotate,
            issue=partial(tokens.issue, self._settings.api_tokens_file),
            token=self._settings.api_token,
            mode=self._mode,
            signs=self.signs,
        )

    def installation(self) -> Installation:
        s, way_out = self._settings, Sessions(self._settings)
        known = partial(tokens.read, s.api_tokens_file) if s.api_tokens_file else tuple
        stored = partial(inspect, s.store_url)
        return Installation(
            s, cautions(s), partial(own_token, s, now, way_out), stored, now, way_out, known
        )

    @property
    def api(self) -> str:
        """Where a command finds the running bot."""
        s = self._settings
        return address(s.api_host if s.api_port else s.host, s.api_port or s.port)

    def store_url(self) -> str:
        """Raises `SettingError`, the first fault in the settings, if there is any."""
        if self._faults:
            raise self._faults[0]
        return self._settings.store_url

    def today(self) -> date:
        return clock_for(self._settings)().astimezone(self._settings.time_zone).date()

    def check(self) -> tuple[list[str], bool]:
        report = check(self._content, today=self.today())
        faults = start_faults(self._env, local=self._settings.local)[1]
        return [f"setting {each}" for each in faults] + report_lines(report), (
            report.ok and not faults
        )

    async def signs(self) -> list[str]:
        """Sentences about signs of production; none unless local mode was assumed."""
        if not self._mode.guessed:
            return []
        try:
            async with open_store(self._settings.store_url, read_only=True) as store:
                in_production = await store.run(is_production)
        except StoreError:
            in_production = False
        async with aiohttp.ClientSession() as session:
            answer = await ask(session, f"{self.api}/api/v1/sending")
        return [*self._mode.signs, *of_store(in_production), *of_running(answer.status)]

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reports]:
        places, lessons = municipalities(self._content), library(self._content)
        async with open_store(self.store_url(), read_only=True, versions=versions()) as store:
            yield Reports(store, places, lessons, self._settings.min_group_size)

    @asynccontextmanager
    async def services(self, writes: bool) -> AsyncIterator[Services]:
        url = self.store_url()
        url = url if writes or exists(url) else "memory:"
        async with open_store(url, wait=0, read_only=not writes, versions=versions()) as store:
            yield await load_services(self._settings, store, NullMessenger(), keep=writes)

    async def progress(self, store: Store) -> list[PlanReport] | None:
        return await latest(await load_services(self._settings, store, NullMessenger(), keep=False))

    async def export(self, to: TextIO) -> None:
        to.writelines(export_json(self.store_url()))

    async def backup(self, to: Path) -> None:
        backup(self.store_url(), to)

    async def restore(self, source: Path) -> list[str]:
        found = restore(source, self.store_url(), now(), note=restored(now()))
        link_key.forget(link_key_file(self.store_url()))
        return [f"{n:>8} {kind}" for kind, n in sorted(found.items())]

    def rotate(self) -> list[str]:
        return link_key.rotate(self._settings.link_secret, link_key_file(self.store_url()))

    async def savings(self) -> tuple[list[GatheringRecord], Municipalities]:
        places, assumed = municipalities(self._content), assumptions(self._content)
        async with open_store(self.store_url(), read_only=True, versions=versions()) as store:
            ledgers = Ledgers(store, places, assumed, self._settings.min_group_size)
            return await all_gatherings(ledgers, clock_for(self._settings)()), places

    async def rehearse(self, days: int, answering: int) -> Rehearsal:
        self.store_url()  # raises for faulty settings
        at, told = clock_for(self._settings)(), Progress(sys.stderr)
        asked = {"days": days, "answering": answering, "told": told}
        return await rehearsed(self._settings, at, **asked)

    async def demo(self, people: int, days: int, serving: bool) -> None:
        """Fill a store beside the real one with a made-up rollout, and serve it if `serving`.

        Raises `SettingError` if the settings are faulty.
        """
        from bot.engine.demo import Rollout, plans_for, simulate, to_look_at

        beside = scratch(self.store_url(), "demo")
        rollout = Rollout(self.today() - timedelta(days=days), people, people // 20, days)
        with_plans(self._content, beside.folder, plans_for(rollout))
        settings = replace(
            self._settings, local=True, store_url=beside.url, content_dir=beside.folder
        )
        say(f"Living through {days} days with {people} made-up people ...")
        async with open_store(beside.url, durable=False) as store:
            services = await load_services(settings, store, NullMessenger())
            calm_gc()
            teams = await simulate(replace(services, local=False), rollout, front, say)
            await delivery_hold.hold(services, COMMAND_LINE, "demo", now())
        say(f"{teams.tally['arrived']} cards, {teams.tally['taps']} taps. In {beside.url}.")
        for line in to_look_at(self.api, settings.store_url, settings.content_dir):
            say(line)
        if serving:
            configure(readable=True)
            await serve(settings)


if __name__ == "__main__":
    quiet()  # until the bot itself is started
    sys.exit(main(sys.argv[1:], os.environ))
