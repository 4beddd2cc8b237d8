"""Seals what a link is about into its address, so that the address says nothing and nobody else can
make one.

The key lies outside the store (`bot.web.access.link_key`), so that no copy of the store opens
anything. The same link for the same thing until the same moment: a card that is drawn anew has it
too. AES-SIV (RFC 5297, https://www.rfc-editor.org/rfc/rfc5297) is made for that.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

_LONGEST: Final = 1024
_SLACK: Final = timedelta(minutes=1)  # clocks of several processes differ a little
_LABEL: Final = b"padriver links"


class SealedLinks:
    """`bot.ports.Links` with the key that `key()` gives at the moment."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    def seal(self, about: str, purpose: str, until: datetime) -> str:
        body = f"{int(until.timestamp())}|{about}".encode()
        return _encode(self._cipher().encrypt(body, [purpose.encode()]))

    def unseal(
        self, token: str, purpose: str, now: datetime, lasts: timedelta | None = None
    ) -> str | None:
        if len(token) > _LONGEST or not token.isascii():
            return None
        try:
            body = self._cipher().decrypt(_decode(token), [purpose.encode()]).decode()
        except (ValueError, InvalidTag):
            return None
        expires, _, about = body.partition("|")
        left = int(expires) - now.timestamp()
        if lasts is not None and left > (lasts + _SLACK).total_seconds():
            return None
        return about if left > 0 else None

    def _cipher(self) -> AESSIV:
        return AESSIV(hmac.digest(self._key(), _LABEL, "sha512"))


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    """Strict: one token has one spelling, so characters outside the alphabet are refused."""
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encode(raw) != text:
        raise ValueError
    return raw
