"""What a rehearsal found: who would get what and when, in counts, and who would not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from bot.core.delivery.forecast import Forecast
from bot.core.languages import Text
from bot.core.small_parts import TOGETHER, folding
from bot.core.values import replace

T = TypeVar("T")


class RehearsedCard(NamedTuple):
    """`day` is the person's own date. `subject` is a lesson's id where the kind has one."""

    day: date
    municipality: str
    kind: str
    subject: str


class HeldBack(NamedTuple):
    """A card that was planned and did not go, and why."""

    municipality: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Counts of `days` days from `start` on. `people` = `reached` + all of `nothing`, for every
    municipality (a number, "" where it is not known, `TOGETHER` for small ones).

    `nothing`: (municipality, reason) of people who got no card. `outlook`: (plan, municipality),
    as it stands on `start` if every lesson is taken the day it comes. `answering` in a hundred
    took each lesson in the rehearsal. `titles` are those of lessons, `kinds`
    those of cards, the most important first. `on_hold`: sending
    waits for the operator's go. `misses_again`: how often somebody misses the date of one more plan
    than their first, by municipality. `left_out`: somebody is in no figure, since they are too few
    to be shown in any.
    """

    start: date
    days: int
    answering: int = 0
    people: Mapping[str, int] = field(default_factory=dict)
    reached: Mapping[str, int] = field(default_factory=dict)
    cards: Mapping[RehearsedCard, int] = field(default_factory=dict)
    nothing: Mapping[tuple[str, str], int] = field(default_factory=dict)
    held: Mapping[HeldBack, int] = field(default_factory=dict)
    outlook: Mapping[tuple[str, str], Forecast] = field(default_factory=dict)
    deadlines: Mapping[str, date | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, Text] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    minimum: int = 1
    on_hold: bool = False
    misses_again: Mapping[str, int] = field(default_factory=dict)
    left_out: bool = False

    @property
    def last(self) -> date:
        return self.start + timedelta(days=self.days - 1)

    @property
    def total(self) -> int:
        return sum(self.cards.values())

    @property
    def missing(self) -> int:
        """How many people will miss the date of a plan with what is known on `start`."""
        every = sum(each.missing for each in self.outlook.values())
        return every - sum(self.misses_again.values())

    @property
    def in_plans(self) -> int:
        """How many people are in plans, each as often as they are in one."""
        return sum(each.people for each in self.outlook.values())

    @property
    def can_all_finish(self) -> bool:
        """Nobody misses a date, and there is somebody who has one to keep."""
        dated = [each for (plan, _), each in self.outlook.items() if self.deadlines.get(plan)]
        return not self.missing and any(each.done + each.in_time for each in dated)

    def name(self, municipality: str) -> str:
        if municipality == TOGETHER:
            return f"(fewer than {self.minimum} people each)"
        return self.names.get(municipality, municipality) or "(municipality not known)"


def folded(found: Rehearsal, minimum: int) -> Rehearsal:
    """The same with municipalities of fewer than `minimum` people added up as one. If they are too
    few together as well, they are left out of every figure, totals too, so that none can be worked
    out, and no large municipality is hidden with them. If there is none but small ones, all are
    added up."""
    fold = folding(found.people, minimum, total=False)

    def place(number: str) -> str | None:
        if number in fold.left_out:
            return None
        return TOGETHER if number in fold.together else number

    return replace(
        found,
        minimum=minimum,
        left_out=bool(fold.left_out),
        people=_sum(found.people, place),
        reached=_sum(found.reached, place),
        cards=_sum(found.cards, lambda e: _in(e, place(e.municipality))),
        nothing=_sum(found.nothing, lambda e: _pair(place(e[0]), e[1])),
        held=_sum(found.held, lambda e: _in(e, place(e.municipality))),
        outlook=_outlook(found.outlook, place),
        misses_again=_sum(found.misses_again, place),
    )


C = TypeVar("C", RehearsedCard, HeldBack)


def _in(card: C, number: str | None) -> C | None:
    return None if number is None else card._replace(municipality=number)


def _pair(number: str | None, reason: str) -> tuple[str, str] | None:
    return None if number is None else (number, reason)


K = TypeVar("K", bound=Hashable)


def _sum(counts: Mapping[K, int], key: Callable[[K], K | None]) -> dict[K, int]:
    """The counts by their new key; those without one are left out."""
    total: Counter[K] = Counter()
    for each, n in counts.items():
        if (kept := key(each)) is not None:
            total[kept] += n
    return dict(total)


def _outlook(
    outlook: Mapping[tuple[str, str], Forecast], place: Callable[[str], str | None]
) -> dict[tuple[str, str], Forecast]:
    total: dict[tuple[str, str], Forecast] = {}
    for (plan, number), each in outlook.items():
        if (kept := place(number)) is not None:
            total[plan, kept] = total.get((plan, kept), Forecast()) + each
    return total
