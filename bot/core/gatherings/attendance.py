"""How many came to a gathering, from each of the three sources, and somebody's own estimate.

People say "I'm here" themselves, and are counted as they do. A report from Teams adds those who
didn't, and those whom nobody knows. What the host says takes the place of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct, field

from bot.core.small_parts import UNKNOWN

MOST_PEOPLE: Final = 20_000  # at one gathering; also the most that a report can hold
MOST_KRONER: Final = 100_000_000
LONGEST_NOTE: Final = 200  # characters


class CountedBy(StrEnum):
    """Where the number of people who came is from."""

    TAPS = "taps"  # each said "I'm here"
    REPORT = "report"  # and a report from Teams was imported
    HOST = "host"  # the host, or an operator, said how many


class Attendance(Struct, frozen=True):
    """What is known beside taps. `reported` has people by home municipality who came according to
    the report and did not tap, `unknown` those in it whom nobody here is known as; `reported_at` is
    the moment of the import, "" if there was none.

    `said` is what somebody said, by home municipality ("" for elsewhere), None if nobody did; `by`
    is a person's key or a token's name, of this `kind` of actor; "" once they are erased."""

    reported: dict[str, int] = field(default_factory=dict)
    unknown: int = 0
    reported_at: str = ""
    said: dict[str, int] | None = None
    kind: str = ""
    by: str = ""
    said_at: str = ""

    @property
    def source(self) -> CountedBy:
        if self.said is not None:
            return CountedBy.HOST
        return CountedBy.REPORT if self.reported_at else CountedBy.TAPS


class Estimate(Struct, frozen=True):
    """What somebody says that a gathering saved, in whole kroner: shown beside what is computed,
    and part of no sum. `by` and `kind` are as in `Attendance`."""

    amount: int
    note: str
    kind: str
    by: str
    at: str


NOBODY_SAID: Final = Attendance()


def counted(tapped: Mapping[str, int], known: Attendance) -> dict[str, int]:
    """People by home municipality, as counted: those who tapped, and those in the report."""
    found = dict(tapped)
    for home, n in (*known.reported.items(), (UNKNOWN, known.unknown)):
        found[home] = found.get(home, 0) + n
    return {home: n for home, n in found.items() if n > 0}


def came(tapped: Mapping[str, int], known: Attendance) -> dict[str, int]:
    """People by home municipality: as the host said, or else as counted."""
    if known.said is None:
        return counted(tapped, known)
    return {home: n for home, n in known.said.items() if n > 0}
