"""/api/v1/coverage: where there are champions, and where there are none."""

from __future__ import annotations

from dataclasses import asdict
from datetime import tzinfo
from typing import Any

from aiohttp import web

from bot.actions.figures.coverage import now
from bot.actions.figures.reports import Reports
from bot.core.figures.coverage import Coverage, WeekRow
from bot.errors import Refused
from bot.ports import Clock
from bot.web.guard import Handler


def covered(reports: Reports, clock: Clock, zone: tzinfo) -> Handler:
    """GET /api/v1/coverage: {"day", "champions", "again", "nowhere", "municipalities", "units",
    "weeks"}, as of today. The municipalities' champions are `champions` + `again` - `nowhere`.
    The handler raises `Refused` for any query."""

    async def handler(request: web.Request) -> web.Response:
        if request.query:
            raise Refused(why="Nothing can be asked for here: it is as of today.")
        today = clock().astimezone(zone).date()
        return web.json_response({"day": str(today)} | shape(await now(reports, today)))

    return handler


def shape(found: Coverage) -> dict[str, Any]:
    return {
        "champions": found.champions,
        "again": found.again,
        "nowhere": found.nowhere,
        "municipalities": [asdict(each) for each in found.municipalities],
        "units": [asdict(each) for each in found.units],
        "weeks": [_week(each) for each in found.weeks],
    }


def _week(week: WeekRow) -> dict[str, Any]:
    return {**asdict(week), "monday": str(week.monday)}
