"""The report's figures as gauges for Prometheus, as they are today. What is hidden is left out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import tzinfo
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge

from bot.actions.figures.reports import Reports, When, all_municipalities
from bot.core.figures.report import ReportRow
from bot.ports import Clock

_FIGURES: Final = (
    *("people", "started", "lessons_completed", "completed", "on_roster", "reached"),
)
Serve = Callable[[web.Request], Awaitable[web.Response]]


def with_figures(
    serve: Serve, registry: CollectorRegistry, reports: Reports, clock: Clock, zone: tzinfo
) -> Serve:
    """`serve`, with the figures read anew at each scrape. It costs by municipalities and courses,
    not by people."""
    figures = Gauge(
        "padriver_figures",
        "The report's figures, by municipality",
        ("municipality", "figure"),
        registry=registry,
    )
    courses = Gauge(
        "padriver_courses",
        "Who started a course, and passed the whole of it",
        ("municipality", "course", "figure"),
        registry=registry,
    )

    async def handler(request: web.Request) -> web.Response:
        rows = await all_municipalities(reports, When(clock().astimezone(zone).date()))
        for gauge in (figures, courses):
            gauge.clear()
        for row in rows:
            _set(figures, courses, row)
        return await serve(request)

    return handler


def _set(figures: Gauge, courses: Gauge, row: ReportRow) -> None:
    for name in _FIGURES:
        n = getattr(row, name)
        if n is not None:
            figures.labels(row.number, name).set(n)
    for each in row.courses:
        for name in ("started", "completed"):
            n = getattr(each, name)
            if n is not None:
                courses.labels(row.number, each.id, name).set(n)
