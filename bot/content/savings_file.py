"""Reads savings.yaml into `Assumptions`, and notes every fault in it. Without the file no savings
are computed.

There is one file, beside ``courses``. ``assumptions`` is a list with from (a date), per_km,
per_hour, riders, hall and food, each as [low, expected, high], and sources (a sentence for each).
``trips`` is a list with between (the numbers of two municipalities), km, hours ([low, expected,
high]) and fare. Amounts are in kroner (NOK).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.content.faults import ContentError, ContentFault, Kind, Notes, shown
from bot.content.loader import HOME
from bot.content.municipality_file import gather_municipalities
from bot.content.nodes import Node, read
from bot.content.yaml_reader import Reader
from bot.core.gatherings.savings import Assumptions, Range, Trip
from bot.core.people.municipalities import Municipalities

FILE: Final = "savings.yaml"
LARGEST_FILE: Final = 256 * 1024  # bytes
MOST: Final = 100
MOST_TRIPS: Final = 5000
RATES: Final = ("per_km", "per_hour", "riders", "hall", "food")
_NUMBER: Final = re.compile(r"\d{1,7}(\.\d{1,4})?", re.ASCII)
_NONE: Final = Range(0, 0, 0)


def load_assumptions(
    directory: Path = HOME,
) -> tuple[tuple[Assumptions, ...], tuple[ContentFault, ...]]:
    """The assumptions without faults, and every fault in the file. Raises nothing."""
    elsewhere, notes = Notes(), Notes()
    places = gather_municipalities(directory, elsewhere)
    return gather_assumptions(directory, notes, places), notes.faults


def assumptions(directory: Path = HOME) -> tuple[Assumptions, ...]:
    """All assumptions; () without a file. Raises `ContentError`, with all faults, if there are
    any."""
    found, faults = load_assumptions(directory)
    if faults:
        raise ContentError(str(directory), faults)
    return found


def gather_assumptions(
    directory: Path, notes: Notes, places: Municipalities
) -> tuple[Assumptions, ...]:
    """Like `load_assumptions`, but puts the faults into `notes`."""
    if not (directory / FILE).exists():
        return ()
    node = read(directory / FILE, FILE, LARGEST_FILE)
    if not isinstance(node, Node):
        notes.all.append(node)
        return ()
    reader = Reader(notes, FILE)
    found = reader.fields(node, "the file", ("assumptions", "trips"))
    trips = dict(
        pair
        for each in reader.items(found.get("trips"), "trips", 1, MOST_TRIPS)
        if (pair := _trip(notes, each, places))
    )
    entries = reader.items(found.get("assumptions"), "assumptions", 1, MOST)
    return tuple(e for each in entries if (e := _assumptions(notes, each, trips)))


def _assumptions(
    notes: Notes, node: Node, trips: Mapping[frozenset[str], Trip]
) -> Assumptions | None:
    reader = Reader(notes, FILE)
    found = reader.fields(node, "assumptions", ("from", *RATES, "sources"))
    since = reader.day(found.get("from"), "from")
    rates = {name: _range(reader, found.get(name), name) for name in RATES}
    if rates["riders"].low < 1 and "riders" in found:
        what, line = "riders begins below 1", found["riders"].line
        reader.fault(Kind.OUT_OF_RANGE, line, what, "A car has at least one person in it.")
    said = reader.fields(found.get("sources"), "sources", RATES)
    sources = tuple((name, reader.scalar(each, name)) for name, each in said.items())
    return Assumptions(since, trips=trips, sources=sources, **rates) if reader.sound else None


def _trip(notes: Notes, node: Node, places: Municipalities) -> tuple[frozenset[str], Trip] | None:
    reader = Reader(notes, FILE)
    found = reader.fields(node, "a trip", ("between", "km", "hours"), ("fare",))
    ends = [reader.scalar(e, "between") for e in _exactly(reader, found.get("between"), 2)]
    for each in ends:
        if places.by_number(each) is None:
            what = f"there is no municipality `{shown(each)}`"
            mend = "Add it to municipalities.yaml, or correct it."
            reader.fault(Kind.BAD_CHOICE, node.line, what, mend)
    hours = _range(reader, found.get("hours"), "hours")
    km, fare = (_amount(reader, found.get(name), name) for name in ("km", "fare"))
    return (frozenset(ends), Trip(km, hours, fare)) if reader.sound else None


def _range(reader: Reader, node: Node | None, where: str) -> Range:
    parts = [_amount(reader, each, where) for each in _exactly(reader, node, 3)]
    if len(parts) != 3:
        return _NONE
    if node and sorted(parts) != parts:
        what = f"{where} does not go from low to high"
        reader.fault(Kind.OUT_OF_RANGE, node.line, what, "Write [low, expected, high].")
    return Range(*parts)


def _exactly(reader: Reader, node: Node | None, count: int) -> list[Node]:
    found = reader.items(node, "the list", count, count)
    return found if len(found) == count else []


def _amount(reader: Reader, node: Node | None, where: str) -> float:
    text = reader.scalar(node, where)
    if node is None or node.shape != "scalar":
        return 0.0
    if not _NUMBER.fullmatch(text):
        what = f"{where} must be a number, and is `{shown(text)}`"
        reader.fault(Kind.WRONG_TYPE, node.line, what, "Write it in digits, with a point.")
        return 0.0
    return float(text)
