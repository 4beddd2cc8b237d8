"""/api/v1/broadcasts: a short message or a lesson from operators to many people.

Each POST accepts only JSON: from another site, a browser sends that only after a preflight request,
which nothing here answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from bot.actions.pushes import broadcasts
from bot.actions.pushes.broadcasts import BroadcastView, Wish
from bot.core.actor import Actor
from bot.core.languages import LANGUAGES
from bot.core.pushes.broadcast import Audience
from bot.core.small_parts import TOGETHER
from bot.core.values import from_doc, to_doc
from bot.errors import UNREADABLE, Refused
from bot.ports import Clock
from bot.services import Services
from bot.web.guard import Handler, actor_of, fail, sent

_TEXTS: Final = ("lesson", "link", "when", "key", "text")
_AUDIENCE: Final = frozenset({"places", "champions", "plan", "course", "behind"})
_KNOWN: Final = frozenset({*_TEXTS, "texts", "audience"})
Step = Callable[[Actor, str], Awaitable[BroadcastView | None]]


def drafting(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/broadcasts: keeps what is to be sent and answers with a preview; nothing is
    sent. `text` is for everybody, `texts` has one for each language."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        wish = wish_of(await sent(request))
        view = await broadcasts.draft(services, actor_of(request), wish, clock())
        return web.json_response(shape(services, view))

    return handler


def every(services: Services, clock: Clock) -> Handler:
    """GET /api/v1/broadcasts: {"broadcasts"}, the newest first."""

    async def handler(request: web.Request) -> web.Response:
        found = await broadcasts.latest(services, actor_of(request), clock())
        return web.json_response({"broadcasts": [shape(services, each) for each in found]})

    return handler


def one(services: Services, clock: Clock) -> Handler:
    """GET /api/v1/broadcasts/{id}: the preview, or how it is going."""
    return _answering(
        services, lambda who, id: broadcasts.look(services, who, id, clock()), changes=False
    )


def confirming(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/broadcasts/{id}/confirm: sends what was previewed, once."""
    return _answering(services, lambda who, id: broadcasts.confirm(services, who, id, clock()))


def undoing(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/broadcasts/{id}/undo: cancels it, or withdraws what has been sent."""
    return _answering(services, lambda who, id: broadcasts.take_back(services, who, id, clock()))


def _answering(services: Services, step: Step, *, changes: bool = True) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        if changes and request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        view = await step(actor_of(request), request.match_info["id"])
        if view is None:
            return fail(404, "unknown_broadcast", "There is nothing with that number.")
        return web.json_response(shape(services, view))

    return handler


def wish_of(body: Any) -> Wish:
    """What was asked for. Raises `Refused` for what is no wish."""
    if not isinstance(body, dict) or not body.keys() <= _KNOWN:
        raise Refused(why=f"Only {', '.join(sorted(_KNOWN))} can be sent.")
    texts, asked = body.get("texts", {}), body.get("audience", {})
    told = {each: body[each] for each in _TEXTS if each in body}
    try:
        audience = from_doc(Audience, asked)
    except UNREADABLE:
        audience = None
    if audience is None or asked.keys() - _AUDIENCE:
        raise Refused(
            why="audience has places, champions, plan, course and behind, or some of them."
        )
    if not isinstance(texts, dict) or not all(map(_is_text, (*texts.values(), *told.values()))):
        raise Refused(why="What is to be sent is text.")
    if "text" in told:
        texts = dict.fromkeys(LANGUAGES, told.pop("text")) | texts
    return Wish(audience, texts, **told)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def shape(services: Services, view: BroadcastView) -> dict[str, Any]:
    push = view.push
    said = to_doc(push.audience or Audience())
    return {
        "id": push.id,
        "state": str(push.state),
        "due": push.due,
        "lesson": push.lesson,
        "texts": push.texts,
        "link": push.link,
        "audience": {each: n for each, n in said.items() if each in _AUDIENCE},
        "suppressed": view.people is None,
        "people": view.people,
        "municipalities": [
            {"number": number, "name": _name(services, view, number), "people": n}
            for number, n in view.places.items()
        ],
        "now": {str(cell): n for cell, n in view.cells.items()},
        "rows": dict(view.states),
        "left_out": view.left_out,
        "held": view.held,
        "can_undo": view.undo,
        "can_withdraw": view.withdraw,
    }


def _name(services: Services, view: BroadcastView, number: str) -> str:
    if number != TOGETHER:
        return services.municipalities.name(number) if number else ""
    return f"(fewer than {view.minimum} people each)"
