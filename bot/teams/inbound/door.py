"""POST /api/messages: the aiohttp route.

`bot.teams.assembly.add_door` adds it to an application. A bad request gets a 4xx with the name of
the refusal, never a 500, and never anything of what the request contained.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import orjson
import structlog
from aiohttp import web

from bot.core.repeats import Repeats
from bot.core.request_headers import is_encoded, is_loopback
from bot.core.turn import Turn, What
from bot.ports import Clock
from bot.teams.inbound.activities import read
from bot.teams.inbound.adapter import Adapter
from bot.teams.inbound.claims import Claims, Policy, check_activity
from bot.teams.inbound.gate import Gate
from bot.teams.inbound.invokes import InvokeAnswer
from bot.teams.inbound.parser import MAX_BODY, parse
from bot.teams.inbound.refusal import RequestRefusal
from bot.teams.log import new_request
from bot.teams.outbound.replies import is_invoke
from bot.teams.recent import Recent

log = structlog.get_logger(__name__)

PATH: Final = "/api/messages"
QUIET: Final = timedelta(hours=1)  # after so long, a turn is worth a line
_BODY_SECONDS: Final = 10.0
_REMEMBERED: Final = 10_000
_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
# Nobody's choice of words on a card or in a message leads to these: Teams itself has changed.
_UNEXPECTED: Final = frozenset(
    {
        *("no_type", "no_channel", "no_service_url", "wrong_service_url", "wrong_host"),
        *("not_endorsed", "no_sender", "bad_id", "no_tenant", "bad_tenant", "tenants_differ"),
    }
)


class Door:
    """The route's handler. `tally` counts requests by kind of turn and by reason of refusal.

    `refused` is told the reason where a request that Teams has signed can't be read."""

    def __init__(
        self,
        policy: Policy,
        gate: Gate,
        adapter: Adapter,
        clock: Clock,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        self._policy = policy
        self._gate = gate
        self._adapter = adapter
        self._clock = clock
        self._refused = refused
        self._seen: Recent[str, bool] = Recent(_REMEMBERED)
        self._running: dict[str, asyncio.Future[InvokeAnswer]] = {}
        self._heard: datetime | None = None
        self._repeats = Repeats()
        self.tally: Counter[str] = Counter()

    async def handle(self, request: web.Request) -> web.Response:
        new_request()
        answer = await self._receive(request)
        if isinstance(answer, RequestRefusal):
            return self._refuse(answer)
        headers = _JSON if answer.body else None
        return web.Response(status=answer.status, body=answer.body, headers=headers)

    async def _receive(self, request: web.Request) -> InvokeAnswer | RequestRefusal:
        claims = await self._gate.admit(request.headers.get("Authorization"))
        if isinstance(claims, RequestRefusal):
            return claims
        body = check_headers(request, self._policy) or await read_body(request)
        if isinstance(body, RequestRefusal):
            return body
        answer = await self._admitted(body, claims)
        if isinstance(answer, RequestRefusal) and claims is not None:
            self._wonder(answer.why)
        return answer

    def _wonder(self, why: str) -> None:
        if self._refused is not None and why in _UNEXPECTED:
            self._refused(why)

    async def _admitted(self, body: bytes, claims: Claims | None) -> InvokeAnswer | RequestRefusal:
        activity = parse(body)
        if isinstance(activity, RequestRefusal):
            return activity
        refused = check_activity(activity, claims, self._policy)
        if refused is not None:
            return refused
        turn = read(activity, self._clock(), local=self._policy.local)
        if isinstance(turn, RequestRefusal):
            return turn
        return await self._once(activity, turn)

    async def _once(self, activity: Mapping[str, Any], turn: Turn) -> InvokeAnswer:
        """Run the turn once, however often Teams delivers its activity.

        A repeated message is acknowledged and ignored. A tap that is repeated while the first is
        still running gets the same answer. Repeated later, it runs again: actions are idempotent,
        and keeping answers would cost more than computing them.
        """
        self.tally[turn.what] += 1
        self._notice(turn)
        if turn.what is What.IGNORED:
            return InvokeAnswer(201)
        key = _key(turn)
        if not is_invoke(turn):
            return await self._message(activity, turn, key)
        running = self._running.get(key)
        if running is not None:
            log.info("repeat_ignored", what=turn.what)
            return await asyncio.shield(running)
        return await self._invoke(activity, turn, key)

    def _notice(self, turn: Turn) -> None:
        """The first turn in a while gets a line of its own: the way in works."""
        now = self._clock()
        if self._heard is None or abs(now - self._heard) >= QUIET:
            log.info("first_received", what=turn.what)
        self._heard = now

    async def _message(self, activity: Mapping[str, Any], turn: Turn, key: str) -> InvokeAnswer:
        if key and self._seen.get(key):
            log.info("repeat_ignored", what=turn.what)
            return InvokeAnswer(201)
        if key:
            self._seen.put(key, True)
        await self._adapter.run(activity, turn)
        return InvokeAnswer(201)

    async def _invoke(self, activity: Mapping[str, Any], turn: Turn, key: str) -> InvokeAnswer:
        if not key:
            return await self._adapter.run(activity, turn) or InvokeAnswer(200)
        running = self._running[key] = asyncio.get_running_loop().create_future()
        answer = InvokeAnswer(200)
        try:
            answer = await self._adapter.run(activity, turn) or answer
        finally:
            del self._running[key]
            running.set_result(answer)
        return answer

    def _refuse(self, refusal: RequestRefusal) -> web.Response:
        self.tally[refusal.why] += 1
        if times := self._repeats.note(refusal.why, self._clock().timestamp()):
            log.warning("request_refused", status=refusal.status, why=refusal.why, times=times)
        headers = dict(_JSON)
        if refusal.wait:
            headers["Retry-After"] = str(refusal.wait)
        if refusal.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        body = orjson.dumps({"error": {"code": refusal.why, "message": "Refused."}})
        return web.Response(status=refusal.status, body=body, headers=headers)


def _key(turn: Turn) -> str:
    """What is the same when Teams delivers an activity again; "" where it has no id. Its sender
    is part of it, since an invoke may come without a conversation."""
    where = f"{turn.person} {turn.address.conversation}"
    return f"{where} {turn.activity}" if turn.activity else ""


def check_headers(request: web.Request, policy: Policy) -> RequestRefusal | None:
    """The checks that need no body: 403, 413 or 415, or None if the request may go on.

    In local mode only loopback host names are accepted, so that a web page cannot reach the bot by
    pointing a host name of its own at 127.0.0.1 (DNS rebinding)."""
    if policy.local and not is_loopback(_given(request, "Host")):
        return RequestRefusal(403, "not_loopback")
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return RequestRefusal(415, "not_json_type")
    if is_encoded(_given(request, "Content-Encoding"), _given(request, "Transfer-Encoding")):
        return RequestRefusal(415, "encoded")
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > MAX_BODY:
        return RequestRefusal(413, "too_big")
    return None


def _given(request: web.Request, name: str) -> list[str]:
    return request.headers.getall(name, [])


async def read_body(request: web.Request) -> bytes | RequestRefusal:
    """The body, or a 400, 408 or 413; its size is checked while it arrives."""
    content = request.content
    if content.is_eof():
        return content.read_nowait()
    parts, size = [], 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while part := await content.readany():
                parts.append(part)
                size += len(part)
                if size > MAX_BODY:
                    return RequestRefusal(413, "too_big")
    except TimeoutError:
        return RequestRefusal(408, "too_slow")
    except (aiohttp.ClientError, web.RequestPayloadError, ConnectionError):
        return RequestRefusal(400, "broken_body")
    except RuntimeError:  # aiohttp's, where it had broken off before it was waited for
        if request.transport is not None:
            raise
        return RequestRefusal(400, "broken_body")
    return b"".join(parts)
