"""Where a place is on a day. Everything that asks which municipality or unit somebody belongs to
asks here.

A *place* is a municipality ("1506") or a unit in one ("1506/Sentrum skole"). It may be written
under a number that has been replaced, or will be: people are recorded under the number that was
valid when they came, champions' scopes and plans likewise. Two rules decide what such a place means
on a day:

- A municipality is replaced by the one it merged into. A unit goes with its municipality, unless
  it was transferred to another one.
- Two recorded places are the same unit if their names are equal and the number of one has replaced
  that of the other. Units of the same name in two municipalities that merge remain two. A place
  under the new number then belongs to neither, unless only one of the two is in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise

from bot.core.people.municipalities import Municipalities, Transfer

Known = Callable[[str], bool]
"""Whether anybody is recorded, or expected, at exactly this place."""


def split(place: str) -> tuple[str, str]:
    """The place as (municipality, unit): ("1506", "Sentrum skole"). The unit is "" for a whole
    municipality."""
    number, _, unit = place.partition("/")
    return number, unit


def place_of(number: str, unit: str = "") -> str:
    """A place: "1506" or "1506/Sentrum skole"; "" if the municipality is unknown."""
    return f"{number}/{unit}" if number and unit else number


def place_id(place: str) -> str:
    """An id for a place on cards: it reveals nothing, has no comma, and can be compared."""
    return sha256(place.encode()).hexdigest()[:16]


def path(map_: Municipalities, place: str, day: date) -> tuple[str, ...]:
    """The numbers of this place, from its own to that of `day`."""
    number, unit = split(place)
    found = [number]
    while (after := _after(map_, found[-1], unit, day)) and after not in found:
        found.append(after)
    return tuple(found)


def municipality_on(map_: Municipalities, place: str, day: date) -> str:
    """The number of the municipality that this place belongs to on `day`. An unknown number is
    returned unchanged, as is one that begins after `day`: a merged municipality can't be split by
    number alone."""
    return path(map_, place, day)[-1]


def _after(map_: Municipalities, number: str, unit: str, day: date) -> str:
    """The number that replaced this one for this unit by `day`; "" if none has."""
    for each in map_.transfers:
        if (each.leaves, each.unit) == (number, unit) and each.day <= day:
            return each.joins
    found = map_.by_number(number)
    return found.merged_into if found and found.ended_by(day) else ""


@dataclass(frozen=True, slots=True)
class Searches:
    """How to find everybody in a place: recorded under the `numbers` (in any unit), or at one of
    the places `also`, but not at one of the places `without`."""

    numbers: tuple[str, ...]
    also: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a day, given which recorded places are in use."""

    map_: Municipalities
    day: date
    known: Known
    _homes: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def municipality(self, place: str) -> str:
        """The number of its municipality today."""
        return municipality_on(self.map_, place, self.day)

    def home(self, place: str) -> str:
        """What identifies the place: equal for two places that are the same on this day.

        For a unit, it is the recorded place that has been in use under the earliest number. For a
        municipality, it is its number; also a former one, whose units remain a part of the new one.
        """
        if place not in self._homes:
            number, unit = split(place)
            self._homes[place] = self._home(number, unit) if unit else place
        return self._homes[place]

    def within(self, place: str, area: str) -> bool:
        """Whether `place` is `area`, or in it. A former municipality consists of the places
        recorded under its number or an earlier one."""
        number, unit = split(area)
        if unit:
            area = self._named(area) or area
            return split(place)[1] == split(area)[1] and self._same_unit(place, area)
        if self._is_current(number):
            return self.municipality(place) == number
        return number in self._numbers_since_transfer(self.home(place))

    def covers(self, scope: Iterable[str], place: str) -> bool:
        """Whether a place is in one of these places."""
        return bool(place) and any(self.within(place, each) for each in scope)

    def recorded(self, place: str) -> tuple[str, ...]:
        """Every recorded place that is this unit, the earliest number first."""
        number, unit = split(place)
        home = self.home(place)
        found = dict.fromkeys([*self.written(place), home, place_of(number, unit)])
        return tuple(sorted(each for each in found if self.home(each) == home))

    def written(self, place: str) -> list[str]:
        """Every way to write a unit of this name in this municipality, whether it is in use or
        not."""
        unit = split(place)[1]
        return [place_of(each, unit) for each in self._below(self.municipality(place), unit)]

    def written_before(self, transfer: Transfer) -> list[str]:
        """The ways to write a unit that has been transferred, from before that day."""
        numbers = self._below(transfer.leaves, transfer.unit)
        return [place_of(each, transfer.unit) for each in numbers]

    def numbers(self, number: str) -> tuple[str, ...]:
        """Every number that has become this one, itself included, in order."""
        return tuple(sorted(self._below(number, "")))

    def searches(self, number: str) -> Searches:
        """How to find the people of a municipality."""
        numbers = self.numbers(number)
        moved = self._transferred()
        also = (e for e in moved if split(e)[0] not in numbers and self.within(e, number))
        without = (e for e in moved if split(e)[0] in numbers and not self.within(e, number))
        return Searches(numbers, tuple(sorted(also)), frozenset(without))

    def namesakes(self, place: str) -> tuple[str, ...]:
        """The other units of the same name in the same municipality that are in use."""
        if not split(place)[1]:
            return ()
        homes = {self.home(each) for each in self.written(place) if self.known(each)}
        return tuple(sorted(homes - {self.home(place)}))

    def recorded_as(self, wanted: str, own: str) -> str:
        """The place to record for somebody at `own` who is said to be at `wanted`.

        A place keeps the number under which it was first known. So whoever stays where they are,
        under a new number, is not moved; and others are recorded where their unit's people are.
        """
        exact = self._named(wanted)
        if exact:
            return self._after_transfer(exact)
        unit = split(wanted)[1]
        if own and self.municipality(own) == self.municipality(wanted):
            if not unit:
                return split(own)[0]
            if split(own)[1] == unit and self._may_be(own, wanted):
                return own
        return self._after_transfer(self.home(wanted)) if unit else wanted

    def choices(self, wanted: str, own: str) -> tuple[str, ...]:
        """The units that `wanted` may mean, if it is not clear which; else ()."""
        found = self.recorded_as(wanted, own)
        unclear = found == wanted and self.municipality(found) == split(found)[0]
        return self.namesakes(found) if unclear and found != own else ()

    def _may_be(self, own: str, wanted: str) -> bool:
        """Whether a place that is said as `wanted` may mean `own`: it is written under a number
        that has replaced that of `own`, or is the same unit."""
        after = path(self.map_, own, self.day)
        return split(wanted)[0] in after or self.home(own) == self.home(wanted)

    def _named(self, wanted: str) -> str:
        """The unit that is named with its former municipality: "1506/Sentrum skole (Nesset)", or
        "(1543)". "" if there is no such unit, or one with that whole name."""
        unit = split(wanted)[1]
        name, bracket, former = unit.removesuffix(")").rpartition(" (")
        if not unit.endswith(")") or not bracket or self.known(self.home(wanted)):
            return ""
        top = self.municipality(wanted)
        for each in self._below(top, name):
            if former in (each, self.map_.name(each)) and self.known(place_of(each, name)):
                return place_of(each, name)
        return ""

    def name(self, place: str) -> str:
        """What a unit is called within its municipality: its name, with its former municipality in
        brackets if others have that name. The roster understands the same."""
        number, unit = split(self.home(place))
        others = [split(each)[0] for each in self.namesakes(place)]
        if not others:
            return unit
        former = self.map_.name(number)
        same = any(self.map_.name(each) == former for each in others)
        return f"{unit} ({number if same else former})"

    def _same_unit(self, place: str, area: str) -> bool:
        if place == area:
            return True
        here = self.municipality(place) == self.municipality(area)
        return here and self.home(place) == self.home(area)

    def _is_current(self, number: str) -> bool:
        return not _after(self.map_, number, "", self.day)

    def _numbers_since_transfer(self, place: str) -> tuple[str, ...]:
        """The numbers of the place, without those that it left by a transfer."""
        numbers = path(self.map_, place, self.day)
        unit = split(place)[1]
        gone = {(e.leaves, e.joins) for e in self.map_.transfers if e.unit == unit}
        last = [n for n, pair in enumerate(pairwise(numbers), 1) if pair in gone]
        return numbers[last[-1] :] if last else numbers

    def _after_transfer(self, place: str) -> str:
        return place_of(self._numbers_since_transfer(place)[0], split(place)[1])

    def _transferred(self) -> set[str]:
        """The places from which a unit has been transferred by today, under all earlier numbers."""
        due = [each for each in self.map_.transfers if each.day <= self.day]
        return {place for each in due for place in self.written_before(each)}

    def _below(self, number: str, unit: str) -> list[str]:
        """This number and all that it has replaced for this unit."""
        found = [number]
        for each in found:
            found += [e for e in self._before(each, unit) if e not in found]
        return found

    def _before(self, number: str, unit: str) -> list[str]:
        """The numbers that this one has replaced for this unit, without a step between."""
        joined_it = (e.leaves for e in self.map_.transfers if (e.joins, e.unit) == (number, unit))
        every = dict.fromkeys([*self.map_.merged.get(number, ()), *joined_it])
        return [each for each in every if _after(self.map_, each, unit, self.day) == number]

    def _home(self, number: str, unit: str) -> str:
        below = self._units_below(number, unit)
        if below:
            return below[0] if len(below) == 1 else place_of(number, unit)
        place = place_of(number, unit)
        return place if self.known(place) else self._home_above(number, unit)

    def _home_above(self, number: str, unit: str) -> str:
        """The home of a place that is not in use, nor anything before it: that of its successor, if
        it is in use, and no other unit of that name went into it."""
        place, after = place_of(number, unit), _after(self.map_, number, unit, self.day)
        if not after or self._units_below(after, unit):
            return place
        above = place_of(after, unit)
        found = above if self.known(above) else self._home_above(after, unit)
        return found if self.known(found) else place

    def _units_below(self, number: str, unit: str) -> list[str]:
        """The units of this name, by home, that are in use under numbers that this one replaced."""
        found: list[str] = []
        for each in self._before(number, unit):
            inner = self._units_below(each, unit)
            place = place_of(each, unit)
            found += inner + [place] * (len(inner) != 1 and self.known(place))
        return found
