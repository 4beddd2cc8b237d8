"""Made-up employees for the demo, and how they learn. None of them is real.

Everything comes from a `random.Random` that the caller seeds, so that a demo is reproducible.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

FIRST: Final = (
    "Anne Kari Ola Per Ingrid Lars Marit Nils Astrid Jon Solveig Arne Randi Geir Liv Svein Turid "
    "Odd Berit Knut Synnøve Tor Gunn Leif Eli Magne Hilde Rune Åse Stein Amina Yusuf Ewa Piotr"
).split()
LAST: Final = (
    "Hansen Vik Lien Aasen Berg Moen Dahl Strand Haugen Nes Solberg Bakke Hagen Eide Myhre Sunde "
    "Holm Lunde Rød Viken Ødegård Fosse Sæther Kleiven Nowak Ali"
).split()
UNITS: Final = (
    "Sentrum skole", "Fjordgløtt sykehjem", "Heimetenesta nord", "Barnehagen på Haugen",
    "Byggesak", "Teknisk drift", "Servicetorget", "Biblioteket", "Kulturskolen", "NAV-kontoret",
)  # fmt: skip
# Weights of municipalities in the rollout: Molde is by far the largest.
SHARES: Final = (("1506", 62), ("1535", 14), ("1539", 15), ("1547", 9))


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """`keen` is the probability that they take a lesson when it comes, `sharp` that they answer a
    question correctly. On `blocks`, `leaves` and `moves` (ISO dates, "" for never) they block the
    bot, leave, or move."""

    entra: str
    name: str
    municipality: str
    unit: str
    champion: bool
    language: str
    arrives: date
    keen: float
    sharp: float
    blocks: str = ""
    leaves: str = ""
    moves: str = ""


def synthetic_people(
    count: int, champions: int, start: date, days: int, random: Random
) -> list[SyntheticPerson]:
    """`count` people, the first `champions` of them champions; most arrive at the start."""
    return [_one(n, n < champions, start, days, random) for n in range(count)]


def _one(n: int, champion: bool, start: date, days: int, random: Random) -> SyntheticPerson:
    municipality = random.choices([m for m, _ in SHARES], [w for _, w in SHARES])[0]
    nynorsk = municipality in ("1535", "1547")
    late = random.random() < 0.15
    keen = min(0.98, random.betavariate(3.0, 2.0) + 0.2 * champion)
    return SyntheticPerson(
        entra=f"demo-{n:05d}",
        name=f"{random.choice(FIRST)} {random.choice(LAST)}",
        municipality=municipality,
        unit=random.choice(UNITS),
        champion=champion,
        language="nn" if nynorsk and random.random() < 0.8 else "nb",
        arrives=start + timedelta(days=random.randrange(days) if late else random.randrange(7)),
        keen=keen,
        sharp=random.uniform(0.55, 0.97),
        blocks=_some_day(0.014, start, days, random),
        leaves=_some_day(0.04, start, days, random),
        moves=_some_day(0.01, start, days, random),
    )


def _some_day(share: float, start: date, days: int, random: Random) -> str:
    if random.random() >= share:
        return ""
    return f"{start + timedelta(days=random.randrange(days))}"
