"""The web: health, metrics, the JSON API, lesson pictures, and one's own data as a file.

``add_web(app, parts)`` is all that an assembler needs::

    GET  /healthz /readyz                    for whoever runs it
    GET  /metrics                            Prometheus               \
    GET  /api/v1/municipalities[/{number}]   reports                   | API_TOKEN, or local mode
    GET  /api/v1/sending  POST .../go        after a restore          /
    GET  /pictures/{name}                    lesson pictures
    GET  /my-data/{token}                    a signed link that lasts 15 minutes

Addresses hold signed tokens, so the server's access log stays off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Final

from aiohttp import web

from bot.actions.report import Reports
from bot.ports import Clock
from bot.web import api, health
from bot.web.guard import Handler, guard, with_token
from bot.web.metrics import Metrics
from bot.web.pictures import Pictures
from bot.web.takeout import Export, takeout

__all__ = ["METRICS", "PARTS", "Metrics", "Parts", "Pictures", "add_web"]


def _no_tasks() -> Mapping[str, bool]:
    return {}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the web is made of. `secret` signs links (the store's own secret); `export` gives one
    person's data by their key; `tasks` says which background tasks run; `door` is the path that
    answers for itself. `token` is API_TOKEN: "" lets nobody in, except in local mode."""

    reports: Reports
    clock: Clock
    export: Export
    secret: bytes = field(repr=False)
    token: str = field(default="", repr=False)
    local: bool = False
    zone: tzinfo = UTC
    pictures: Pictures = field(default_factory=lambda: Pictures({}))
    metrics: Metrics = field(default_factory=Metrics)
    tasks: health.Tasks = _no_tasks
    door: str = "/api/messages"


PARTS: Final = web.AppKey("parts", Parts)
METRICS: Final = web.AppKey("metrics", Metrics)


def add_web(app: web.Application, parts: Parts) -> None:
    """Add the routes and their one middleware to an application that has not started."""
    app[PARTS] = parts
    app[METRICS] = parts.metrics
    app.middlewares.append(guard(local=parts.local, door=parts.door))
    reports, clock, zone = parts.reports, parts.clock, parts.zone
    get = app.router.add_get
    get("/healthz", health.alive)
    get("/readyz", health.ready(reports.store, parts.tasks))
    get("/metrics", _closed(parts, parts.metrics.serve))
    get("/api/v1/municipalities", _closed(parts, api.municipalities(reports, clock, zone)))
    one = "/api/v1/municipalities/{number}"
    get(one, _closed(parts, api.municipality(reports, clock, zone)))
    get("/api/v1/sending", _closed(parts, api.sending_state(reports)))
    app.router.add_post("/api/v1/sending/go", _closed(parts, api.sending_go(reports)))
    get("/pictures/{name}", parts.pictures.serve)
    get("/my-data/{token}", takeout(parts.export, parts.secret, parts.clock))


def _closed(parts: Parts, handler: Handler) -> Handler:
    return with_token(handler, token=parts.token, local=parts.local)
