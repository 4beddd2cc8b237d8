"""One short HTTP request, answered with a value, or with the reason why there was no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

from bot.core.proxies import is_web_page
from bot.errors import ProxyFailed

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


PAGE: Final = (
    "a web page comes back in the place of an answer",
    "A proxy or firewall on the way puts it there, or the address is wrong.",
)


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """An answer. `status` is 0 if there was none, and then `why` says why. `body` is the JSON in
    it, or {}; a web page in the place of an answer also says why. `mend` is what to do about
    it, where that is known."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    mend: str = ""

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
            why, mend = PAGE if is_web_page(body) else ("", "")
            return BotAnswer(answer.status, _object(body), answer.headers, why, mend)
    except ProxyFailed as error:
        return BotAnswer(0, why=f"the proxy {error.proxy} stops it: {error.why}", mend=error.mend)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        why = next((why for kind, why in _WHY if isinstance(error, kind)), type(error).__name__)
        return BotAnswer(0, why=why)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
