"""What the cards of a plan say beside their row."""

from __future__ import annotations

from msgspec import Struct


class NudgeDetails(Struct, frozen=True):
    """`started`: the person is in the middle of the lesson's quiz."""

    started: bool
