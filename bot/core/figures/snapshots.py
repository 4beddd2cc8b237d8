"""Figures as of a day. They are kept for the day, so that nobody can watch them change and infer
what one person did."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

Part: TypeAlias = tuple[int, int, int]
"""For one group: the people, those who get nothing now, and those whose budget is used up."""


class SnapshotState(StrEnum):
    """How far a day's figures have come."""

    COUNTING = "counting"  # page by page; nothing is shown yet
    DONE = "done"  # it stays the same for the rest of the day


class Snapshot(Struct, frozen=True):
    """The people of one tenant in a place ("tenant|1506") on the day `day` (ISO date). `told` has
    counts by the names in `bot.core.people.municipality_counts`; `unreachable` counts those who
    get nothing now (paused, stopped, no app, blocked), and `full` those whose budget is used up.
    All three are rounded to what may be shown, see `bot.core.figures.steps.together`. `open`
    says whether any of it may be shown. `after` and `parts` (by unit) are the state of the
    counting."""

    place: str
    day: str
    state: SnapshotState
    open: bool
    told: Mapping[str, int]
    after: str = ""
    people: int = 0
    unreachable: int | None = None
    full: int | None = None
    parts: Mapping[str, Part] = {}

    def figure(self, fact: str, minimum: int) -> int | None:
        """A fact of the place as it may be shown."""
        told = self.told.get(fact)
        return 0 if told is None and minimum <= 1 else told


class OpenPlaces(Struct, frozen=True):
    """The places in a municipality whose figures may be shown on that day: itself, and units."""

    place: str
    day: str
    open: tuple[str, ...]
    state: SnapshotState = SnapshotState.DONE


class PassedAfter(Struct, frozen=True):
    """How many lessons had been passed after one champion's pushes by that day."""

    place: str
    day: str
    passed: int
    state: SnapshotState = SnapshotState.DONE


class CoverageWeek(Struct, frozen=True):
    """How many champions there were in a week ("2026-W48", from the day `monday`), and how many of
    the units had one."""

    place: str
    week: str
    monday: str
    champions: int
    units: int
    covered: int
    state: SnapshotState = SnapshotState.DONE


class BareUnits(Struct, frozen=True):
    """The units of a municipality that have no champion."""

    place: str
    units: tuple[str, ...]
    state: SnapshotState = SnapshotState.DONE
