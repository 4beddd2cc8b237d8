"""python app.py coverage: champions by municipality, units without a champion, and the weeks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TextIO

from bot.actions.figures.coverage import now
from bot.cli.tables import BOM, HIDDEN, Line, aligned, as_csv
from bot.cli.tools import Tools
from bot.core.figures.coverage import Coverage

_HEAD = ("what", "number", "name", "unit", "champions", "units", "covered", "people", "suppressed")


async def coverage(args: Namespace, tools: Tools, out: TextIO) -> int:
    async with tools.reading() as reports:
        found = await now(reports, tools.today())
    if args.csv:
        out.write((BOM if args.bom else "") + csv(found))
    else:
        out.write(text(found, reports.minimum))
    return 0


def text(found: Coverage, minimum: int) -> str:
    """Municipalities, then the units without a champion, then the weeks."""
    places: list[Line] = [
        (e.number, e.name, e.champions, e.units, e.covered, e.people) for e in found.municipalities
    ]
    places.append(("", "in all", found.champions, len(found.units), found.covered, ""))
    head = ("number", "name", "champions", "units", "with one", "people")
    names = {each.number: each.name for each in found.municipalities}
    bare: list[Line] = [
        (e.municipality, names.get(e.municipality, ""), e.unit, e.people)
        for e in found.units
        if not e.champions
    ]
    weeks: list[Line] = [(e.week, e.champions, e.units, e.covered) for e in found.weeks]
    shown = [aligned([head, *places])]
    if bare:
        shown.append(aligned([("number", "name", "unit without a champion", "people"), *bare]))
    shown.append(aligned([("week", "champions", "units", "with one"), *weeks]))
    hidden = any(e.suppressed for e in found.municipalities) or any(
        e.suppressed for e in found.units
    )
    shown += [f"{each}\n" for each in _apart(found)]
    note = f"{HIDDEN} hidden: fewer than {minimum} people, or what would give such a group away.\n"
    return "\n".join(shown) + (note if hidden else "")


def _apart(found: Coverage) -> Iterator[str]:
    """Why the champions of the municipalities are not the champions in all, if they are not."""
    if found.again:
        yield (
            f"The municipalities' champions are {found.again} more than in all: whoever is a"
            " champion in several is in the row of each."
        )
    if found.nowhere:
        yield (
            f"{found.nowhere} of the champions in all are in no row: it is not known which"
            " municipality is theirs."
        )


def csv(found: Coverage) -> str:
    """One line for each municipality, unit and week."""
    names = {each.number: each.name for each in found.municipalities}
    lines: list[Line] = [
        ("municipality", e.number, e.name, "", e.champions, e.units, e.covered, e.people,
         "yes" if e.suppressed else "")
        for e in found.municipalities
    ]  # fmt: skip
    lines += [
        ("unit", e.municipality, names.get(e.municipality, ""), e.unit, e.champions, 1,
         int(e.champions > 0), e.people, "yes" if e.suppressed else "")
        for e in found.units
    ]  # fmt: skip
    lines += [
        ("week", e.week, str(e.monday), "", e.champions, e.units, e.covered, "", "")
        for e in found.weeks
    ]
    return as_csv([_HEAD, *lines])
