"""The doctor's findings, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`mend` says what to do. A note is worth knowing, but not a fault."""

    state: Literal["OK", "NOTE", "FAULT"]
    what: str
    said: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.state:<6} {self.what}: {self.said}" + (f" {self.mend}" if self.mend else "")


def fine(what: str, said: str) -> Finding:
    return Finding("OK", what, said)


def note(what: str, said: str, mend: str = "") -> Finding:
    return Finding("NOTE", what, said, mend)


def fault(what: str, said: str, mend: str) -> Finding:
    return Finding("FAULT", what, said, mend)
