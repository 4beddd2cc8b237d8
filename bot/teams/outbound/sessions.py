"""The way out of this machine: every request to the outside is made in a session from here.

A session goes through the proxy of HTTPS_PROXY and HTTP_PROXY, as NO_PROXY says. aiohttp's own
`trust_env` is not used: it passes over NO_PROXY's ports and ranges, ignores https:// proxies, and
reads the environment and ~/.netrc for each request.
https://docs.aiohttp.org/en/stable/client_advanced.html#proxy-support
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from functools import cached_property
from typing import Final, Protocol

import aiohttp
import structlog
from yarl import URL

from bot.core.proxies import Proxies, shown
from bot.errors import ProxyFailed
from bot.teams.recent import Recent

log = structlog.get_logger(__name__)
_QUIET: Final = 60.0  # seconds between two warnings about the same fault
_WRITE_DOWN: Final = "Write user name and password in HTTPS_PROXY: http://NAME:PASSWORD@HOST:PORT."
_LET_THROUGH: Final = "Ask those who run it to let this machine reach {host}."
_SEE_IT_RUNS: Final = "See that it runs, and that HTTPS_PROXY is right."
_PAGE: Final = "something on the way answers for {host} with a web page"


class OutboundSettings(Protocol):
    """The settings for the way out; `bot.settings.Settings` has them all."""

    @property
    def https_proxy(self) -> str: ...
    @property
    def http_proxy(self) -> str: ...
    @property
    def no_proxy(self) -> tuple[str, ...]: ...
    @property
    def ca_file(self) -> str: ...


OpenSession = Callable[[], aiohttp.ClientSession]
"""A new session for requests to the outside, to be closed by whoever asked for it."""


class ProxyFailedError(ProxyFailed, aiohttp.ClientConnectionError):
    # Raised by requests in these sessions; whoever handles aiohttp's errors handles it too.
    __doc__ = ProxyFailed.__doc__


class Sessions:
    """An `OpenSession`: call it for a session. Nothing is read or opened before that."""

    def __init__(self, told: OutboundSettings) -> None:
        self._proxies = Proxies(told.https_proxy, told.http_proxy, told.no_proxy)
        self._ca_file = told.ca_file
        self._ways: Recent[URL, str] = Recent(500)
        self._warned: Recent[str, float] = Recent(50)

    def __call__(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=100, ttl_dns_cache=300, keepalive_timeout=20, ssl=self._trusted
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "Padriver"},
            middlewares=(self._through,),
        )

    @cached_property
    def _trusted(self) -> ssl.SSLContext | bool:
        """Whose certificates are good: those that the machine trusts, and those in CA_FILE."""
        if not self._ca_file:
            return True
        context = ssl.create_default_context()
        context.load_verify_locations(cafile=self._ca_file)
        return context

    async def _through(
        self, request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Send it through its proxy. Raises `ProxyFailedError` if that is what stands in the way;
        a message has then not been sent."""
        proxy = self._way(request.url.origin())
        if proxy:
            request.update_proxy(URL(proxy), None, None)
        try:
            answer = await send(request)
        except (aiohttp.ClientProxyConnectionError, aiohttp.ConnectionTimeoutError):
            if not proxy:
                raise
            raise self._failed(proxy, "it does not answer", _SEE_IT_RUNS) from None
        except aiohttp.ClientHttpProxyError as error:
            raise self._refused(proxy, error.status, request.url) from None
        if proxy and answer.status == 407:
            answer.close()
            raise self._refused(proxy, 407, request.url)
        if answer.content_type == "text/html":
            says = _PAGE.format(host=request.url.host)
            if self._may_say(says):
                log.warning("page_instead_of_answer", says=says)
        return answer

    def _way(self, origin: URL) -> str:
        known = self._ways.get(origin)
        if known is None:
            known = self._proxies.via(str(origin))
            self._ways.put(origin, known)
        return known

    def _refused(self, proxy: str, status: int, url: URL) -> ProxyFailedError:
        if status == 407:
            return self._failed(proxy, "it wants a user name and a password (407)", _WRITE_DOWN)
        mend = _LET_THROUGH.format(host=url.host)
        return self._failed(proxy, f"it refuses {url.host}:{url.port} ({status})", mend)

    def _failed(self, proxy: str, why: str, mend: str) -> ProxyFailedError:
        error = ProxyFailedError(proxy=shown(proxy), why=why, mend=mend)
        if self._may_say(str(error)):
            log.warning("proxy_failed", says=str(error))
        return error

    def _may_say(self, sentence: str) -> bool:
        """Once in a while only: a sender makes thirty requests a second."""
        now = asyncio.get_running_loop().time()
        before = self._warned.get(sentence)
        if before is not None and now - before < _QUIET:
            return False
        self._warned.put(sentence, now)
        return True
