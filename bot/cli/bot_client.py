"""One short HTTP request, answered with a value, or with the reason why there was no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

PATIENCE: Final = aiohttp.ClientTimeout(total=5)
_MOST: Final = 1024 * 1024  # bytes; no answer expected here is longer

# Why there was no answer. Subclasses come before their base classes.
_WHY: Final = (
    (aiohttp.ClientConnectorDNSError, "the name is not known"),
    (aiohttp.ClientConnectorCertificateError, "its certificate is not valid"),
    (aiohttp.ClientSSLError, "no secure connection could be made"),
    (aiohttp.ClientConnectorError, "nothing answers there"),
    (TimeoutError, "no answer within 5 seconds"),
)


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """An answer. `status` is 0 if there was none, and then `why` says why. `body` is the JSON in
    it, or {}."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    @property
    def said(self) -> str:
        """What came back, to be used in a sentence."""
        return self.why or f"the answer is {self.status}"


async def ask(session: aiohttp.ClientSession, address: str, **more: Any) -> BotAnswer:
    """GET `address`, or POST with json=... Redirects are not followed. Raises nothing for what can
    go wrong on the network."""
    method = "POST" if "json" in more else "GET"
    try:
        async with session.request(
            method, address, timeout=PATIENCE, allow_redirects=False, **more
        ) as answer:
            body = await answer.content.read(_MOST)
            return BotAnswer(answer.status, _object(body), answer.headers)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        why = next((why for kind, why in _WHY if isinstance(error, kind)), type(error).__name__)
        return BotAnswer(0, why=why)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
