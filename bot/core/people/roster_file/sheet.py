"""What was read from a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.core.people.jobs import Rows
from bot.core.people.roster import Entry, RosterFault

_UNSURE: Final = (
    "has several jobs, and nothing says which is the main one: they are counted where they are"
    " already, else here. A column for percent or main position would say it."
)


@dataclass(slots=True)
class Sheet:
    """`entries` are the rows without faults. `unused` are headings that are ignored. `notes` are
    sentences about what is not a fault but should be known. `lines` is the number of rows, and
    `left_out` how many of them are about people who are no employees with an account: guests, and
    accounts that are blocked or deleted. `several` are the entries, by row, of people with several
    jobs."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[RosterFault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: int = 0
    left_out: int = 0
    several: list[int] = field(default_factory=list)

    def put(self, rows: Rows) -> None:
        """Take these people for the rows, with what is wrong about them."""
        self.entries, self.several = rows.people, sorted(rows.several)
        said = (RosterFault(row, "", why, "Keep what is right.") for row, why in rows.faults)
        self.faults = sorted([*self.faults, *said], key=lambda each: each.row)
        self.notes += [f"row {row}: the same as an earlier row." for row in sorted(rows.repeated)]
        self.notes += [f"row {row}: {_UNSURE}" for row in sorted(rows.unsure)]
