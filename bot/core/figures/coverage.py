"""Where there are champions and where there are none: by municipality and unit, and by week.

Who is a champion is not a secret, so the numbers of champions are exact. The number of *people* in
a unit is hidden if it is below the smallest group size. Another unit is then hidden as well, if the
people of the municipality minus those of its shown units would reveal a small group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.figures.report import ReportRow
from bot.core.figures.units import Unit, open_units
from bot.core.people.municipalities import Municipalities
from bot.core.people.places import Places, place_of, split


@dataclass(frozen=True, slots=True)
class Post:
    """One champion: where they work, as it is recorded, and the places of their role."""

    municipality: str
    unit: str
    scope: tuple[str, ...]

    def units(self) -> set[str]:
        """The recorded units that this champion counts for as their own. Champions of a whole
        municipality count only for the unit where they work."""
        return {each for each in self._places() if split(each)[1]}

    def municipalities(self, places: Places) -> set[str]:
        """The municipalities in their scope, and the one where they work, on today's map."""
        return {places.municipality(each) for each in self._places()}

    def _places(self) -> set[str]:
        return {*self.scope, place_of(self.municipality, self.unit)} - {""}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `people` is None if `suppressed`; 0 if nobody has used the bot yet. `place` is the
    place by which it is known: "1502/Sentrum skole", also when that is a part of 1506."""

    municipality: str
    unit: str
    champions: int
    people: int | None
    suppressed: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One municipality: its number of `champions`, its `units`, and how many of these have a
    champion of their own (`covered`). `people` is as in the report."""

    number: str
    name: str
    champions: int
    units: int
    covered: int
    people: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class WeekRow:
    """An ISO week ("2026-W47", from `monday`), as of its end; the current one as of now."""

    week: str
    monday: date
    champions: int
    units: int
    covered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Each unit is in one municipality's row. A champion is in the row of every municipality of
    theirs, so the rows' champions are `champions` + `again` - `nowhere`: those that are in another
    row already, and those whose municipality is not known."""

    champions: int
    municipalities: tuple[PlaceRow, ...]
    units: tuple[UnitRow, ...]
    weeks: tuple[WeekRow, ...] = ()
    again: int = 0
    nowhere: int = 0

    @property
    def covered(self) -> int:
        return sum(1 for each in self.units if each.champions)


@dataclass(frozen=True, slots=True)
class People:
    """Numbers of people by recorded place: `units` by "1502/Skole", `places` by "1502". `expected`
    are units on the roster, as (number, unit), where nobody has used the bot yet. `rows` is today's
    report, if it is wanted."""

    units: Mapping[str, int]
    places: Mapping[str, int]
    expected: Collection[Unit]
    rows: tuple[ReportRow, ...] = ()


def champions_of(
    posts: Iterable[Post], people: People, map_: Municipalities, day: date
) -> dict[Unit, int]:
    """How many champions of its own each unit has, in order, on today's map: for every unit that
    occurs among people, on the roster, or in a champion's role."""
    posts = list(posts)
    places = _places(posts, people, map_, day)
    found = _champions(posts, people, places)
    return dict(sorted(((_unit(home, places), n) for home, n in found.items())))


def coverage(
    posts: Iterable[Post], people: People, map_: Municipalities, day: date, minimum: int
) -> Coverage:
    posts = list(posts)
    places = _places(posts, people, map_, day)
    sizes = _sizes(people, places, minimum)
    units = sorted(
        (
            UnitRow(*_unit(home, places), n, size := sizes.get(home, 0), size is None, home)
            for home, n in _champions(posts, people, places).items()
        ),
        key=lambda each: (each.municipality, each.unit),
    )
    rows = _rows(posts, people, units, places)
    homes = [each.municipalities(places) & {row.number for row in rows} for each in posts]
    counts = Counter(number for each in homes for number in each)
    return Coverage(
        len(posts),
        tuple(_place(row, counts[row.number], units) for row in rows),
        tuple(units),
        again=sum(len(each) - 1 for each in homes if each),
        nowhere=sum(not each for each in homes),
    )


def bare(champions: Mapping[Unit, int]) -> dict[str, list[str]]:
    """The units without a champion, by municipality; [] if all have one."""
    found: dict[str, list[str]] = {}
    for (number, unit), n in champions.items():
        found.setdefault(number, []).extend([] if n else [unit])
    return found


def week_of(day: date) -> tuple[str, date]:
    year, number, weekday = day.isocalendar()
    return f"{year}-W{number:02d}", day - timedelta(days=weekday - 1)


def _places(posts: Iterable[Post], people: People, map_: Municipalities, day: date) -> Places:
    """In use is what has people, or is expected by the roster, or named in a champion's role."""
    known = {place for place, n in people.units.items() if n > 0}
    known |= {place_of(*each) for each in people.expected}
    known |= {place for each in posts for place in each.units()}
    return Places(map_, day, known.__contains__)


def _champions(posts: Iterable[Post], people: People, places: Places) -> dict[str, int]:
    """Units by home, each with its number of champions; without those on no map."""
    named = Counter(home for each in posts for home in set(map(places.home, each.units())))
    recorded = [place for place, n in people.units.items() if n > 0]
    recorded += [place_of(*each) for each in people.expected]
    every = {places.home(each) for each in recorded} | named.keys()
    on_map = (e for e in every if places.map_.by_number(places.municipality(e)))
    return {each: named[each] for each in on_map}


def _unit(home: str, places: Places) -> Unit:
    return places.municipality(home), places.name(home)


def _rows(
    posts: Iterable[Post], people: People, units: Iterable[UnitRow], places: Places
) -> list[ReportRow]:
    """The report's rows for municipalities, and one for each further municipality that a unit or a
    champion is in, so that nothing is in no row."""
    rows = {each.number: each for each in people.rows if each.name}
    numbers = {each.municipality for each in units}
    numbers |= {number for each in posts for number in each.municipalities(places)}
    for number in sorted(numbers - rows.keys()):
        known = places.map_.by_number(number)
        if known:
            rows[number] = ReportRow(number, known.name, 0, 0, 0, 0, suppressed=False)
    return [rows[number] for number in sorted(rows)]


def _place(row: ReportRow, champions: int, units: Iterable[UnitRow]) -> PlaceRow:
    mine = [each for each in units if each.municipality == row.number]
    covered = sum(1 for each in mine if each.champions)
    name = row.name or ""
    return PlaceRow(row.number, name, champions, len(mine), covered, row.people, row.suppressed)


def _sizes(people: People, places: Places, minimum: int) -> dict[str, int | None]:
    """The people in each unit, by home, that has any; None if that is hidden. A unit that was
    recorded under several numbers is shown if each part of it may be."""
    open_ = open_units(people.units, people.places, places.map_, minimum)
    found: dict[str, int | None] = {}
    for place, n in people.units.items():
        if n <= 0:
            continue
        home = places.home(place)
        before = found.get(home, 0)
        found[home] = before + n if before is not None and place in open_ else None
    return found
