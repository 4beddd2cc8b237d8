"""The Bot Framework's signing keys: fetched when needed, cached, renewed once a day.

There is one fetch at a time, shared by everybody who waits for it. While the key server is down,
unknown keys are refused and known keys still work. A flood of made-up key ids causes one fetch a
minute.
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import jwt
import orjson
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.ports import Clock
from bot.teams.inbound.refusal import RequestRefusal
from bot.teams.outbound.sessions import OpenSession

log = structlog.get_logger(__name__)

_EVERY: Final = timedelta(hours=24)  # Microsoft: "keys are rotated; refresh at least once a day"
_AFTER_SUCCESS: Final = timedelta(seconds=60)
_AFTER_FAILURE: Final = timedelta(seconds=5)
_TIMEOUT: Final = aiohttp.ClientTimeout(total=5)
_MAX_BYTES: Final = 1024 * 1024
_MIN_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class Key:
    public: RSAPublicKey
    endorsements: frozenset[str]


class KeysUnavailableError(Exception):
    """The key server returned no usable keys. Raised and caught within this module."""


class Keys:
    """Use as ``async with``. `generation` counts the successful fetches: a verdict reached in an
    earlier generation is stale."""

    def __init__(self, metadata_url: str, clock: Clock, open_session: OpenSession) -> None:
        self._open_session = open_session
        self._session: aiohttp.ClientSession | None = None
        self._url = metadata_url
        self._clock = clock
        self._keys: Mapping[str, Key] = {}
        self._tried: datetime | None = None
        self._worked = False
        self._renewed: datetime | None = None
        self._fetching: asyncio.Task[None] | None = None
        self.generation = 0

    async def find(self, kid: str) -> Key | RequestRefusal:
        """The key with this id; 401 if there is none, 503 if the key server cannot be reached."""
        key = self._keys.get(kid)
        if key is not None:
            self._renew_daily()
            return key
        await self._refresh()
        return self._keys.get(kid) or self._missing()

    async def __aenter__(self) -> Keys:
        self._session = self._open_session()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _missing(self) -> RequestRefusal:
        if self._worked:
            return RequestRefusal(401, "unknown_key")
        return RequestRefusal(503, "keys_unavailable", wait=int(_AFTER_FAILURE.total_seconds()))

    def _renew_daily(self) -> None:
        if self._renewed is not None and self._clock() - self._renewed >= _EVERY:
            self._start()

    async def _refresh(self) -> None:
        task = self._start()
        if task is not None:
            await asyncio.shield(task)

    def _start(self) -> asyncio.Task[None] | None:
        """The running fetch, or a new one; None when it is too early to try again."""
        if self._fetching is not None:
            return self._fetching
        pause = _AFTER_SUCCESS if self._worked else _AFTER_FAILURE
        now = self._clock()
        if self._tried is not None and now - self._tried < pause:
            return None
        self._tried = now
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            self._keys = await self._download()
        except (aiohttp.ClientError, TimeoutError, OSError, KeysUnavailableError) as error:
            self._worked = False
            log.warning("keys_unavailable", why=type(error).__name__, known=len(self._keys))
        else:
            self._worked = True
            self._renewed = self._clock()
            self.generation += 1
            log.info("keys_fetched", keys=len(self._keys))
        finally:
            self._fetching = None

    async def _download(self) -> Mapping[str, Key]:
        where = (await self._get(self._url)).get("jwks_uri")
        if not isinstance(where, str) or not _same_trust(where, self._url):
            raise KeysUnavailableError
        keys = keys_in(await self._get(where))
        if not keys:
            raise KeysUnavailableError
        return keys

    async def _get(self, url: str) -> dict[str, Any]:
        if self._session is None:
            raise KeysUnavailableError
        async with self._session.get(url, timeout=_TIMEOUT, allow_redirects=False) as answer:
            body = await answer.content.read(_MAX_BYTES)
            while len(body) < _MAX_BYTES and (more := await answer.content.read(_MAX_BYTES)):
                body += more
            if answer.status != 200 or len(body) >= _MAX_BYTES:
                raise KeysUnavailableError
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise KeysUnavailableError from None
        return value if isinstance(value, dict) else {}


def keys_in(jwks: Mapping[str, Any]) -> dict[str, Key]:
    """The usable RSA keys in a JSON Web Key Set, by id. Unreadable keys are left out."""
    listed = jwks.get("keys")
    found = {}
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict) and isinstance(each.get("kid"), str):
            key = _key(each)
            if key is not None:
                found[each["kid"]] = key
    return found


def _key(jwk: dict[str, Any]) -> Key | None:
    if jwk.get("kty") != "RSA" or jwk.get("use", "sig") != "sig" or "d" in jwk:
        return None
    try:
        public = jwt.algorithms.RSAAlgorithm.from_jwk(jwk)
    except (jwt.InvalidKeyError, ValueError, TypeError, AttributeError):
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < _MIN_BITS:
        return None
    listed = jwk.get("endorsements")
    names = listed if isinstance(listed, list) else []
    return Key(public, frozenset(each for each in names if isinstance(each, str)))


def _same_trust(url: str, metadata_url: str) -> bool:
    """Whether it is https, or the same host as the metadata's (for tests, on loopback)."""
    there, here = urlsplit(url), urlsplit(metadata_url)
    return there.scheme == "https" or (there.scheme, there.hostname) == (here.scheme, here.hostname)
