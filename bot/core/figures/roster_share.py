"""How many of the people on the roster the bot has reached. People on the roster who have not
appeared count in the whole; people who are known but not on the roster count in neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.figures.report import ReportRow, places_by_row
from bot.core.figures.small_groups import Tally
from bot.core.people.municipalities import Municipalities
from bot.core.people.municipality_counts import ROSTERED
from bot.core.values import replace


@dataclass(frozen=True, slots=True)
class Roster:
    """How many the roster has in each place, known or not: in municipalities ("1502") and in units
    ("1502/Skole"), as recorded. Municipalities have those without a unit too."""

    places: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)


def on_roster(now: Tally, units: Tally, expected: Mapping[str, int]) -> Roster:
    """`expected` are people on the roster who have not appeared, by "1502/Skole", or "1502/"."""
    places = {place: facts.get(ROSTERED, 0) for place, facts in now.items()}
    in_units = {place: facts.get(ROSTERED, 0) for place, facts in units.items()}
    for place, n in expected.items():
        number, _, unit = place.partition("/")
        places[number] = places.get(number, 0) + n
        if unit:
            in_units[place] = in_units.get(place, 0) + n
    return Roster(places, in_units)


def with_roster(
    table: Iterable[ReportRow],
    now: Tally,
    roster: Roster,
    map_: Municipalities,
    day: date,
    minimum: int,
) -> tuple[ReportRow, ...]:
    """These rows of today's map with how many are on the roster, and how many of those are known.
    Both stay None where no roster was imported, and where those on it are few."""
    groups = places_by_row(roster.places, map_, day)
    return tuple(_with(row, groups.get(row.number, ()), now, roster, minimum) for row in table)


def _with(
    row: ReportRow, group: Iterable[str], now: Tally, roster: Roster, minimum: int
) -> ReportRow:
    expected = sum(roster.places[place] for place in group)
    if row.suppressed or expected < max(minimum, 1):
        return row
    reached = sum(now.get(place, {}).get(ROSTERED, 0) for place in group)
    return replace(row, on_roster=expected, reached=reached)
