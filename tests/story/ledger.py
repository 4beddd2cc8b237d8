"""What happened, written down as it happened, and counted by looking at everything each time.

Nothing here is shared with the bot: not its map, not its reports, not its grading.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tests.story.cast import MERGED, MERGER, NEVER, Employee, Unit

Figures = dict[str, int]
BANDS: Final = ((1, 7, "1-7"), (8, 28, "8-28"), (29, 9999, "29+"))


@dataclass(slots=True)
class Life:
    """One person as the bot knows them, from the first meeting until they erase their data; who
    comes again begins another. `places` are (day, unit or None, municipality of 2019)."""

    who: Employee
    began: date
    erased: date = NEVER
    places: list[tuple[date, Unit | None, str]] = field(default_factory=list)
    rostered: date = NEVER
    started: dict[str, date] = field(default_factory=dict)
    passed: dict[str, date] = field(default_factory=dict)

    def place(self, day: date) -> tuple[str, Unit | None]:
        """(municipality on the map of 2019, unit) at the end of the day."""
        known = [each for each in self.places if each[0] <= day]
        return (known[-1][2], known[-1][1]) if known else ("", None)


@dataclass
class Ledger:
    """`courses` are the ids of their lessons, in order, by course."""

    courses: dict[str, list[str]]
    lives: list[Life] = field(default_factory=list)
    current: dict[str, Life] = field(default_factory=dict)
    recalls: list[tuple[date, Life, str, str, bool]] = field(default_factory=list)
    listed: dict[str, Employee] = field(default_factory=dict)

    # -- what happens

    def met(self, who: Employee, day: date) -> None:
        """The bot gets to know somebody: where they work, if the roster has said so, and otherwise
        the municipality by their address."""
        if who.entra in self.current:
            return
        life = Life(who, day)
        self.lives.append(life)
        self.current[who.entra] = life
        if who.entra in self.listed and not self._erased_before(who):
            self._settle(life, day)
        else:
            life.places.append((day, None, who.job(day).unit.home))

    def rostered(self, people: list[Employee], day: date) -> None:
        """The employer's list of that day was imported, and who is missing from it has left."""
        self.listed = {each.entra: each for each in people}
        for each in people:
            if life := self.current.get(each.entra):
                self._settle(life, day)

    def erased(self, who: Employee, day: date) -> None:
        self.current.pop(who.entra).erased = day

    def answered(self, who: Employee, lesson: str, day: date) -> None:
        self.current[who.entra].started.setdefault(lesson, day)

    def passed(self, who: Employee, lesson: str, day: date) -> None:
        self.current[who.entra].passed.setdefault(lesson, day)

    def recalled(self, who: Employee, lesson: str, day: date, *, right: bool) -> None:
        """A question of a follow-up was answered, where they work at that moment."""
        life = self.current[who.entra]
        gap = (day - life.passed[lesson]).days
        band = next((name for low, high, name in BANDS if low <= gap <= high), "")
        if band:
            self.recalls.append((day, life, life.places[-1][2], band, right))

    def _settle(self, life: Life, day: date) -> None:
        unit = life.who.job(day).unit
        life.rostered = min(life.rostered, day)
        if not life.places or life.places[-1][1] != unit:
            life.places.append((day, unit, unit.home))

    def _erased_before(self, who: Employee) -> bool:
        return any(each.who is who and each.erased != NEVER for each in self.lives)

    # -- what it comes to

    def people(self, day: date, *, dated: bool) -> list[Life]:
        """Who counts on that day: those who are known and have not left. Figures with a date keep
        those who have erased their data, where they were."""
        return [
            each
            for each in self.lives
            if each.began <= day
            and (each.erased > day or dated)
            and (each.who.leaves > day or each.erased < each.who.leaves)
        ]

    def municipalities(
        self, day: date, map_day: date | None = None, *, dated: bool = False
    ) -> dict[str, Figures]:
        found: dict[str, Counter[str]] = {}
        for each in self.people(day, dated=dated):
            number = on_map(each.place(day)[0], map_day or day)
            found.setdefault(number, Counter()).update(self._facts(each, day))
        return {number: dict(facts) for number, facts in found.items()}

    def units(self, day: date) -> dict[Unit, Figures]:
        found: dict[Unit, Counter[str]] = {}
        for each in self.people(day, dated=False):
            if unit := each.place(day)[1]:
                found.setdefault(unit, Counter()).update(self._facts(each, day))
        return {unit: dict(facts) for unit, facts in found.items()}

    def reach(self, day: date) -> dict[str, tuple[int, int]]:
        """By municipality: how many the roster has (those who have erased their data not counted),
        and how many of them the bot knows."""
        found: dict[str, list[int]] = {}
        for entra, who in self.listed.items():
            life = self.current.get(entra)
            known = life is not None and life.rostered <= day
            if not known and self._erased_before(who):
                continue
            row = found.setdefault(on_map(who.job(day).unit.home, day), [0, 0])
            row[0] += 1
            row[1] += known
        return {number: (listed, known) for number, (listed, known) in found.items()}

    def recall(self, day: date) -> dict[tuple[str, str], tuple[int, int, int]]:
        """By municipality and band: answered, rightly answered, and people who answered."""
        found: dict[tuple[str, str], list[bool]] = {}
        people: dict[tuple[str, str], set[int]] = {}
        for when, life, place, band, right in self.recalls:
            if when <= day:
                key = (on_map(place, day), band)
                found.setdefault(key, []).append(right)
                people.setdefault(key, set()).add(id(life))
        return {key: (len(v), sum(v), len(people[key])) for key, v in found.items()}

    def _facts(self, life: Life, day: date) -> Figures:
        started = [each for each, when in life.started.items() if when <= day]
        passed = [each for each, when in life.passed.items() if when <= day]
        facts = {"people": 1, "started": int(bool(started)), "lessons_completed": len(passed)}
        facts["erased"] = int(life.erased <= day)
        facts |= {f"lesson {each} started": 1 for each in started}
        facts |= {f"lesson {each} completed": 1 for each in passed}
        whole = 0
        for course, lessons in self.courses.items():
            done = all(each in passed for each in lessons)
            facts[f"course {course} started"] = int(any(each in started for each in lessons))
            facts[f"course {course} completed"] = int(done)
            whole = whole or int(done)
        return facts | {"completed": whole}


def on_map(number: str, day: date) -> str:
    """A municipality of 2019 on the map of that day."""
    return "1506" if number in MERGED and day >= MERGER else number
