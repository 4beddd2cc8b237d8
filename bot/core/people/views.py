"""Whom the bot meets, where it is nobody it knows."""

from __future__ import annotations

from msgspec import Struct


class Stranger(Struct, frozen=True):
    """Nobody we know: never installed, or erased. Nothing was stored."""
