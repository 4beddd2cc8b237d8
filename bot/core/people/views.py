"""The view for people whom the bot does not know."""

from __future__ import annotations

from msgspec import Struct


class Stranger(Struct, frozen=True):
    """Somebody unknown, who never installed the app or was erased. Nothing was stored."""
