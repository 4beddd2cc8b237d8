"""Chance that is the same each time."""

from __future__ import annotations

from random import Random


def dice(seed: int) -> Random:
    """Draws for a made-up world."""
    return Random(seed)  # noqa: S311 - a made-up world
