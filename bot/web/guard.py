"""What all web routes share: a request id, safe headers, and errors as JSON without the text of any
exception. It also decides who gets in, and so who the actor is: the holder of a bearer token, or in
local mode anybody."""

from __future__ import annotations

import asyncio
import json
import traceback
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Final

import aiohttp
import structlog
from aiohttp import web

from bot.core.actor import Actor, token_actor
from bot.core.request_headers import is_encoded, is_loopback
from bot.errors import NotAllowed, Refused, StoreError
from bot.web.access.refusals import Refusals
from bot.web.access.scopes import Scope
from bot.web.access.tokens import ApiToken, Tokens

log = structlog.get_logger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
REQUEST_ID: Final = "X-Request-Id"
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "Padriver",  # without any version
    "X-Content-Type-Options": "nosniff",
}
BODY_SECONDS: Final = 30.0
_SAID: Final = {
    400: "What was sent cannot be read.",
    408: "It took too long to arrive.",
    404: "There is nothing here.",
    405: "That cannot be done here.",
    413: "That is too much.",
}
_FRAMES: Final = 4
_ACTOR: Final = web.RequestKey("actor", Actor)
_CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}
LOCAL: Final = token_actor("local")  # the actor of a request without a token, in local mode only


def fail(status: int, code: str, message: str, **headers: str) -> web.Response:
    """An error response, in the shape of all our errors: {"error": {"code", "message"}}."""
    body = {"error": {"code": code, "message": message}}
    return web.json_response(body, status=status, headers=headers)


def retold(error: web.HTTPException) -> web.Response:
    """An error of aiohttp's as ours: its own text may quote what was sent."""
    kept = {name: error.headers[name] for name in ("Allow",) if name in error.headers}
    said = _SAID.get(error.status, error.reason)
    return fail(error.status, error.reason.lower().replace(" ", "_"), said, **kept)


async def sent(request: web.Request) -> Any:
    """The JSON in the body, of any shape. Raises `Refused` if it is not JSON, is nested too deep,
    or has half a character in a text (a lone surrogate), which can be neither stored nor shown."""
    try:
        found = json.loads(await whole(request))
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused(why="What was sent is no JSON that can be read.") from None
    return found


async def whole(request: web.Request) -> bytes:
    """The body. Raises `HTTPException` if it is too big, breaks off or takes too long."""
    async with receiving(request):
        return await request.read()


@asynccontextmanager
async def receiving(request: web.Request) -> AsyncIterator[None]:
    """Around what reads a body: raises `HTTPException` if it breaks off or takes too long."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            yield
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (aiohttp.ClientError, web.RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest from None
    except RuntimeError:  # aiohttp's, where it had broken off before it was waited for
        if request.transport is not None:
            raise
        raise web.HTTPBadRequest from None


def guarded(handler: Handler, *, local: bool) -> Handler:
    """`handler` with a request id, safe headers, and errors as JSON.

    It is a wrapper rather than a middleware, which would also cost every turn at the door 4 µs;
    the door handles its own errors. In local mode only loopback host names are accepted.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        id = uuid.uuid4().hex[:16]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=id)
        refused = _headers_refused(request, local=local)
        answer: web.StreamResponse = refused or await _answered(request, handler, id)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers[REQUEST_ID] = id
        return answer

    return handle


def _headers_refused(request: web.Request, *, local: bool) -> web.StreamResponse | None:
    def given(name: str) -> list[str]:
        return request.headers.getall(name, [])

    if local and not is_loopback(given("Host")):
        return fail(403, "not_loopback", "Only for this machine.")
    if is_encoded(given("Content-Encoding"), given("Transfer-Encoding")):
        return fail(415, "encoded", "What is sent must not be compressed.")
    return None


async def nothing_here(request: web.Request) -> web.StreamResponse:
    """The route for all other addresses. Raises `HTTPMethodNotAllowed` if another method would work
    there, else `HTTPNotFound`; `guarded` turns both into JSON."""
    allowed: set[str] = set()
    for resource in request.app.router.resources():
        allowed |= (await resource.resolve(request))[1]
    allowed.discard("*")
    if allowed:
        raise web.HTTPMethodNotAllowed(request.method, allowed)
    raise web.HTTPNotFound


async def _answered(request: web.Request, handler: Handler, id: str) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        return retold(error)
    except Refused as error:
        return fail(400, "bad_request", str(error))
    except NotAllowed:
        return fail(403, "not_allowed", "This is for operators of all that it is about.")
    except StoreError as error:
        log.warning("web_store_failed", error=type(error).__name__, where=_where(error))
        return fail(503, "store", "The store cannot be used just now.", **{"Retry-After": "5"})
    except Exception as error:  # noqa: BLE001 - the door: nothing may leak out of it
        log.error("web_failed", error=type(error).__name__, where=_where(error))
        return fail(500, "internal", f"Something went wrong. The log has it under {id}.")


def _where(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{each.filename.rpartition('/')[2]}:{each.lineno} {each.name}" for each in frames]


def with_token(
    handler: Handler,
    *,
    tokens: Tokens,
    scope: Scope,
    today: Callable[[], date],
    local: bool,
    refusals: Refusals | None = None,
) -> Handler:
    """`handler` for holders of a bearer token with this scope, and in local mode for everybody.

    The holder becomes the request's actor (`actor_of`). Whoever presents unknown tokens, again and
    again, waits: `refusals` counts those of all routes."""
    slowed = refusals or Refusals()

    async def checked(request: web.Request) -> web.StreamResponse:
        presented = _presented(request)
        held = tokens.holder(presented)
        refusal = None if local else _refusal(held, scope, today)
        if refusal is not None:
            slowed.log(refusal.status, scope, held.name if held else "")
            guessed = bool(presented) and held is None
            return _too_many() if guessed and await slowed.is_too_many() else refusal
        request[_ACTOR] = token_actor(held.name) if held else LOCAL
        return await handler(request)

    return checked


def _too_many() -> web.Response:
    said = "Too many unknown tokens have come. Try again in a minute."
    return fail(429, "too_many", said, **{"Retry-After": "60"})


def actor_of(request: web.Request) -> Actor:
    """The actor of a request to a handler that is wrapped in `with_token`."""
    return request[_ACTOR]


def _refusal(held: ApiToken | None, scope: Scope, today: Callable[[], date]) -> web.Response | None:
    if held is None:
        return fail(401, "unauthorized", "This needs an API token.", **_CHALLENGE)
    if held.expires and held.expires < today():
        said = f"The token {held.name} was good until {held.expires}."
        return fail(401, "expired", said, **_CHALLENGE)
    if scope not in held.scopes:
        has = " and ".join(sorted(held.scopes))
        said = f"This needs the scope {scope}. The token {held.name} has {has}."
        return fail(403, "no_scope", said)
    return None


def _presented(request: web.Request) -> str:
    """The bearer token in the header; "" if there is none, which is nobody's."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""
