"""/api/v1/gatherings: what is said of gatherings that were held: who came, by a report from Teams
or as the host says; those from before the bot came; and somebody's own estimate of the savings.

Everything is checked in `bot.actions.gatherings`; here are the shapes.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from aiohttp import web

from bot.actions.figures.reports import as_day
from bot.actions.gatherings import earlier, host_figures, report_import
from bot.actions.gatherings.earlier import EarlierGathering
from bot.core.gatherings.report_text import MOST_BYTES
from bot.core.gatherings.teams_report import read
from bot.errors import Refused
from bot.ports import Clock
from bot.services import Services
from bot.web.guard import Handler, actor_of, fail, receiving, sent

_CSV: Final = "text/csv"
_MOST_FAULTS: Final = 100
_NOT_FOUND: Final = (404, "not_found", "There is no such gathering.")


def report(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/gatherings/{id}/report?minutes=5&apply=1, the file as Teams gave it as
    text/csv: {"applied", "faults": [sentences], "import": counts or null, "days": [dates]}; see
    `bot.actions.gatherings.report_import.ReportImport`. A file with faults is never applied."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != _CSV:  # what no page of another site may send unasked
            return fail(415, "not_csv", f"Send the file as {_CSV}.")
        least, raw = _least(request), await _file(request)
        found = await asyncio.to_thread(read, raw)  # 50 ms for the largest
        faults = [str(each) for each in found.faults[:_MOST_FAULTS]]
        answer: dict[str, Any] = {"applied": False, "faults": faults, "import": None}
        answer["days"] = sorted(map(str, found.days))
        if found.faults:
            return web.json_response(answer)
        applied, id, people = "apply" in request.query, request.match_info["id"], found.participants
        done = (
            await report_import.apply(services, actor_of(request), id, people, least, clock())
            if applied
            else await report_import.look(services, id, people, least, clock())
        )
        if done is None:
            return fail(*_NOT_FOUND)
        return web.json_response(answer | {"applied": applied, "import": asdict(done)})

    return handler


def came(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/gatherings/{id}/attendance {"came": {"1506": 40, "": 2} or null}: {"changed"}.
    The handler raises `Refused` for what can't be."""

    async def handler(request: web.Request) -> web.Response:
        body = await _body(request)
        said = None if body.get("came", 0) is None else _numbers(body.get("came"))
        id, actor = request.match_info["id"], actor_of(request)
        return _changed(await host_figures.say_came(services, actor, id, said, clock()))

    return handler


def estimate(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/gatherings/{id}/estimate {"amount": 185000 or null, "note": ""}: {"changed"}.
    The handler raises `Refused` for what can't be."""

    async def handler(request: web.Request) -> web.Response:
        body = await _body(request)
        amount, note = body.get("amount", ""), body.get("note", "")
        if (amount is not None and type(amount) is not int) or not isinstance(note, str):
            raise Refused(why="amount is a whole number of kroner, or null; note is a text.")
        id, actor = request.match_info["id"], actor_of(request)
        done = await host_figures.note_estimate(services, actor, id, amount, note, clock())
        return _changed(done)

    return handler


def enter(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/gatherings {"day", "title", "venue"} and, as wanted, "minutes", "place", "came",
    "hall": {"id", "changed"}. The handler raises `Refused` for what can't be."""

    async def handler(request: web.Request) -> web.Response:
        said = _earlier(await _body(request))
        id, changed = await earlier.enter(services, actor_of(request), said, clock())
        return web.json_response({"id": id, "changed": changed})

    return handler


def _changed(done: bool | None) -> web.Response:
    return fail(*_NOT_FOUND) if done is None else web.json_response({"changed": done})


def _earlier(body: dict[str, Any]) -> EarlierGathering:
    texts = [body.get(name, "") for name in ("day", "title", "venue", "place")]
    minutes, hall = body.get("minutes", 60), body.get("hall")
    if not all(isinstance(each, str) for each in texts):
        raise Refused(why="day, title, venue and place are texts.")
    if type(minutes) is not int or (hall is not None and type(hall) is not int):
        raise Refused(why="minutes and hall are whole numbers.")
    day, title, venue, place = texts
    said = None if body.get("came") is None else _numbers(body["came"])
    return EarlierGathering(as_day("day", day), title, venue, minutes, place, said, hall)


def _numbers(said: Any) -> dict[str, int]:
    if not isinstance(said, dict) or not all(type(each) is int for each in said.values()):
        raise Refused(why='came has numbers by municipality, as {"1506": 40}.')
    return said


def _least(request: web.Request) -> timedelta:
    said = request.query.get("minutes", "5")
    if not (said.isascii() and said.isdecimal() and len(said) <= 3):
        raise Refused(why="minutes is a whole number from 0 to 999.")
    return timedelta(minutes=int(said))


async def _file(request: web.Request) -> bytes:
    """The body, a little more than is allowed at most, so that it is refused by its size: larger
    than what other requests may send."""
    raw = bytearray()
    async with receiving(request):
        async for chunk in request.content.iter_chunked(64 * 1024):
            raw += chunk
            if len(raw) > MOST_BYTES:
                break
    return bytes(raw)


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Refused(why="Send application/json.")
    body = await sent(request)
    if not isinstance(body, dict):
        raise Refused(why="The body is not a JSON object.")
    return body
