"""Notices that plans.yaml has changed while the bot runs, and reads it.

A file is read once it has been the same for two looks in a row: an editor, a copy or a deployment
may be in the middle of writing it. Only plans are read anew. Courses and municipalities, which
plans name, are those the bot was started with.
"""

from __future__ import annotations

from pathlib import Path

from bot.content.faults import Notes
from bot.content.plan_file import FILE, gather_plans
from bot.core.delivery.plans import PlanReading
from bot.core.learning.lessons import Library
from bot.core.people.municipalities import Municipalities

Stamp = tuple[int, ...]
_NO_FILE: Stamp = (0,)


class PlanWatch:
    """Look by calling it, every few seconds, from one task at a time."""

    def __init__(self, directory: Path, library: Library, places: Municipalities) -> None:
        self._directory = directory
        self._library = library
        self._places = places
        self._seen: Stamp = ()
        self._read: Stamp = ()

    def __call__(self) -> PlanReading | None:
        """What the file says, at the first look and after each change; None where that is known.
        Without a file there are no plans, as long as its directory is there. Raises nothing."""
        try:
            stamp = self._stamp()
            settled, self._seen = stamp == self._seen, stamp
            if not settled or stamp == self._read:
                return None
            self._read = stamp
            return self._reading()
        except OSError as error:
            why = error.strerror or type(error).__name__
            return self._once(PlanReading((), (f"{FILE} can't be read: {why}.",)))

    def _once(self, reading: PlanReading) -> PlanReading | None:
        known, self._read, self._seen = self._read == (), (), ()
        return None if known else reading

    def _stamp(self) -> Stamp:
        try:
            found = (self._directory / FILE).stat()
        except FileNotFoundError:
            self._directory.stat()  # a disk that is gone is no plan taken away
            return _NO_FILE
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _reading(self) -> PlanReading:
        notes = Notes()
        plans = gather_plans(self._directory, notes, self._library, self._places)
        return PlanReading(plans, tuple(str(each) for each in notes.faults))
