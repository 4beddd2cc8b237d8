"""/api/v1: the reports as JSON. Their shapes change only by addition."""

from __future__ import annotations

from dataclasses import asdict
from datetime import tzinfo
from typing import Any

from aiohttp import web

from bot.actions.figures.reports import Reports, When, all_municipalities, as_day, one_municipality
from bot.core.figures.report import ReportRow, shown_together
from bot.core.figures.report_detail import Detail, Item, Week
from bot.core.figures.units import UnitFigures
from bot.core.values import to_doc
from bot.errors import Refused
from bot.ports import Clock
from bot.web.guard import Handler, fail


def municipalities(reports: Reports, clock: Clock, zone: tzinfo) -> Handler:
    """GET /api/v1/municipalities?as_of=DATE&until=DATE: {"municipalities": [{"number", "name",
    "people", "started", "lessons_completed", "completed", "suppressed", "courses", "on_roster",
    "reached", "erased"}], "together": the same figures, of those that are shown}. `courses` is
    [{"id", "title", "started", "completed"}].

    `as_of` chooses the map, `until` cuts off the data; without them the report is as of today. The
    figures of groups below MIN_GROUP_SIZE are null, and `suppressed` is true. The handler raises
    `Refused` for any other query."""

    async def handler(request: web.Request) -> web.Response:
        rows = await all_municipalities(reports, asked(request, clock, zone))
        together = row_shape(shown_together(rows))
        for name in ("number", "name", "suppressed"):
            del together[name]
        found = {"municipalities": [row_shape(each) for each in rows], "together": together}
        return web.json_response(found)

    return handler


def municipality(reports: Reports, clock: Clock, zone: tzinfo) -> Handler:
    """GET /api/v1/municipalities/{number}, with the same two dates; 404 if it is unknown. The
    handler raises `Refused` for any other query."""

    async def handler(request: web.Request) -> web.Response:
        number = request.match_info["number"]
        when = asked(request, clock, zone)
        found = await one_municipality(reports, when, number)
        if found is None:
            return fail(404, "unknown_municipality", _why_not(reports, when, number))
        return web.json_response(shape(found, when))

    return handler


def asked(request: web.Request, clock: Clock, zone: tzinfo) -> When:
    """The dates in the query. Raises `Refused` for anything else: if a mistyped name were ignored,
    the report would be wrong."""
    query = request.query
    for name in query:
        if name not in ("as_of", "until"):
            raise Refused(why="Only as_of and until can be asked for.")
        if len(query.getall(name)) > 1:
            raise Refused(why=f"{name} is there more than once.")
    days = {name: as_day(name, text) for name, text in query.items()}
    return When(clock().astimezone(zone).date(), days.get("as_of"), days.get("until"))


def _why_not(reports: Reports, when: When, number: str) -> str:
    """The reason for a 404; it repeats `number` only if it is a known one."""
    map_ = reports.municipalities
    known = map_.by_number(number)
    if known is None:
        return "There is no municipality with that number."
    heirs = [each.number for each in map_.instead_of(number, when.map_of)]
    if known.ended_by(when.map_of) and heirs:
        one = " or ".join(heirs)
        return f"By {when.map_of} {number} had become {one}. Ask for that, or for an earlier as_of."
    return f"{number} did not stand on {when.map_of}, and nothing is counted under it."


def shape(found: Detail, when: When) -> dict[str, Any]:
    """One municipality. Its `courses` are those of the rows with its people beside them."""
    units = found.units
    return {
        **row_shape(found.row),
        "as_of": str(when.map_of),
        "until": str(when.until) if when.until else None,
        "lessons": [_lesson(each) for each in found.lessons],
        "courses": [_course(each) for each in found.courses],
        "weeks": [row_shape(each) for each in found.weeks],
        "units": None if units is None else [row_shape(each) for each in units],
    }


def row_shape(row: ReportRow | Week | UnitFigures) -> dict[str, Any]:
    """The row with its courses, as JSON values."""
    courses = [
        {
            "id": each.id,
            "title": each.title and to_doc(each.title),
            "started": each.started,
            "completed": each.completed,
        }
        for each in row.courses
    ]
    values = {name: getattr(row, name) for name in row.__slots__}
    monday = {"monday": str(row.monday)} if isinstance(row, Week) else {}
    return values | monday | {"courses": courses}


def _lesson(item: Item) -> dict[str, Any]:
    return asdict(item) | {"title": item.title and to_doc(item.title)}


def _course(item: Item) -> dict[str, Any]:
    return {name: value for name, value in _lesson(item).items() if name != "course"}
