"""Links that say whose they are and until when, and that nobody else can make."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

LASTS: Final = timedelta(minutes=15)
_LONGEST: Final = 1024
_SLACK: Final = timedelta(minutes=1)  # clocks of several processes differ a little


def sign(person: str, purpose: str, secret: bytes, now: datetime, lasts: timedelta = LASTS) -> str:
    """A token for `person` (a person's key) that `verify` accepts until now + lasts.

    URL-safe: letters, digits, "-", "_" and one ".". `purpose` keeps a token for one thing from
    opening another. `now` is aware.
    """
    body = f"{int((now + lasts).timestamp())}|{person}".encode()
    return f"{_encode(body)}.{_encode(_seal(body, purpose, secret))}"


def verify(
    token: str, purpose: str, secret: bytes, now: datetime, lasts: timedelta | None = None
) -> str | None:
    """The person the token was made for; None if it is forged, damaged, expired or for
    something else, which of these is nobody's business. With `lasts`, also None for one that would
    last longer than that: it was made while the clock was ahead."""
    if len(token) > _LONGEST or not token.isascii():
        return None
    try:
        body, seal = (_decode(part) for part in token.split("."))
    except ValueError:
        return None
    if not hmac.compare_digest(seal, _seal(body, purpose, secret)):
        return None
    expires, _, person = body.decode().partition("|")
    left = int(expires) - now.timestamp()
    if lasts is not None and left > (lasts + _SLACK).total_seconds():
        return None
    return person if left > 0 else None


def _seal(body: bytes, purpose: str, secret: bytes) -> bytes:
    return hmac.new(secret, b"link|%b|%b" % (purpose.encode(), body), sha256).digest()


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    """Strict: one token has one spelling, so characters outside the alphabet are refused."""
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encode(raw) != text:
        raise ValueError(text)
    return raw
