"""/api/v1 for operators: correcting and withdrawing lessons, and why somebody gets nothing.

Each POST accepts only JSON: from another site, a browser sends that only after a preflight request,
which nothing here answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import tzinfo

from aiohttp import web

from bot.actions.delivery.explanation import Explanation
from bot.actions.figures.recall import recall_by_municipality
from bot.actions.figures.reports import Reports
from bot.core.actor import Actor
from bot.core.delivery.states import FixMark
from bot.core.moments import moment
from bot.ports import Clock
from bot.web.guard import Handler, actor_of, fail
from bot.web.reports import asked

Mark = Callable[[Actor, str, FixMark], Awaitable[int | None]]
"""(actor, lesson, correct or withdraw) -> the number of cards marked; None if there is no such
lesson."""
Explain = Callable[[str], Awaitable[Explanation]]
"""From a person's key to the first reason why they get nothing now."""


def fix(mark: Mark, what: FixMark) -> Handler:
    """POST /api/v1/lessons/{lesson}/correct and /withdraw: {"marked": n}."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        marked = await mark(actor_of(request), request.match_info["lesson"], what)
        if marked is None:
            return fail(404, "unknown_lesson", "There is no lesson with that id.")
        return web.json_response({"marked": marked})

    return handler


def explanation(explain: Explain) -> Handler:
    """GET /api/v1/people/{tenant}/{entra}/explain: {"reason": word, "next": moment or null, "plan":
    id or null, "plans_after": [id]}; `next` is when they may get something again, `plan` is the one
    whose turn it is."""

    async def handler(request: web.Request) -> web.Response:
        key = f"{request.match_info['tenant']}:{request.match_info['entra']}"
        found = await explain(key)
        again = moment(found.next_at) if found.next_at else None
        plans = {"plan": found.plan or None, "plans_after": list(found.waiting)}
        return web.json_response({"reason": found.reason, "next": again, **plans})

    return handler


def recall(reports: Reports, clock: Clock, zone: tzinfo) -> Handler:
    """GET /api/v1/recall: what people still know, by municipality and by days since the lesson."""

    async def handler(request: web.Request) -> web.Response:
        found = await recall_by_municipality(reports, asked(request, clock, zone))
        return web.json_response({"municipalities": [asdict(each) for each in found]})

    return handler
