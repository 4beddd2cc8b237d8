"""What a shared card carries so that its button can't be made by hand.

A seal opens nothing: whoever taps gets a lesson that they could ask for, in their own chat. So it
is made with the store's own secret, and cards that hang in a chat for a year go on working when the
key of links is changed.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

_LONGEST: Final = 1024


def sign(about: str, purpose: str, secret: bytes, now: datetime, lasts: timedelta) -> str:
    """A token for `about` that `verify` accepts until now + lasts; `now` is aware.

    URL-safe: letters, digits, "-", "_" and one ".". `about` can be read from it. `purpose` keeps a
    token for one thing from serving as another.
    """
    body = f"{int((now + lasts).timestamp())}|{about}".encode()
    return f"{_encode(body)}.{_encode(_seal(body, purpose, secret))}"


def verify(token: str, purpose: str, secret: bytes, now: datetime) -> str | None:
    """What the token was made for; None if it is forged, damaged, expired or for something else."""
    if len(token) > _LONGEST or not token.isascii():
        return None
    try:
        body, seal = (_decode(part) for part in token.split("."))
    except ValueError:
        return None
    if not hmac.compare_digest(seal, _seal(body, purpose, secret)):
        return None
    expires, _, about = body.decode().partition("|")
    return about if int(expires) > now.timestamp() else None


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
