"""Puts Pådriver together and starts it. Nothing is built at import.

python app.py              the bot, with settings from the environment
python app.py --local      the bot on this machine, for trying it out
python app.py check ...    everything else: see python app.py --help
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TextIO

import structlog
from aiohttp import web

from bot.actions import appointing
from bot.actions.fixing import mark
from bot.actions.guests import for_calendar
from bot.actions.house import House
from bot.actions.journeys import explain, plans_mark
from bot.actions.ledgers import Held, Ledgers, all_gatherings
from bot.actions.opening import own_secret, remember_lessons
from bot.actions.personal import my_data
from bot.actions.report import Reports
from bot.cli import Patient, Tools, run
from bot.content.calendars import calendar_for
from bot.content.check import check, report_lines
from bot.content.loader import library, picture_files
from bot.content.municipality_file import municipalities
from bot.content.plan_file import plans
from bot.content.savings_file import assumptions
from bot.core.municipalities import Municipalities
from bot.core.rehearsal import Rehearsal
from bot.delivery.alarm import Alarm
from bot.delivery.demo import Rollout, simulate
from bot.delivery.engine import Engine
from bot.delivery.rehearsal import rehearse
from bot.delivery.understudy import Nobody
from bot.errors import PadriverError
from bot.features import extension, front
from bot.locale import apology
from bot.ports import Clock, Messenger, Store
from bot.settings import Settings, cautions, read_env
from bot.store import TinyStore, backup, export_json, inspect, open_store, restore, store_path
from bot.teams.assembly import DOOR, add_door, calm_gc, connector_for
from bot.teams.log import configure
from bot.teams.playground import start
from bot.teams.visit import own_token
from bot.web import Metrics, Parts, Pictures, add_web
from bot.web.metrics import Counting
from bot.web.serving import listen, when_asked_to_stop
from bot.web.webhook import Webhook
from manifest import packaged

VERSION = "0.1.0"
GRACE = 8.0  # seconds for turns under way when we are asked to stop
TICK = 5.0  # seconds between looks at who is due
log = structlog.get_logger("padriver")


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


def clock_for(settings: Settings) -> Clock:
    """The real clock; in local mode one that starts and runs as LOCAL_CLOCK says."""
    if settings.local_clock is None:
        return now
    began, (start, speed) = now(), settings.local_clock
    return lambda: (start + (now() - began) * speed).astimezone(UTC)


def speed_of(settings: Settings) -> float:
    """How many of the bot's seconds go by in one of ours."""
    return settings.local_clock[1] if settings.local_clock else 1.0


async def furnish(settings: Settings, store: Store, messenger: Messenger) -> House:
    """The house, with its content read and its secret known. A store that is open for reading
    only has both already, and is not written to."""
    known, changed = await remember_lessons(store, library(settings.content_dir))
    for lesson in changed:
        log.warning("lesson_changed_without_version", lesson=lesson)
    places = municipalities(settings.content_dir)
    return House(
        store=store,
        library=known,
        municipalities=places,
        messenger=messenger,
        secret=await own_secret(store, secrets.token_hex(32)),
        public_url=settings.public_url,
        sender=settings.sender,
        operators=settings.operators,
        tenants=settings.allowed_tenants,
        local=settings.local,
        version=VERSION,
        app_id=settings.app_id,
        plans=plans(settings.content_dir),
        assumptions=assumptions(settings.content_dir),
        calendar=calendar_for(places, klemdager=settings.klemdager),
        retention_days=settings.retention_days,
        min_group_size=settings.min_group_size,
        push_lessons=settings.push_lessons,
        push_approval=settings.push_approval,
        redraws=not settings.local,  # the Playground complains of cards that would
        champions_need_yes=settings.champions_need_yes,
    )


async def build(settings: Settings, store: Store, clock: Clock = now) -> web.Application:
    """The whole application around an open store. It sends by itself while it runs."""
    connector = connector_for(settings, clock)
    metrics = Metrics()
    pictures = Pictures.read(picture_files(settings.content_dir))
    house = await furnish(settings, store, Counting(connector, metrics))
    house = replace(house, pictures=pictures.addresses(settings.public_url))
    house = replace(house, lease=house.lease * max(speed_of(settings), 1.0))
    engine = delivery(house, settings, clock)
    parts = Parts(
        reports=Reports(store, house.municipalities, house.library, settings.min_group_size),
        clock=clock,
        export=partial(my_data, house),
        secret=house.secret,
        token=settings.api_token,
        local=settings.local,
        zone=settings.time_zone,
        pictures=pictures,
        metrics=metrics,
        tasks=engine.health,
        mark=partial(mark, house, clock),
        explain=lambda key: explain(house, key, clock()),
        roll=partial(appointing.roll, house),
        appoint=lambda key, places: appointing.appoint_one(house, key, places, clock()),
        dismiss=lambda key: appointing.dismiss_one(house, key, clock()),
        sender=settings.sender,
        gathering=partial(for_calendar, house),
        assumptions=house.assumptions,
        house=house,
        retention_days=settings.retention_days,
    )
    app = web.Application()
    add_web(app, parts)
    answer = metrics.watching(front(house))
    others = {name: metrics.watching(each) for name, each in extension.named(house).items()}
    add_door(app, settings, connector, on_turn=answer, apology=apology, clock=clock, named=others)
    metrics.expose("requests", "What came in at the door", "kind", lambda: app[DOOR].tally)
    engine.expose(metrics.expose, metrics.show)
    app.cleanup_ctx.append(partial(running, engine, partial(plans_mark, house)))
    return app


def delivery(house: House, settings: Settings, clock: Clock) -> Engine:
    """What makes the bot come by itself."""
    webhook = Webhook(settings.alert_webhook) if settings.alert_webhook else None
    return Engine(
        house,
        clock,
        alarm=Alarm(webhook),
        rate=float(settings.send_rate),
        every=max(0.2, TICK / speed_of(settings)),
        chance=random.SystemRandom().random,
    )


async def running(
    engine: Engine, mark: Callable[[], str], _: web.Application
) -> AsyncIterator[None]:
    """The engine runs between the application's start and stop."""
    async with engine.started(mark):
        yield


async def serve(settings: Settings, *, playground: bool = False) -> None:
    """Run until SIGTERM or Ctrl-C; then finish what is under way and let go of everything."""
    stopped = asyncio.Event()
    when_asked_to_stop(stopped.set)
    async with AsyncExitStack() as stack:
        store: Store = await stack.enter_async_context(open_store(settings.store_url))
        app = await build(settings, store, clock_for(settings))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await listen(runner, settings.host, settings.port)
        for sentence in cautions(settings):
            log.warning("caution", says=sentence)
        calm_gc()
        log.info("listening", host=settings.host, port=settings.port)
        if playground and settings.local:
            await open_playground(stack, settings)
        await stopped.wait()
        log.info("stopping")


async def open_playground(stack: AsyncExitStack, settings: Settings) -> None:
    """A Teams-like client in the browser, where Node is there; the bot runs all the same."""
    endpoint = f"http://127.0.0.1:{settings.port}/api/messages"
    say("Starting the Agents Playground. The first time takes a minute ...")
    try:
        client = await start(endpoint, settings.playground_port)
    except PadriverError as error:
        say(str(error))
        return
    stack.push_async_callback(client.stop)
    say(f"Open {client.address} in a browser. Ctrl-C stops both.")


def say(sentence: str) -> None:
    """To whoever sits at the terminal."""
    print(sentence, flush=True)  # noqa: T201 - for a person, not for the log


def main(argv: list[str], env: Mapping[str, str]) -> int:
    def start(args: Namespace) -> int:
        configure(readable=args.local)
        asyncio.run(serve(Settings.from_env(env, local=args.local), playground=args.playground))
        return 0

    def tools(local: bool) -> Tools:
        return Desk(env, local).tools()

    return run(argv, env, tools=tools, serve=start, out=sys.stdout, err=sys.stderr)


class Desk:
    """What the command line's commands need, by the settings in `env`. Only `check` works with
    faulty ones."""

    def __init__(self, env: Mapping[str, str], local: bool) -> None:
        self._settings, self._faults = read_env(env, local=local)
        self._content = self._settings.content_dir

    def tools(self) -> Tools:
        return Tools(
            today=self.today,
            check=self.check,
            reading=self.reading,
            writing=lambda: open_store(f"tinydb:{self.path()}", wait=0),
            export=self.export,
            backup=self.backup,
            restore=self.restore,
            package=partial(packaged, self._settings, self._faults, VERSION),
            patient=self.patient,
            rehearse=self.rehearse,
            savings=self.savings,
            demo=self.demo,
            house=self.house,
            now=clock_for(self._settings),
            api=f"http://127.0.0.1:{self._settings.port}",
            token=self._settings.api_token,
        )

    def patient(self) -> Patient:
        s, token = self._settings, partial(own_token, self._settings, now)
        return Patient(s, cautions(s), token, lambda: inspect(store_path(s.store_url)), now)

    def path(self) -> Path:
        """The store's file; raises the first fault of the settings."""
        if self._faults:
            raise self._faults[0]
        return store_path(self._settings.store_url)

    def today(self) -> date:
        return now().astimezone(self._settings.time_zone).date()

    def check(self) -> tuple[list[str], bool]:
        report = check(self._content, today=self.today())
        lines = [f"setting {each}" for each in self._faults] + report_lines(report)
        return lines, report.ok and not self._faults

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reports]:
        places, lessons = municipalities(self._content), library(self._content)
        async with open_store(f"tinydb:{self.path()}", read_only=True) as store:
            yield Reports(store, places, lessons, self._settings.min_group_size)

    @asynccontextmanager
    async def house(self, writes: bool) -> AsyncIterator[House]:
        path = self.path()
        url = f"tinydb:{path}" if writes or path.exists() else "memory:"
        async with open_store(url, wait=0, read_only=not writes) as store:
            yield await furnish(self._settings, store, Nobody())

    async def export(self, to: TextIO) -> None:
        to.writelines(export_json(self.path()))

    async def backup(self, to: Path) -> None:
        backup(self.path(), to)

    async def restore(self, source: Path) -> list[str]:
        found = restore(source, self.path(), now())
        return [f"{n:>8} {kind}" for kind, n in sorted(found.items())]

    async def savings(self) -> tuple[list[Held], Municipalities]:
        places, assumed = municipalities(self._content), assumptions(self._content)
        async with open_store(f"tinydb:{self.path()}", read_only=True) as store:
            ledgers = Ledgers(store, places, assumed, self._settings.min_group_size)
            return await all_gatherings(ledgers, clock_for(self._settings)()), places

    async def rehearse(self, days: int, answering: int) -> Rehearsal:
        at, minimum = clock_for(self._settings)(), self._settings.min_group_size
        async with open_store(f"tinydb:{self.path()}", read_only=True) as store:
            house = await furnish(self._settings, store, Nobody())
            memory = partial(open_store, "memory:")
            return await rehearse(
                house, memory, at, days=days, answering=answering, minimum=minimum
            )

    async def demo(self, people: int, days: int, serving: bool) -> None:
        """Half a year of a made-up rollout, in a store beside the real one, then served."""
        path = self.path().with_name("demo.db")
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        settings = replace(self._settings, local=True, store_url=f"tinydb:{path}")
        start = self.today() - timedelta(days=days)
        rollout = Rollout(start, people, people // 20, days)
        say(f"Living through {days} days with {people} made-up people ...")
        async with TinyStore(path, durable=False) as store:
            house = await furnish(settings, store, Nobody())
            teams = await simulate(replace(house, local=False), rollout, front, say)
        say(f"{teams.tally['arrived']} cards, {teams.tally['taps']} taps. In {path}.")
        if serving:
            await serve(settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
