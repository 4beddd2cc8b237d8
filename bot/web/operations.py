"""/api/v1 for operators: correcting and withdrawing lessons, why somebody gets nothing, and pausing
all sending.

Each POST accepts only JSON: from another site, a browser sends that only after a preflight request,
which nothing here answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

from aiohttp import web

from bot.actions.delivery import hold as delivery_hold
from bot.actions.delivery.reachability import Reachability
from bot.actions.figures.recall import recall_by_municipality
from bot.actions.figures.reports import Reports
from bot.core.actor import Actor
from bot.core.delivery.states import FixMark
from bot.core.moments import moment
from bot.core.store_facts import Hold
from bot.errors import Refused
from bot.ports import Clock, Store
from bot.services import Services
from bot.web.guard import Handler, actor_of, fail, sent
from bot.web.reports import asked

Mark = Callable[[Actor, str, FixMark], Awaitable[int | None]]
"""(actor, lesson, correct or withdraw) -> the number of cards marked; None if there is no such
lesson."""
Explain = Callable[[Actor, str], Awaitable[Reachability]]
"""From who asks and a person's key to whether the bot can write to them."""


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
    """GET /api/v1/people/{tenant}/{entra}/explain: {"reason": word, "next": moment or null,
    "plans": [id]}; `next` is the next moment within ordinary working hours. `plan` and
    `plans_after`, which told how far somebody had come, are null and empty for ever."""

    async def handler(request: web.Request) -> web.Response:
        key = f"{request.match_info['tenant']}:{request.match_info['entra']}"
        found = await explain(actor_of(request), key)
        again = moment(found.next_at) if found.next_at else None
        plans = {"plans": list(found.plans), "plan": None, "plans_after": []}
        return web.json_response({"reason": found.reach, "next": again, **plans})

    return handler


def recall(reports: Reports, clock: Clock, zone: tzinfo) -> Handler:
    """GET /api/v1/recall: what people still know, by municipality and by days since the lesson."""

    async def handler(request: web.Request) -> web.Response:
        found = await recall_by_municipality(reports, asked(request, clock, zone))
        return web.json_response({"municipalities": [asdict(each) for each in found]})

    return handler


def sending_state(store: Store) -> Handler:
    """GET /api/v1/sending: {"held", "why", "since", "until"}; "" where it is not held, or not
    known."""

    async def handler(_: web.Request) -> web.Response:
        return web.json_response(_shape(await delivery_hold.look(store)))

    return handler


def pause(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/sending/pause: {"why", "until"} (a moment with its zone, or left out): as
    `sending_state`, and "was_held"."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        why, until = _asked(await sent(request))
        before = await delivery_hold.hold(services, actor_of(request), why, clock(), until)
        after = await delivery_hold.look(services.store)
        return web.json_response(_shape(after) | {"was_held": before.held})

    return handler


def go(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/sending/go and /resume: lets sending go on: {"held": false, "was_held"}."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        was_held = await delivery_hold.go(services, actor_of(request), clock())
        return web.json_response({"held": False, "was_held": was_held})

    return handler


def _asked(body: Any) -> tuple[str, datetime | None]:
    """Raises `Refused` for anything but a reason, and the moment until which."""
    if not isinstance(body, dict) or not body.keys() <= {"why", "until"}:
        raise Refused(why="Send why, and until if it is to end by itself.")
    why, until = body.get("why"), body.get("until")
    if not isinstance(why, str) or not why.strip():
        raise Refused(why="Say why: whoever finds it paused needs to know.")
    if until is None:
        return why, None
    try:
        end = datetime.fromisoformat(until)
    except (TypeError, ValueError):
        end = None
    if end is None or end.tzinfo is None:
        raise Refused(why="until is a moment with its zone, as in 2026-11-24T10:00+01:00.")
    return why, end


def _shape(hold: Hold) -> dict[str, Any]:
    if not hold.held:
        return {"held": False, "why": "", "since": "", "until": ""}
    return {"held": True, "why": hold.why, "since": hold.at, "until": hold.until}
