"""Connections to the server: how many there may be, how long each may keep us waiting, and what
one hears that sends no request at all.

A connection is closed that has sent no whole request for half a minute, or doesn't read its answer.
When there are as many as there may be, the one goes that has waited longest for a request, or else
for a body: whoever only holds connections open takes no place from those who ask.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

import structlog
from aiohttp import web

from bot.core.repeats import Repeats
from bot.web.guard import HEADERS, fail, retold

log = structlog.get_logger(__name__)
IDLE: Final = 30.0  # seconds for a whole request line with headers, and between two requests
UNREAD: Final = 30.0  # seconds in which a client takes nothing of its answer
_LINGER: Final = 2.0  # seconds in which a body that nobody wants is still taken
_SILENT: Final = logging.getLogger("padriver.http")
_SILENT.setLevel(logging.CRITICAL + 1)  # aiohttp quotes what was sent
LEAST: Final = 32
MOST: Final = 2_000
_UNKNOWN: Final = 1_024


def limit() -> int:
    """How many connections there may be: so many that files, the store and what goes out have a
    third of this process's descriptors, and at most 2,000."""
    return max(LEAST, min(MOST, _descriptors() * 6 // 10))


def _descriptors() -> int:
    try:
        import resource  # not on Windows
    except ImportError:
        return _UNKNOWN
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST * 2 if soft == resource.RLIM_INFINITY else soft


class Connections:
    """Makes a connection for `asyncio`'s server when it is called. `most` may be open at a time."""

    def __init__(self, server: web.Server, most: int) -> None:
        self._server = server
        self._most = most
        self._open: dict[Connection, None] = {}  # the one that has asked last is the last
        self.repeats = Repeats()

    def __call__(self) -> Connection:
        return Connection(self._server, self)

    def opened(self, each: Connection) -> None:
        self._open[each] = None
        if len(self._open) > self._most:
            self._least_needed(each).drop()
            self.note("connections_full", most=self._most)

    def _least_needed(self, newest: Connection) -> Connection:
        """The newest only where all others are being answered."""
        others = [each for each in self._open if each is not newest]
        spare = (each for each in others if each.is_spare)
        receiving = (each for each in others if each.is_receiving)
        return next(spare, None) or next(receiving, newest)

    def asked(self, each: Connection) -> None:
        if each in self._open:
            del self._open[each]
            self._open[each] = None

    def closed(self, each: Connection) -> None:
        self._open.pop(each, None)

    def note(self, event: str, **facts: Any) -> None:
        """A line in the log, unless there have been many like it."""
        now = asyncio.get_running_loop().time()
        if times := self.repeats.note(f"{event} {facts}", now):
            log.warning(event, times=times, **facts)


class Connection(web.RequestHandler):
    """One connection. Nothing that was sent is quoted, neither in an answer nor in the log."""

    __slots__ = ("_all", "_unread")

    def __init__(self, server: web.Server, all: Connections) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=IDLE,
            lingering_time=_LINGER,
            auto_decompress=False,
            logger=_SILENT,
            access_log=_SILENT,
        )
        self._all = all
        self._unread: asyncio.TimerHandle | None = None

    @property
    def is_spare(self) -> bool:
        """Whether no request of it is being answered, or the client doesn't take the answer."""
        return self._unread is not None or not self._request_in_progress

    @property
    def is_receiving(self) -> bool:
        """Whether the body of its request has not arrived whole."""
        request = self._current_request
        return request is not None and not request.content.is_eof()

    def drop(self) -> None:
        """Close it at once, and forget what has not been sent."""
        self._all.closed(self)
        if self.transport is not None:
            self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._all.opened(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._all.closed(self)
        self._stop_waiting()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stop_waiting()
        self._unread = asyncio.get_running_loop().call_later(UNREAD, self.drop)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Every answer has our headers, whoever made it, and no error the library's text: it
        quotes an `Expect` that it doesn't know."""
        self._all.asked(self)
        if isinstance(resp, web.HTTPException) and not resp.prepared:
            resp = retold(resp)
        if isinstance(resp, web.StreamResponse) and not resp.prepared:
            for name, value in HEADERS.items():
                resp.headers.setdefault(name, value)
        return await super().finish_response(request, resp, start_time)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        *_: Any,
        **__: Any,
    ) -> web.StreamResponse:
        """What is no HTTP that can be read, and what no route has caught."""
        self._all.note("request_failed", status=status, error=type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError
        code, said = _SAID.get(status, _SAID[500])
        answer = fail(status, code, said)
        answer.force_close()
        return answer

    def log_exception(self, *_: Any, **kw: Any) -> None:
        error = kw.get("exc_info")
        self._all.note("connection_failed", error=type(error).__name__)


_SAID: Final = {
    400: ("bad_request", "This is no request that can be read."),
    500: ("internal", "Something went wrong."),
    504: ("too_slow", "It took too long."),
}
