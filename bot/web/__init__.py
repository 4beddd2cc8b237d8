"""The web server: health, metrics, the JSON API, lesson pictures, and people's own data as a file.

``add_web(app, parts)`` adds all of it to an application::

    GET  /healthz /readyz                    probes
    GET  /metrics                            Prometheus               |  a token with the
    GET  /api/v1/municipalities[/{number}]   reports                   | route's scope, or
    GET  /api/v1/recall                      what people still know    | local mode
    GET  /api/v1/coverage                    where there are champions |
    GET  /api/v1/plans                       whether they are on track |
    GET  /api/v1/people/{tenant}/{entra}/explain   can they be reached |
    POST /api/v1/lessons/{lesson}/correct, .../withdraw                |
    POST /api/v1/people/{tenant}/{entra}/move   to another account     |
    POST /api/v1/roster[/left, /addresses]   the roster's rows         |
    GET  /api/v1/roster                      the day, by the bot       |
    GET  /api/v1/sending  POST .../pause, .../resume, .../go           |
    GET  /api/v1/broadcasts  POST ..., .../{id}/confirm, .../{id}/undo |
    GET  /api/v1/health                      alarms that last          |
    GET  /api/v1/audit                       who did what             /
    GET  /api/v1/champions  POST .../{tenant}/{entra}/appoint, .../dismiss, as above
    GET  /api/v1/operators  POST .../{tenant}/{entra}/appoint, .../dismiss, as above
    GET  /api/v1/gatherings[/savings]        gatherings and what they saved, as above
    POST /api/v1/gatherings                  one from before the bot came, as above
    POST /api/v1/gatherings/{id}/report, .../attendance, .../estimate, as above
    GET  /pictures/{name}                    lesson pictures, for anyone
    GET  /about /privacy /terms [/{language}] for anyone
    GET  /my-data/{token}                    a link that lasts five minutes
    GET  /calendar/{token}                   a gathering as a calendar file

The scope of each is in ``bot/web/access/scopes.py``. What needs a token can stand in an application
of its own, which listens on another port.

Some addresses contain tokens, so the server's access log is switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.actions.figures.reports import Reports
from bot.actions.gatherings.savings import Ledgers
from bot.core.delivery.plans import PlanState
from bot.core.delivery.states import FixMark
from bot.core.gatherings.savings import Assumptions
from bot.ports import Clock, Links
from bot.services import Services
from bot.web import (
    accounts,
    audit,
    champions,
    coverage,
    gatherings,
    health,
    operations,
    plans,
    roster,
)
from bot.web import reports as api
from bot.web.access.refusals import Refusals
from bot.web.access.scopes import OPEN, scope_of
from bot.web.access.tokens import Tokens
from bot.web.calendar import Find, calendar
from bot.web.figure_metrics import with_figures
from bot.web.gatherings import held
from bot.web.guard import Handler, guarded, nothing_here, with_token
from bot.web.metrics import Counting, Metrics
from bot.web.my_data import Export, takeout
from bot.web.pages import PAGES, Pages
from bot.web.pictures import Pictures
from bot.web.pushes import broadcasts

__all__ = ["METRICS", "PARTS", "Counting", "Metrics", "Parts", "Pictures", "add_web"]


def _no_tasks() -> Mapping[str, bool]:
    return {}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes need. Routes whose part is None are left out.

    `links` opens the links that chat has made; `export` returns a person's data by their key;
    `tasks` says which background tasks are well, `alarms` what is wrong, `plans` what the bot
    follows. `token` is API_TOKEN, `tokens_file` has further ones: without either, nobody is let in
    except in local mode. `mark` and `explain` are operations on deliveries. `sender` and
    `retention_days` (in days) are for the pages about who runs the bot and how long it keeps data.
    `gathering` finds the gathering that a calendar link is about; `assumptions` are for computing
    what gatherings saved. `roll`, `appoint` and `dismiss` are operations on champions, `operators`,
    `grant` and `revoke` those on operators and readers. `services` is for importing the roster,
    pausing all sending and letting it go on."""

    reports: Reports
    clock: Clock
    export: Export
    links: Links = field(repr=False)
    token: str = field(default="", repr=False)
    tokens_file: Path | None = None
    local: bool = False
    zone: tzinfo = UTC
    pictures: Pictures = field(default_factory=lambda: Pictures({}))
    metrics: Metrics = field(default_factory=Metrics)
    tasks: health.Tasks = _no_tasks
    alarms: health.Alarms = tuple
    sender: str = ""
    retention_days: int = 1095
    mark: operations.Mark | None = None
    explain: operations.Explain | None = None
    plans: Callable[[], PlanState] | None = None
    gathering: Find | None = None
    services: Services | None = None
    assumptions: tuple[Assumptions, ...] = ()
    roll: champions.Rolled | None = None
    appoint: champions.Appoint | None = None
    dismiss: champions.Dismiss | None = None
    operators: champions.People | None = None
    grant: champions.Grant | None = None
    revoke: champions.Dismiss | None = None


PARTS: Final = web.AppKey("parts", Parts)
METRICS: Final = web.AppKey("metrics", Metrics)


def add_web(app: web.Application, parts: Parts, apart: web.Application | None = None) -> None:
    """Add the routes to an application that has not started, and a JSON error for every address
    without a route, in whatever order routes are added. If there is an application `apart`, it gets
    the routes that need a token, and the probes as well. Raises `NoScope`."""
    app[PARTS] = parts
    app[METRICS] = parts.metrics
    reports, clock, zone = parts.reports, parts.clock, parts.zone
    opened: dict[str, Handler] = {
        "/healthz": health.alive,
        "/readyz": health.ready(reports.store, parts.tasks, parts.alarms, _follows(parts)),
        "/pictures/{name}": parts.pictures.serve,
        "/my-data/{token}": takeout(parts.export, parts.links, clock),
    }
    if parts.gathering:
        opened["/calendar/{token}"] = calendar(parts.gathering, parts.links, clock)
    pages = Pages(parts.sender, parts.retention_days, reports.minimum)
    for page in PAGES:
        opened |= {f"/{page}": pages.in_any(page), f"/{page}/{{language}}": pages.in_language(page)}
    ledgers = Ledgers(reports.store, reports.municipalities, parts.assumptions, reports.minimum)
    closed: dict[str, Handler] = {
        "/api/v1/gatherings": gatherings.every(ledgers, clock),
        "/api/v1/gatherings/savings": gatherings.saved(ledgers, clock),
        "/metrics": with_figures(parts.metrics.serve, parts.metrics.registry, reports, clock, zone),
        "/api/v1/municipalities": api.municipalities(reports, clock, zone),
        "/api/v1/municipalities/{number}": api.municipality(reports, clock, zone),
        "/api/v1/recall": operations.recall(reports, clock, zone),
        "/api/v1/retention": operations.recall(reports, clock, zone),  # the former name of recall
        "/api/v1/coverage": coverage.covered(reports, clock, zone),
        "/api/v1/sending": operations.sending_state(reports.store),
        "/api/v1/health": health.detail(reports.store, parts.alarms, zone),
        "/api/v1/audit": audit.entries(reports.store),
        **_gets(parts),
    }
    add = _Adding(parts)
    inner = app if apart is None else apart
    for path, handler in opened.items():
        add(app, "GET", path, handler)
    for path, handler in closed.items():
        add(inner, "GET", path, handler)
    for path, handler in _posts(parts).items():
        add(inner, "POST", path, handler)
    if apart is not None:
        for path in ("/healthz", "/readyz"):
            add(apart, "GET", path, opened[path])
    for each in {app, inner}:
        each.router.add_route("*", "/{nothing:.*}", guarded(nothing_here, local=parts.local))


def _follows(parts: Parts) -> Callable[[], bool] | None:
    """Whether the bot follows the plans' file as it is."""
    told = parts.plans
    return (lambda: not told().fault) if told else None


def _gets(parts: Parts) -> dict[str, Handler]:
    """The operators' questions to a running bot."""
    found: dict[str, Handler] = {}
    if parts.explain:
        explain = operations.explanation(parts.explain)
        found["/api/v1/people/{tenant}/{entra}/explain"] = explain
    if parts.services:
        found["/api/v1/roster"] = roster.today(parts.clock, parts.zone)
        found["/api/v1/broadcasts"] = broadcasts.every(parts.services, parts.clock)
        found["/api/v1/broadcasts/{id}"] = broadcasts.one(parts.services, parts.clock)
    if parts.roll:
        found["/api/v1/champions"] = champions.every(parts.roll)
    if parts.operators:
        found["/api/v1/operators"] = champions.operators(parts.operators)
    if parts.services:
        found["/api/v1/plans"] = plans.progress(parts.services, parts.plans)
    return found


def _posts(parts: Parts) -> dict[str, Handler]:
    """The routes that change something: cards already sent, sending, champions and the roster."""
    found: dict[str, Handler] = {}
    one = "/api/v1/champions/{tenant}/{entra}"
    if parts.appoint:
        found[f"{one}/appoint"] = champions.appointing(parts.appoint)
    if parts.dismiss:
        found[f"{one}/dismiss"] = champions.dismissing(parts.dismiss)
    one = "/api/v1/operators/{tenant}/{entra}"
    if parts.grant:
        found[f"{one}/appoint"] = champions.granting(parts.grant)
    if parts.revoke:
        found[f"{one}/dismiss"] = champions.dismissing(parts.revoke)
    if parts.mark:
        for what in (FixMark.CORRECT, FixMark.WITHDRAW):
            found[f"/api/v1/lessons/{{lesson}}/{what}"] = operations.fix(parts.mark, what)
    if parts.services:
        going = operations.go(parts.services, parts.clock)
        found["/api/v1/sending/pause"] = operations.pause(parts.services, parts.clock)
        found["/api/v1/sending/resume"] = found["/api/v1/sending/go"] = going
        of_one = "/api/v1/broadcasts/{id}"
        found["/api/v1/broadcasts"] = broadcasts.drafting(parts.services, parts.clock)
        found[f"{of_one}/confirm"] = broadcasts.confirming(parts.services, parts.clock)
        found[f"{of_one}/undo"] = broadcasts.undoing(parts.services, parts.clock)
        found["/api/v1/roster"] = roster.rows(parts.services, parts.clock, parts.zone)
        found["/api/v1/roster/left"] = roster.left(parts.services, parts.clock, parts.zone)
        found["/api/v1/roster/addresses"] = roster.addresses(parts.services, parts.clock)
        of_person = "/api/v1/people/{tenant}/{entra}/move"
        found[of_person] = accounts.move(parts.services, parts.clock)
        found |= _said_of_gatherings(parts.services, parts.clock)
    return found


def _said_of_gatherings(services: Services, clock: Clock) -> dict[str, Handler]:
    one = "/api/v1/gatherings/{id}"
    return {
        "/api/v1/gatherings": held.enter(services, clock),
        f"{one}/report": held.report(services, clock),
        f"{one}/attendance": held.came(services, clock),
        f"{one}/estimate": held.estimate(services, clock),
    }


class _Adding:
    """Adds a route behind what its scope asks for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tokens = Tokens(parts.token, parts.tokens_file)
        self._refusals = Refusals()

    def __call__(self, app: web.Application, method: str, path: str, handler: Handler) -> None:
        scope, parts = scope_of(f"{method} {path}"), self._parts
        if scope is not OPEN:
            handler = with_token(
                handler,
                tokens=self._tokens,
                scope=scope,
                today=self._today,
                local=parts.local,
                refusals=self._refusals,
            )
        add = app.router.add_get if method == "GET" else app.router.add_post
        add(path, guarded(handler, local=parts.local))

    def _today(self) -> date:
        return self._parts.clock().astimezone(self._parts.zone).date()
