"""Assembles the application: from an open store to a web application that is ready to run.

This package and ``app.py``, which starts it, are the only places that know all the others. Nothing
is built at import.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

from bot.actions.champions import appointments, operators
from bot.actions.delivery.corrections import mark
from bot.actions.delivery.journeys import plans_mark
from bot.actions.delivery.reachability import reachability
from bot.actions.figures.recount import recount
from bot.actions.figures.reports import Reports
from bot.actions.figures.tenant_counts import count_by_tenant
from bot.actions.gatherings.guests import for_calendar
from bot.actions.learning.lesson_archive import own_secret, remember_lessons
from bot.actions.people import own_chat
from bot.actions.personal_data.my_data import download
from bot.assembly.declarations import SUBJECTS, VERSION, card_kinds, hears, owns, versions
from bot.chat import front
from bot.chat.pushes import extension
from bot.content.calendars import calendar_for
from bot.content.loader import library, picture_files
from bot.content.municipality_file import municipalities
from bot.content.plan_file import plans
from bot.content.plan_watch import PlanWatch
from bot.content.savings_file import assumptions
from bot.core.delivery.budget import Budget
from bot.core.delivery.rehearsal import Rehearsal
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.engine.rehearsal import Counts, People, Rules, in_processes, play, rehearse
from bot.engine.sandbox import NullMessenger
from bot.locale import apology
from bot.ports import Clock, Links, Messenger, Store
from bot.services import FollowedPlans, Services
from bot.settings import Settings
from bot.store import MemoryStore, beside, open_store
from bot.teams.assembly import DOOR, add_door, connector_for
from bot.teams.outbound.own_chats import OwnChats
from bot.teams.outbound.sessions import Sessions
from bot.web import Metrics, Parts, Pictures, add_web
from bot.web.access.link_key import END, LinkKey
from bot.web.access.links import SealedLinks
from bot.web.metrics import Counting
from bot.web.webhook import Webhook

__all__ = [
    "API",
    "SUBJECTS",
    "VERSION",
    "build",
    "clock_for",
    "hears",
    "link_key_file",
    "links_for",
    "load_services",
    "now",
    "owns",
    "rehearse_part",
    "rehearsed",
    "versions",
]
TICK = 5.0  # seconds between checks for people who are due
API = web.AppKey("api", web.Application)  # listens on API_PORT, if that is set
log = structlog.get_logger("padriver")


def now() -> datetime:
    """The current time, aware and in UTC. Nothing else reads the clock."""
    return datetime.now(UTC)


def clock_for(settings: Settings) -> Clock:
    """The real clock; in local mode one that starts and runs as LOCAL_CLOCK says, if it is set."""
    if settings.local_clock is None:
        return now
    began, (start, speed) = now(), settings.local_clock
    return lambda: (start + (now() - began) * speed).astimezone(UTC)


def speed_of(settings: Settings) -> float:
    """How many seconds pass on the bot's clock in one real second."""
    return settings.local_clock[1] if settings.local_clock else 1.0


async def load_services(
    settings: Settings,
    store: Store,
    messenger: Messenger,
    *,
    clock: Clock = now,
    keep: bool = True,
    links: Links | None = None,
) -> Services:
    """The services that actions need, with the content read and the store's secret loaded.

    With `keep`, new lessons are kept in the store, and counts of an earlier version are brought up
    to date; pass False for a store that is open for reading only. Raises `ContentError` for faulty
    content, and `IncompleteKind` for a kind of card that could not be sent. Without `links`, those
    that are made work for as long as this value is used.
    """
    known, changed = await remember_lessons(store, library(settings.content_dir), keep=keep)
    for lesson in changed:
        log.warning("lesson_changed_without_version", lesson=lesson)
    places = municipalities(settings.content_dir)
    services = Services(
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
        kinds=card_kinds(),
        budget=Budget(settings.cards_a_week, settings.cards_a_day),
        min_group_size=settings.min_group_size,
        push_lessons=settings.push_lessons,
        push_approval=settings.push_approval,
        redraws=not settings.local,  # the Playground complains about cards that refresh themselves
        champions_need_yes=settings.champions_need_yes,
        hears=hears(),
        owns=owns(),
        links=links or SealedLinks(LinkKey()),
    )
    if keep:
        await recount(services, clock())
        await count_by_tenant(services)
    return services


def links_for(settings: Settings) -> Links:
    """Links with this installation's own key, which is made if there is none. Raises
    `SettingError`."""
    key = LinkKey(settings.link_secret, link_key_file(settings.store_url))
    key.open()
    return SealedLinks(key)


def link_key_file(store_url: str) -> Path | None:
    """Where the key of links is kept if LINK_SECRET is not set; None where nothing outlasts the
    process."""
    return beside(store_url, END)


async def rehearsed(settings: Settings, at: datetime, **asked: Any) -> Rehearsal:
    """What is `asked` of `rehearse`, with the store that `settings` name."""
    parts = partial(in_processes, partial(rehearse_part, settings), os.cpu_count() or 1)
    asked |= {"minimum": settings.min_group_size, "parts": parts}
    async with open_store(settings.store_url, read_only=True, versions=versions()) as store:
        services = await load_services(settings, store, NullMessenger(), keep=False)
        return await rehearse(services, MemoryStore, at, **asked)


async def rehearse_part(settings: Settings, rules: Rules, people: People) -> Counts:
    """Rehearse with these people, in a process of its own."""
    async with open_store(settings.store_url, read_only=True, versions=versions()) as store:
        services = await load_services(settings, store, NullMessenger(), keep=False)
        return await play(services, MemoryStore, rules, people)


async def build(
    settings: Settings, store: Store, clock: Clock = now, links: Links | None = None
) -> web.Application:
    """The whole application around an open store. While it runs, it also sends what is due.
    Without `links` (`links_for`), those in its cards work for as long as it runs.

    Raises `ContentError`, `IncompleteKind` and `Undeclared`, if content or subjects are faulty.
    """
    connector = connector_for(settings, clock)
    metrics = Metrics()
    pictures = Pictures.read(picture_files(settings.content_dir))
    way_out = Counting(connector, metrics)
    services = await load_services(settings, store, way_out, clock=clock, links=links)
    services = replace(services, pictures=pictures.addresses(settings.public_url))
    services = replace(services, lease=services.lease * max(speed_of(settings), 1.0))
    services = replace(services, plans=FollowedPlans(services.plans))
    engine = engine_for(services, settings, clock)
    parts = parts_of(services, settings, clock, engine, metrics, pictures)
    app = web.Application()
    if settings.api_port:
        app[API] = web.Application()
    add_web(app, parts, app.get(API))
    answer = metrics.watching(front(services))
    others = {name: metrics.watching(each) for name, each in extension.named(services).items()}
    add_door(
        app,
        settings,
        connector,
        on_turn=answer,
        apology=apology,
        clock=clock,
        own_chats=OwnChats(partial(own_chat.address, services), partial(own_chat.keep, services)),
        named=others,
        note=engine.outcomes.note,
        refused=engine.refused.note,
    )
    metrics.expose("requests", "What came in at the door", "kind", lambda: app[DOOR].tally)
    engine.expose(metrics.expose, metrics.show, metrics.show_by)
    app.cleanup_ctx.append(partial(running, engine, partial(plans_mark, services)))
    return app


def parts_of(
    services: Services,
    settings: Settings,
    clock: Clock,
    engine: Engine,
    metrics: Metrics,
    pictures: Pictures,
) -> Parts:
    """What the web routes need."""
    return Parts(
        reports=Reports(
            services.store, services.municipalities, services.library, settings.min_group_size
        ),
        clock=clock,
        export=lambda key: download(services, key, clock()),
        links=services.links,
        token=settings.api_token,
        tokens_file=settings.api_tokens_file,
        local=settings.local,
        zone=settings.time_zone,
        pictures=pictures,
        metrics=metrics,
        tasks=engine.health,
        plans=engine.plans.state,
        alarms=engine.alarms,
        mark=partial(mark, services, clock),
        explain=lambda who, key: reachability(services, who, key, clock()),
        roll=lambda who: appointments.roll(services, who, clock()),
        appoint=lambda who, key, places: appointments.appoint_one(
            services, who, key, places, clock()
        ),
        dismiss=lambda who, key: appointments.dismiss_one(services, who, key, clock()),
        operators=lambda who: operators.everyone(services, who, clock()),
        grant=lambda who, key, role, places: operators.grant(
            services, who, key, role, places, clock()
        ),
        revoke=lambda who, key: operators.revoke(services, who, key, clock()),
        sender=settings.sender,
        gathering=partial(for_calendar, services),
        assumptions=services.assumptions,
        services=services,
        retention_days=settings.retention_days,
    )


def engine_for(services: Services, settings: Settings, clock: Clock) -> Engine:
    """The engine: the part of the bot that plans and sends by itself, and follows the plans."""
    address, form = settings.alert_webhook, settings.alert_webhook_format
    webhook = Webhook(address, Sessions(settings), settings.time_zone, form) if address else None
    return Engine(
        services,
        clock,
        alarm=Alarm(webhook),
        rate=float(settings.send_rate),
        every=max(0.2, TICK / speed_of(settings)),
        chance=random.SystemRandom().random,
        look=PlanWatch(settings.content_dir, services.library, services.municipalities),
    )


async def running(
    engine: Engine, mark: Callable[[], str], _: web.Application
) -> AsyncIterator[None]:
    """Run the engine from the application's start until it stops."""
    async with engine.started(mark):
        yield
