"""What a gathering by video saved, as a range, computed line by line.

    travel = people x 2 / people in a car x (km x NOK a km + ferry)
    time   = people x 2 x hours x NOK an hour
    venue  = NOK for the hall + people x NOK for food

Every figure but the number of people is an assumption, with a low, an expected and a high value and
the day from which it is valid. Low combines everything that lowers the result, high everything that
raises it, so the range is deliberately wide. People from a place with no known distance save
nothing, which the result shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.core.small_parts import TOGETHER, UNKNOWN, folding


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
    line; the sums are then rounded to whole thousands."""

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
    lines = [_line(home, n, place, assumed) for home, n in sorted(came.items()) if n > 0]
    people = sum(each.people for each in lines)
    rent = assumed.hall if hall is None else Range(hall, hall, hall)
    venue = (rent + assumed.food.times(people)).rounded() if people else NOTHING
    total = sum((each.total for each in lines), venue)
    if 0 < people < minimum:
        rough = Range(*(round(each, -3) for each in (total.low, total.expected, total.high)))
        return Ledger(place, people, (), NOTHING, rough, assumed, hidden=True)
    return Ledger(place, people, _folded(lines, minimum), venue, total, assumed)


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


def _folded(lines: list[Line], minimum: int) -> tuple[Line, ...]:
    """Combine the lines of few people, and those of an unknown home."""
    fold = folding({each.home: each.people for each in lines}, minimum, total=True)
    ordered = sorted(lines, key=lambda each: (-each.people, each.home))
    small = [each for each in ordered if each.home in fold.together or each.home == UNKNOWN]
    kept = [each for each in ordered if each not in small]
    if not small:
        return tuple(kept)
    people = sum(each.people for each in small)
    travel = sum((each.travel for each in small), NOTHING)
    time = sum((each.time for each in small), NOTHING)
    return (*kept, Line(TOGETHER, people, travel, time, beside=fold.beside or UNKNOWN))
