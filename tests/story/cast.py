"""Who is in the story: made-up employees, where they work, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

FIRST_DAY: Final = date(2019, 11, 1)
MERGER: Final = date(2020, 1, 1)
LAST_DAY: Final = date(2020, 9, 15)
ROSTERS: Final = (FIRST_DAY, date(2020, 1, 2), *(date(2020, month, 3) for month in range(2, 10)))
NEVER: Final = date.max
PEOPLE_IN_A_UNIT: Final = 18
# Weights of the six, about as large as they were.
WEIGHTS: Final = {"1502": 45, "1543": 6, "1545": 5, "1535": 15, "1539": 18, "1547": 11}
DOMAINS: Final = {
    "1502": "molde.kommune.no",
    "1535": "vestnes.kommune.no",
    "1539": "rauma.kommune.no",
    "1543": "nesset.kommune.no",
    "1545": "midsund.kommune.no",
    "1547": "aukra.kommune.no",
}
MERGED: Final = ("1502", "1543", "1545")
SCHOOL: Final = "Sentrum skole"
TYPES: Final = (
    *("skole", "barnehage", "sykehjem", "heimeteneste", "NAV", "teknisk drift", "helsestasjon"),
    *("bibliotek", "kulturskole", "omsorgssenter", "servicekontor", "renhald", "legekontor"),
    *("bofellesskap", "dagsenter", "ungdomsklubb", "brannstasjon", "avlastning", "storkjøken"),
    *("vaktmestertjeneste", "fysioterapi"),
)
VILLAGES: Final = (
    "Skåla", "Bergmo", "Eidsvåg", "Vistdal", "Midsund", "Isfjorden", "Åfarnes",
    "Måndalen", "Tresfjord", "Fiksdal", "Hollingsholm", "Julsundet", "Kleive", "Hjelset",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """`home` is the municipality that it belonged to in 2019."""

    home: str
    name: str


@dataclass(frozen=True, slots=True)
class Job:
    """Works at `unit` from `since` on, as the roster of that day says."""

    since: date
    unit: Unit


@dataclass(frozen=True, slots=True)
class Employee:
    """`jobs` are in order; the first `since` is the first roster with them, `leaves` the first
    without. On `arrives` the app is installed for them, on `erases` they erase their data, and on
    `returns` they write to the bot again. `keen` is how likely they take up a card, `sharp` how
    likely they answer a question rightly."""

    number: int
    jobs: tuple[Job, ...]
    champion: bool
    arrives: date
    leaves: date
    erases: date
    returns: date
    keen: float
    sharp: float

    @property
    def entra(self) -> str:
        return str(UUID(int=self.number + 1))

    @property
    def name(self) -> str:
        return f"Ansatt {self.number}"

    def mail(self, day: date) -> str:
        """With the new domain from the merger on, where the old one ended; and with that of the
        municipality they move to, if Teams can be asked who they are."""
        job = self.job(day)
        home = job.unit.home if self.arrives < job.since else self.jobs[0].unit.home
        merged = day > MERGER and home in MERGED
        return f"ansatt.{self.number}@{DOMAINS['1502' if merged else home]}"

    def job(self, day: date) -> Job:
        begun = [each for each in self.jobs if each.since <= day]
        return begun[-1] if begun else self.jobs[0]

    def employed(self, day: date) -> bool:
        return self.jobs[0].since <= day < self.leaves


def cast(count: int, seed: int = 2019) -> list[Employee]:
    """`count` people, one in 25 of them a champion, spread over the six municipalities."""
    random = Random(seed)  # noqa: S311 - made-up people, the same each time
    units = _units(count)
    return [_employee(n, count, units, random) for n in range(count)]


def _units(count: int) -> dict[str, list[Unit]]:
    """In each municipality, named after villages and types. Each has a school in its centre, and
    that has the same name everywhere; all other names are there once."""
    names = iter(f"{village} {type_}" for type_ in TYPES for village in VILLAGES)
    total = sum(WEIGHTS.values())
    return {
        home: [Unit(home, SCHOOL)]
        + [
            Unit(home, next(names))
            for _ in range(max(1, count * weight // total // PEOPLE_IN_A_UNIT))
        ]
        for home, weight in WEIGHTS.items()
    }


def _employee(n: int, count: int, units: dict[str, list[Unit]], random: Random) -> Employee:
    home = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    champion = n < count // 25
    hired = random.choice(ROSTERS[1:]) if not champion and random.random() < 0.04 else FIRST_DAY
    arrives = _arrival(hired, champion, random)
    erases = _later(arrives, random.randint(20, 250)) if random.random() < 0.01 else NEVER
    back = erases != NEVER and erases > MERGER and random.random() < 0.4
    leaves = random.choice(ROSTERS[2:]) if random.random() < 0.04 else NEVER
    return Employee(
        number=n,
        jobs=_jobs(hired, random.choice(units[home]), units, random),
        champion=champion,
        arrives=arrives,
        leaves=leaves if leaves > hired else NEVER,
        erases=erases,
        returns=_later(erases, random.randint(3, 40)) if back else NEVER,
        keen=min(0.97, random.betavariate(3.5, 2.0) + 0.15 * champion),
        sharp=random.uniform(0.6, 0.97),
    )


def _later(day: date, days: int) -> date:
    return NEVER if day == NEVER else day + timedelta(days=days)


def _arrival(hired: date, champion: bool, random: Random) -> date:
    if champion:
        return FIRST_DAY + timedelta(days=random.randint(3, 7))
    if random.random() < 0.08:
        return NEVER  # never opens Teams
    late = 150 if random.random() < 0.1 else 28
    return hired + timedelta(days=random.randint(10, 10 + late))


def _jobs(
    hired: date, first: Unit, units: dict[str, list[Unit]], random: Random
) -> tuple[Job, ...]:
    """One in twenty-five moves, most of them within what is then their municipality."""
    jobs = [Job(hired, first)]
    later = [day for day in ROSTERS[2:] if day > hired]
    if later and random.random() < 0.04:
        homes = [first.home] if random.random() < 0.7 else [e for e in units if e != first.home]
        jobs.append(Job(random.choice(later), random.choice(units[random.choice(homes)])))
    return tuple(jobs)
