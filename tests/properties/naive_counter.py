"""A second counter of the figures: a log of what happened, read through anew for every question. It
shares no code with the bot, and knows its own rules only: docs/figures.md says the same in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

ENDED = {"1502": "1506", "1543": "1506", "1545": "1506"}
MERGED = "2020-01-01"
Figures = dict[str, int]


def on_map(number: str, day: str) -> str:
    return ENDED.get(number, number) if day >= MERGED else number


def known_as(was: str, was_in: str, number: str, unit: str, day: str) -> str:
    """A place keeps the number under which it was first known, after a merger too."""
    same = bool(was) and on_map(was, day) == on_map(number, day)
    return was if same and unit in ("", was_in) else number


@dataclass
class Life:
    """One person, from when they came until they are erased; who comes again begins another. `home`
    has from which days on they belonged where, None for nowhere."""

    home: list[tuple[str, str | None]]
    number: str = ""
    unit: str = ""
    done: dict[str, str] = field(default_factory=dict)
    left_on: str = ""
    out: bool = False
    erased: str = ""
    rostered: bool = False

    def on(self, day: str) -> str | None:
        """The number of where they belonged at the end of `day`."""
        day = min(day, self.erased) if self.erased else day
        return next((place for since, place in reversed(self.home) if since <= day), None)

    def facts(self, day: str) -> Iterator[str]:
        yield "people"
        yield from (fact for fact, since in self.done.items() if since <= day)
        if self.erased and self.erased <= day:
            yield "erased"

    def belongs(self, day: str, number: str | None) -> None:
        self.home.append((max(day, self.home[-1][0]), number))


@dataclass
class Log:
    """What happened, and whom the roster waits for: {who: (number, unit)}."""

    lives: list[Life] = field(default_factory=list)
    by_name: dict[str, Life] = field(default_factory=dict)
    waiting: dict[str, tuple[str, str]] = field(default_factory=dict)
    shunned: set[str] = field(default_factory=set)
    events: list[tuple[str, str, str]] = field(default_factory=list)  # day, number, fact

    def comes(self, who: str, day: str) -> None:
        self.shunned.discard(who)
        life = self.by_name.get(who)
        if life is None:
            life = self.by_name[who] = Life([(day, "")])
            self.lives.append(life)
        if life.left_on and life.left_on <= day:
            self._back(life, day)
        if who in self.waiting:
            number, unit = self.waiting.pop(who)
            self.roster(who, number, unit, day)

    def says(self, who: str, number: str, day: str) -> None:
        life = self.by_name[who]
        if not life.rostered:
            self._moves(life, number, "", day, kept=life.unit)

    def roster(self, who: str, number: str, unit: str, day: str) -> None:
        life = self.by_name.get(who)
        if life is None:
            if who not in self.shunned:
                was = self.waiting.get(who, ("", ""))
                self.waiting[who] = (known_as(*was, number, unit, day), unit)
            return
        if life.left_on and life.left_on <= day:
            life.number = known_as(life.number, life.unit, number, unit, day)
            life.unit = unit
            self._back(life, day)
        self._moves(life, number, unit, day)
        life.rostered = True

    def leaves(self, who: str, on: str, day: str) -> None:
        life = self.by_name[who]
        if life.out and not (on and on <= day):
            self._back(life, day)
        life.left_on = on
        self.passes(day)

    def passes(self, day: str) -> None:
        """It is this day: those who leave today, leave."""
        for life in self.by_name.values():
            if life.left_on and life.left_on <= day and not life.out:
                life.out = True
                life.belongs(life.left_on, None)

    def did(self, who: str, facts: Mapping[str, str] | set[str], day: str) -> None:
        life = self.by_name[who]
        for fact in sorted(set(facts) - set(life.done)):
            life.done[fact] = day
            self.events.append((day, life.number, fact))

    def erased(self, who: str, day: str) -> None:
        self.passes(day)
        self.by_name.pop(who).erased = day
        self.waiting.pop(who, None)
        self.shunned.add(who)

    def _back(self, life: Life, day: str) -> None:
        life.left_on = ""
        if life.out:
            life.out = False
            life.belongs(day, life.number)

    def _moves(self, life: Life, number: str, unit: str, day: str, kept: str = "") -> None:
        """To a new number of the same municipality is no move; to another unit is one within it."""
        was = (life.number, life.unit)
        same = life.number and on_map(life.number, day) == on_map(number, day)
        number = known_as(life.number, life.unit, number, unit, day)
        life.number, life.unit = number, unit or kept
        if not life.out and was != (number, life.unit):
            life.belongs(day, life.home[-1][1] if same else number)

    def then(self, day: str, map_of: str) -> dict[str, Figures]:
        """The figures of each municipality at the end of `day`, on the map of a day."""
        found: dict[str, Counter[str]] = {}
        for life in self.lives:
            home = life.on(day)
            if home is not None:
                found.setdefault(on_map(home, map_of), Counter()).update(life.facts(day))
        return {number: dict(facts) for number, facts in found.items()}

    def now(self, day: str, *, by_unit: bool = False) -> dict[str, Figures]:
        """The figures of each municipality, or unit, as they are today."""
        found: dict[str, Counter[str]] = {}
        for life in self.by_name.values():
            place = on_map(life.number, day)
            if not life.out and (life.unit or not by_unit):
                place = f"{place}/{life.unit}" if by_unit else place
                facts = [*life.facts(day), *["rostered"] * life.rostered]
                found.setdefault(place, Counter()).update(facts)
        return {place: dict(facts) for place, facts in found.items()}

    def on_roster(self, day: str) -> dict[str, int]:
        """Waiting, or known and not left."""
        found = Counter(on_map(number, day) for number, _ in self.waiting.values())
        for number, facts in self.now(day).items():
            found[number] += facts.get("rostered", 0)
        return {number: n for number, n in found.items() if n}
