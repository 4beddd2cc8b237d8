"""Whom the bot meets, where it is nobody it knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody we know: never installed, or erased. Nothing was stored."""
