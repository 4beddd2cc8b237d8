"""/api/v1/audit: who did what and when, with the values before and after. People are pseudonyms."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.actions.figures.reports import as_day
from bot.actions.operations import audit_trail
from bot.actions.operations.audit_trail import AuditEntry
from bot.errors import Refused
from bot.ports import Store
from bot.web.guard import Handler


def entries(store: Store) -> Handler:
    """GET /api/v1/audit?since=DATE, or ?after=NEXT for the next page: {"entries": [{"at", "act",
    "who": {"kind", "name"}, "about", "before", "after", "times"}], "next"}, oldest first; `next`
    is null on the last page. The handler raises `Refused` for any other query."""

    async def handler(request: web.Request) -> web.Response:
        page = await audit_trail.entries(store, _begin(request))
        shown = [_shape(each) for each in page.entries]
        return web.json_response({"entries": shown, "next": page.next or None})

    return handler


def _begin(request: web.Request) -> str:
    match list(request.query.items()):
        case []:
            return ""
        case [("since", text)]:
            return audit_trail.beginning(as_day("since", text))
        case [("after", text)]:
            return text
    raise Refused(why="Only since or after can be asked for, and one of them.")


def _shape(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "act": entry.act,
        "who": {"kind": entry.kind, "name": entry.by},
        "about": entry.about,
        "before": dict(entry.before),
        "after": dict(entry.after),
        "times": entry.times,
    }
