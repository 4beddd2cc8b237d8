"""What a gathering by video saved, as a range, computed line by line.

    travel = people x 2 / people in a car x (km x NOK a km + ferry)
    time   = people x 2 x hours x NOK an hour
    venue  = NOK for the hall + people x NOK for food

Every figure but the number of people is an assumption, with a low, an expected and a high value and
the day from which it is valid. Low combines everything that lowers the result, high everything that
raises it, so the range is deliberately wide. People from a place with no known distance save
nothing, which the result shows.

What is shown of municipalities with few people must not depend on how many came from which of them:
with the assumptions known, exact amounts would say it. So of those who are added up nothing goes
into an amount but how many they are; see `_unseen`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.core.small_parts import TOGETHER, UNKNOWN, Folding, folding


@dataclass(frozen=True, slots=True)
class Range:
    """`low` <= `expected` <= `high`."""

    low: float
    expected: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.expected + other.expected, self.high + other.high)

    def times(self, n: float) -> Range:
        return Range(self.low * n, self.expected * n, self.high * n)

    def by(self, other: Range) -> Range:
        return Range(self.low * other.low, self.expected * other.expected, self.high * other.high)

    def over(self, other: Range) -> Range:
        """This range divided by another; the lowest result is low divided by high."""
        return Range(self.low / other.high, self.expected / other.expected, self.high / other.low)

    def rounded(self) -> Range:
        """In whole kroner."""
        return Range(round(self.low), round(self.expected), round(self.high))


NOTHING: Final = Range(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Trip:
    """One way: kilometres by road, hours from door to door (ferries and waiting included), and
    NOK for car and driver on ferries and toll roads."""

    km: float
    hours: Range
    fare: float = 0.0


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The assumptions valid from the day `since`. `per_km` and `per_hour` are in NOK, `riders` are
    people in a car, `hall` is NOK for a hall for a day, `food` is NOK per person. `trips` are by
    pair of municipalities, in either direction; a pair of the same municipality is for meetings
    within it. `sources` say where each figure is from."""

    since: date
    per_km: Range
    per_hour: Range
    riders: Range
    hall: Range
    food: Range
    trips: Mapping[frozenset[str], Trip]
    sources: tuple[tuple[str, str], ...] = field(default=())

    def trip(self, home: str, place: str) -> Trip | None:
        return self.trips.get(frozenset((home, place)))

    @property
    def homes(self) -> tuple[str, ...]:
        """Every municipality that a distance is known for."""
        return tuple(sorted({number for pair in self.trips for number in pair}))


@dataclass(frozen=True, slots=True)
class Line:
    """What people from one home municipality saved. `trip` is None if no distance is known, and for
    `TOGETHER`, which adds up several municipalities; `beside` is the number of a large one of them,
    if a single small one could be worked out without it."""

    home: str
    people: int
    travel: Range
    time: Range
    trip: Trip | None = None
    beside: str = ""

    @property
    def total(self) -> Range:
        return self.travel + self.time


@dataclass(frozen=True, slots=True)
class Ledger:
    """`total` is the sum of the lines and the venue. `hidden` means that too few came to show any
    line, or how many they were; then `total` is the same for any number that is too small."""

    place: str
    people: int
    lines: tuple[Line, ...]
    venue: Range
    total: Range
    assumed: Assumptions
    hidden: bool = False


def valid_on(known: Iterable[Assumptions], day: date) -> Assumptions | None:
    """The latest assumptions valid on `day`, or the first ones for an earlier day; None if there
    are none."""
    ordered = sorted(known, key=lambda each: each.since)
    before = [each for each in ordered if each.since <= day]
    return before[-1] if before else ordered[0] if ordered else None


def ledger(
    came: Mapping[str, int],
    place: str,
    assumed: Assumptions,
    minimum: int = 1,
    hall: int | None = None,
) -> Ledger:
    """What a gathering saved. `came` has the number of people by home municipality, and `place` is
    the municipality where they would have met. Homes with fewer than `minimum` people are added
    up. `hall` is what the hall would have cost, where that is known, in place of the assumption."""
    people = sum(came.values())
    rent = assumed.hall if hall is None else Range(hall, hall, hall)
    fold = folding(dict.fromkeys((*assumed.homes, UNKNOWN), 0) | dict(came), minimum, total=True)
    if 0 < people < minimum or fold.exposes:
        total = (rent + _of_few(place, assumed, minimum)).rounded()
        return Ledger(place, people, (), NOTHING, total, assumed, hidden=True)
    venue = (rent + assumed.food.times(people)).rounded() if people else NOTHING
    lines = _lines(came, fold, place, assumed, minimum)
    return Ledger(place, people, lines, venue, sum((e.total for e in lines), venue), assumed)


def _lines(
    came: Mapping[str, int], fold: Folding, place: str, assumed: Assumptions, minimum: int
) -> tuple[Line, ...]:
    """A line for each home that may be shown, the largest first, and one for those of few people
    and of an unknown home."""
    homes = (home for home, n in came.items() if n > 0 and home not in fold.together | {UNKNOWN})
    ordered = sorted(homes, key=lambda home: (-came[home], home))
    kept = [_line(home, came[home], place, assumed) for home in ordered]
    people = sum(n for home, n in came.items() if home not in ordered)
    if not people:
        return tuple(kept)
    travel, time = _of_folded(came, fold, ordered, place, assumed, minimum)
    return (*kept, Line(TOGETHER, people, travel, time, beside=fold.beside or UNKNOWN))


def _line(home: str, people: int, place: str, assumed: Assumptions) -> Line:
    trip = assumed.trip(home, place) if home else None
    if trip is None:
        return Line(home, people, NOTHING, NOTHING)
    both_ways = 2.0 * people
    fare = Range(trip.fare, trip.fare, trip.fare)
    cars = Range(both_ways, both_ways, both_ways).over(assumed.riders)
    travel = cars.by(assumed.per_km.times(trip.km) + fare)
    hours = trip.hours.times(both_ways).by(assumed.per_hour)
    return Line(home, people, travel.rounded(), hours.rounded(), trip)


def _of_folded(
    came: Mapping[str, int],
    fold: Folding,
    shown: Collection[str],
    place: str,
    assumed: Assumptions,
    minimum: int,
) -> tuple[Range, Range]:
    """Travel and time of those who are added up. Beside a large home it is known that the others
    are few; so it is worked out for as few and as many as they could be."""
    people = sum(came[home] for home in fold.together)
    if fold.beside is None:
        return _unseen(people, shown, place, assumed)
    few = (1, (1 + (most := min(minimum - 1, people - minimum))) // 2, most)
    travels, times = [], []
    for n in few:
        travel, time = _unseen(n, (*shown, fold.beside), place, assumed)
        rest = _line(fold.beside, people - n, place, assumed)
        travels.append(travel + rest.travel)
        times.append(time + rest.time)
    return _spread(travels), _spread(times)


def _spread(each: Sequence[Range]) -> Range:
    """From the lowest to the highest of these; the middle one is expected."""
    middle = each[len(each) // 2].expected
    return Range(min(e.low for e in each), middle, max(e.high for e in each))


def _unseen(
    people: int, shown: Collection[str], place: str, assumed: Assumptions
) -> tuple[Range, Range]:
    """Travel and time of so many people from any of the homes that are not shown, or an unknown
    one: from the nearest to the farthest; their mean is expected."""
    homes = [home for home in (*assumed.homes, UNKNOWN) if home not in shown]
    lines = [_line(home, people, place, assumed) for home in homes]
    return _mean([each.travel for each in lines]), _mean([each.time for each in lines])


def _mean(each: Sequence[Range]) -> Range:
    if not each:
        return NOTHING
    expected = round(sum(e.expected for e in each) / len(each))
    return Range(min(e.low for e in each), expected, max(e.high for e in each))


def _of_few(place: str, assumed: Assumptions, minimum: int) -> Range:
    """What fewer people than `minimum` save beside the hall, however many they are."""
    found = []
    for n in (1, minimum // 2, minimum - 1):
        travel, time = _unseen(n, (), place, assumed)
        found.append(travel + time + assumed.food.times(n))
    return _spread(found)
