"""A Bot Connector that records every request and misbehaves on request.

    async with FakeConnector() as connector:
        connector.script(status(429, retry_after=2), RESET_AFTER)   # the next two; then all is well
        ...
        assert connector.delivered == [...]

`rule` decides by what is asked instead: a function from `Seen` to a step, or None for all is well.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

from tests.fakes.server import FakeServer


@dataclass(frozen=True)
class Step:
    """How one request is met. `deliver`: the person gets the message, whatever the bot hears."""

    status: int = 200
    body: Any = None
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    read: bool = True
    deliver: bool = False
    end: str = "answer"  # answer, reset, close, hang


FINE = Step(deliver=True)
RESET_BEFORE = Step(read=False, end="reset")  # the connection breaks before the body is read
RESET_AFTER = Step(deliver=True, end="reset")  # delivered, then the connection breaks
DROP = Step(deliver=True, end="close")  # delivered, then closed politely without an answer
HANG = Step(deliver=True, end="hang")  # delivered, and never answered


def status(code: int, word: str = "", *, retry_after: float | None = None, **more: Any) -> Step:
    """An error as the connector words it; nothing is delivered."""
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    body = {"error": {"code": word, "message": "Made up for a test.", **more}} if word else None
    return Step(status=code, body=body, headers=headers)


@dataclass(frozen=True)
class Seen:
    method: str
    path: str  # decoded, after the service URL
    raw_path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return orjson.loads(self.raw) if self.raw else None

    @property
    def conversation(self) -> str:
        return self.path.removeprefix("/v3/conversations/").partition("/")[0]


class FakeConnector(FakeServer):
    """`url` is the service URL; `delivered` what people got, in order; `members` who is known."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.delivered: list[Seen] = []
        self.members: dict[str, dict[str, Any]] = {}
        self.rule: Callable[[Seen], Step | None] = lambda _: None
        self.hold: asyncio.Event | None = None
        self.arrived = asyncio.Event()
        self._steps: deque[Step] = deque()
        self._gone = asyncio.Event()

    @property
    def url(self) -> str:
        return f"{self.root}/teams"

    @property
    def texts(self) -> list[str]:
        return [each.body.get("text", "") for each in self.delivered]

    def script(self, *steps: Step) -> None:
        self._steps.extend(steps)

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/teams/{rest:.*}", self._meet)

    async def __aexit__(self, *why: Any) -> None:
        self._gone.set()
        await super().__aexit__(*why)

    async def _meet(self, request: web.Request) -> web.StreamResponse:
        step = self._steps.popleft() if self._steps else None
        raw = b"" if step is not None and not step.read else await request.read()
        seen = Seen(
            request.method,
            request.path.removeprefix("/teams"),
            request.raw_path.removeprefix("/teams"),
            dict(request.headers),
            raw,
        )
        self.seen.append(seen)
        self.arrived.set()
        step = step or self.rule(seen) or FINE
        if step.deliver and seen.method in ("POST", "PUT") and "activities" in seen.path:
            self.delivered.append(seen)
        if self.hold is not None:
            await self.hold.wait()
        return await self._end(request, seen, step)

    async def _end(self, request: web.Request, seen: Seen, step: Step) -> web.StreamResponse:
        if step.end == "hang":
            await self._gone.wait()
        if step.end != "answer":
            assert request.transport is not None
            request.transport.abort() if step.end == "reset" else request.transport.close()
            return web.Response()
        if step.raw is not None:
            return web.Response(status=step.status, body=step.raw, headers=step.headers)
        body = step.body
        if body is None and step is FINE:
            return self._fine(seen)
        return web.Response(
            status=step.status,
            body=b"" if body is None else orjson.dumps(body),
            headers={"Content-Type": "application/json", **step.headers},
        )

    def _fine(self, seen: Seen) -> web.Response:
        if seen.method == "GET":
            known = self.members.get(seen.path.rpartition("/")[2])
            missing = {"error": {"code": "MemberNotFoundInConversation", "message": ""}}
            return web.json_response(known or missing, status=200 if known else 404)
        if seen.path == "/v3/conversations":
            return web.json_response({"id": f"a:{seen.body['members'][0]['id']}"}, status=201)
        return web.json_response({"id": f"activity-{len(self.seen)}"}, status=201)
