"""The bot's own token, for sending: shared by all sends, renewed early, one request at a time.

A token that will soon expire is renewed in the background while sends still use it. Only the very
first send, or one after a long sleep, waits for the token server.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import orjson
import structlog

from bot.core.proxies import is_web_page
from bot.ports import Clock
from bot.teams.outbound.sessions import ProxyFailedError

log = structlog.get_logger(__name__)

_EARLY: Final = timedelta(minutes=10)
_AFTER_FAILURE: Final = timedelta(seconds=5)
_TIMEOUT: Final = aiohttp.ClientTimeout(total=10)
# https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
PAGE: Final = "web page"  # it comes from something on the way, not from the token server
_IMDS: Final = "http://169.254.169.254/metadata/identity/oauth2/token"


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    expires: datetime


class TokenRefusedError(Exception):
    """There is no token. `permanent` means that the credentials are wrong, so that it is no use
    trying again."""

    def __init__(self, why: str, *, permanent: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.permanent = permanent


Fetch = Callable[[], Awaitable[Token]]


class Tokens:
    """A cache in front of `fetch`, which gets a token or raises `TokenRefusedError`."""

    def __init__(self, fetch: Fetch, clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._token: Token | None = None
        self._renewing: asyncio.Task[Token] | None = None
        self._failed: tuple[datetime, TokenRefusedError] | None = None

    async def get(self) -> str:
        """A valid token. Raises `TokenRefusedError` if there is none and none can be fetched."""
        now = self._clock()
        token = self._token
        if token is None or token.expires <= now:
            return (await asyncio.shield(self._renewal(now))).text
        if token.expires - now < _EARLY and self._may_try(now):
            self._renewal(now)
        return token.text

    def refuse(self, text: str) -> None:
        """Forget a token that the connector did not accept: the next `get` fetches another."""
        if self._token is not None and self._token.text == text:
            self._token = None

    async def close(self) -> None:
        if self._renewing is not None:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)

    def _may_try(self, now: datetime) -> bool:
        return self._failed is None or now - self._failed[0] >= _AFTER_FAILURE

    def _renewal(self, now: datetime) -> asyncio.Task[Token]:
        if self._renewing is None:
            if self._failed is not None and not self._may_try(now):
                raise self._failed[1]
            self._renewing = asyncio.create_task(self._renew())
            # Perhaps nobody awaits a renewal in the background: its error is in the log.
            self._renewing.add_done_callback(lambda task: task.cancelled() or task.exception())
        return self._renewing

    async def _renew(self) -> Token:
        try:
            self._token = await self._fetch()
        except TokenRefusedError as error:
            self._failed = (self._clock(), error)
            log.warning("token_refused", why=error.why, permanent=error.permanent)
            raise
        finally:
            self._renewing = None
        self._failed = None
        return self._token


def client_secret(
    session: aiohttp.ClientSession, url: str, app_id: str, secret: str, scope: str, clock: Clock
) -> Fetch:
    """A function that fetches a token with client credentials. It raises `TokenRefusedError`.
    https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
    """
    form = {
        "grant_type": "client_credentials",
        "client_id": app_id,
        "client_secret": secret,
        "scope": scope,
    }

    async def fetch() -> Token:
        return await _ask(session, "POST", url, clock, data=form)

    return fetch


def managed_identity(
    session: aiohttp.ClientSession,
    app_id: str,
    scope: str,
    clock: Clock,
    endpoint: str = "",
    header: str = "",
) -> Fetch:
    """A function that fetches a token for a user-assigned managed identity: from App Service if
    `endpoint` is given, else from the virtual machine's metadata service. It raises
    `TokenRefusedError`.
    https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
    """
    version = "2019-08-01" if endpoint else "2018-02-01"
    resource = scope.removesuffix("/.default")
    query = {"api-version": version, "resource": resource, "client_id": app_id}
    headers = {"X-IDENTITY-HEADER": header} if endpoint else {"Metadata": "true"}

    async def fetch() -> Token:
        return await _ask(session, "GET", endpoint or _IMDS, clock, params=query, headers=headers)

    return fetch


async def _ask(
    session: aiohttp.ClientSession, method: str, url: str, clock: Clock, **more: Any
) -> Token:
    try:
        async with session.request(
            method, url, timeout=_TIMEOUT, allow_redirects=False, **more
        ) as answer:
            body = await answer.content.read(65536)
            status = answer.status
    except ProxyFailedError as error:
        raise TokenRefusedError("proxy") from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise TokenRefusedError(type(error).__name__) from None
    if is_web_page(body):
        raise TokenRefusedError(f"{status} {PAGE}")
    if status != 200:
        # Entra's code says more than the status; the rest of the body is prose.
        code = re.search(rb"AADSTS[0-9]{1,9}", body)
        why = f"{status} {code[0].decode()}" if code else str(status)
        raise TokenRefusedError(why, permanent=status in (400, 401, 403))
    return _token(body, clock())


def _token(body: bytes, now: datetime) -> Token:
    """`expires_in` (Entra: seconds) or `expires_on` (App Service: seconds since 1970), as a
    number or as text."""
    try:
        answer = orjson.loads(body)
        text = answer["access_token"]
        if "expires_in" in answer:
            left = float(answer["expires_in"])
        else:
            left = float(answer["expires_on"]) - now.timestamp()
        expires = now + timedelta(seconds=left)
    except (ValueError, TypeError, KeyError, OverflowError):
        raise TokenRefusedError("unreadable") from None
    if not isinstance(text, str) or not text.isascii() or not text.isprintable():
        raise TokenRefusedError("unreadable")
    return Token(text, expires)
