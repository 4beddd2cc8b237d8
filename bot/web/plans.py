"""/api/v1/plans: whether plans are on track, by municipality."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.actions.figures.plan_progress import PlanReport, PlanRow, kept, reports
from bot.core.delivery.plans import PlanState
from bot.core.figures.plan_progress import COUNTS
from bot.services import Services
from bot.web.guard import Handler


def progress(services: Services, state: Callable[[], PlanState] | None) -> Handler:
    """GET /api/v1/plans: {"at", "fault", "plans"}, as counted once a day; `at` is null before the
    first time. `fault` is what is to be mended in the file before it is followed, or ""."""

    async def handler(_: web.Request) -> web.Response:
        found = await kept(services.store)
        told = [_plan(each) for each in reports(services, found)] if found else []
        at = found.at if found else None
        fault = state().fault if state else ""
        return web.json_response({"at": at, "fault": fault, "plans": told})

    return handler


def _plan(each: PlanReport) -> dict[str, Any]:
    plan, (whole, *rows) = each.plan, each.rows
    about = {"id": plan.id, "course": plan.course, "every_days": plan.every_days}
    days = {"start": str(plan.start), "done_by": str(plan.done_by) if plan.done_by else None}
    places = [{"number": e.number, "name": e.name, **_figures(e)} for e in rows]
    return about | days | {"all": _figures(whole), "municipalities": places}


def _figures(row: PlanRow) -> dict[str, Any]:
    counts = {name: getattr(row.figures, name) if row.figures else None for name in COUNTS}
    last = str(row.most_done_on) if row.most_done_on else None
    return counts | {"nine_in_ten_on": last, "suppressed": row.suppressed}
