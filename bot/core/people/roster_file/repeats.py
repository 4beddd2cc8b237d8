"""The rows of each person together, and units that differ only in case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.people.jobs import by_person
from bot.core.people.roster import Entry, quoted
from bot.core.people.roster_file.sheet import Sheet


def compare(sheet: Sheet) -> None:
    """Put the rows of each person together, and note units that differ only in case."""
    sheet.notes += list(_spellings(sheet.entries))
    sheet.put(by_person(sheet.entries))


def _spellings(entries: Sequence[Entry]) -> Iterator[str]:
    found: dict[tuple[str, str], set[str]] = {}
    for each in entries:
        if each.unit:
            found.setdefault((each.municipality, each.unit.casefold()), set()).add(each.unit)
    for several in found.values():
        if len(several) > 1:
            names = " and ".join(quoted(each) for each in sorted(several))
            yield f"{names} count as different units. Is one of them misspelt?"
