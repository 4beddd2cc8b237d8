"""Long lists of much the same, made short: the first few, and the rows of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.core.people.roster import RosterFault

SHOWN: Final = 20  # lines of each list
_OF_ROW: Final = re.compile(r"row ([0-9]+): (.*)", re.DOTALL)
_FIRST: Final = 3  # of equal faults or notes
_RANGES: Final = 20  # of rows that are named


def rows_said(rows: Iterable[int]) -> str:
    """Rows as people write them: "2-119, 130, 140, ..."."""
    ordered = sorted(set(rows))
    runs = [[row for _, row in run] for _, run in groupby(enumerate(ordered), _offset)]
    said = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(said[:_RANGES]) + (", ..." if len(said) > _RANGES else "")


def rows_named(rows: Sequence[int]) -> str:
    return f"{'row' if len(rows) == 1 else 'rows'} {rows_said(rows)}"


def folded_faults(faults: Sequence[RosterFault]) -> Iterator[str]:
    """Each fault; of those that are mended in the same way, the first few and the rows of the
    others."""
    groups: dict[tuple[str, str], list[RosterFault]] = {}
    for fault in faults:
        groups.setdefault((fault.column, fault.mend), []).append(fault)
    for (column, mend), several in groups.items():
        yield from map(str, several[:_FIRST])
        rest = [each.row for each in several[_FIRST:]]
        if rest:
            where = f", {column}" if column else ""
            rows = rows_said(rest)
            yield f"and {_more(rest)}{where}: {rows}{'' if rows.endswith('.') else '.'} {mend}"


def folded_notes(notes: Iterable[str]) -> Iterator[str]:
    """Each note; of those that say the same of several rows, as above."""
    groups: dict[str, list[int]] = {}
    for note in notes:
        found = _OF_ROW.fullmatch(note)
        groups.setdefault(found[2] if found else note, []).append(int(found[1]) if found else 0)
    for text, rows in groups.items():
        yield from (f"row {row}: {text}" if row else text for row in rows[:_FIRST])
        if rest := rows[_FIRST:]:
            yield f"and {_more(rest)}: {rows_said(rest)}"


def lines(several: Sequence[str]) -> Iterator[str]:
    yield from (f"      {each}" for each in several[:SHOWN])
    if len(several) > SHOWN:
        yield f"      and {len(several) - SHOWN} more"


def _more(rows: Sequence[int]) -> str:
    return f"{len(rows)} more {'row' if len(rows) == 1 else 'rows'}"


def _offset(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]
