"""/api/v1/roster: imports the roster through the running bot, the only one to write to its store.

The command line sends a few hundred rows at a time, and they are in the store when the answer
comes. An import that was interrupted is simply run again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, tzinfo
from typing import Any, Final

from aiohttp import web

from bot.actions.figures.reports import as_day
from bot.actions.people import roster
from bot.core.actor import Actor
from bot.core.people.roster import BadCell, Entry, from_json
from bot.errors import Refused
from bot.ports import Clock
from bot.services import Services
from bot.web.guard import Handler, actor_of, fail, sent

MOST: Final = 500  # rows in one request


def rows(services: Services, clock: Clock, zone: tzinfo) -> Handler:
    """POST /api/v1/roster {"day", "rows": [{"row", "entra" or "mail", "municipality", "unit",
    "role"}]}: {"rows": [{"row", "does": [words]}]}; see `bot.actions.people.roster.RosterChange`.

    The handler raises `Refused` if any row has a fault, and then imports none of them."""

    async def take(actor: Actor, day: date, said: list[Any]) -> web.Response:
        entries = [_entry(each, services, day) for each in said]
        done = await roster.apply(services, actor, entries, day, clock())
        return web.json_response({"rows": [{"row": e.row, "does": e.does} for e in done]})

    return _posted("rows", take, clock, zone)


def left(services: Services, clock: Clock, zone: tzinfo) -> Handler:
    """POST /api/v1/roster/left {"day", "left": [keys of people or of waiting rows]}: {"left": n}.
    People leave on that day; waiting rows are deleted. The handler raises `Refused` for a body of
    any other shape."""

    async def take(actor: Actor, day: date, said: list[Any]) -> web.Response:
        if not all(isinstance(each, str) for each in said):
            raise Refused(why="left holds something that is no key.")
        people = [each for each in said if ":" in each]
        waiting = [each for each in said if ":" not in each]
        n = await roster.have_left(services, actor, people, waiting, day, clock())
        return web.json_response({"left": n})

    return _posted("left", take, clock, zone)


def _posted(
    name: str,
    take: Callable[[Actor, date, list[Any]], Awaitable[web.Response]],
    clock: Clock,
    zone: tzinfo,
) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        body = await _body(request)
        day, said = as_day("day", str(body.get("day", ""))), body.get(name)
        if day > clock().astimezone(zone).date():
            raise Refused(why="day is still to come.")
        if not isinstance(said, list) or len(said) > MOST:
            raise Refused(why=f"{name} is a list of at most {MOST}.")
        return await take(actor_of(request), day, said)

    return handler


async def _body(request: web.Request) -> dict[str, Any]:
    body = await sent(request)
    if not isinstance(body, dict):
        raise Refused(why="The body is not a JSON object.")
    return body


def _entry(said: Any, services: Services, day: date) -> Entry:
    try:
        return from_json(said, services.municipalities, day)
    except BadCell as bad:
        row = said.get("row") if isinstance(said, dict) else None
        where = f"row {row}: " if isinstance(row, int) else ""
        raise Refused(why=where + " ".join(bad.args)) from None
