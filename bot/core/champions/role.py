"""The places that a champion's role is for, and giving and taking the role.

A *place* is a municipality ("1506") or a unit in one ("1506/Sentrum skole"), on today's map.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.values import replace

MOST_PLACES: Final = 50
_LONGEST_UNIT: Final = 120


def place(number: str, unit: str = "") -> str:
    """A place: "1506" or "1506/Sentrum skole"; "" if the municipality is unknown."""
    return f"{number}/{unit}" if number and unit else number


def own_place(person: Person, number: str) -> str:
    """The place where somebody works: their unit if it is known, else their municipality. `number`
    is their municipality on today's map."""
    return place(number, person.unit)


def tidy(text: str) -> tuple[str, str]:
    """A typed place as (number, unit) with spaces normalised; ("", "") if it is not a place."""
    number, _, unit = text.partition("/")
    unit = " ".join(unit.split())
    number = number.strip()
    fine = len(number) == 4 and number.isascii() and number.isdecimal()
    if not fine or len(unit) > _LONGEST_UNIT or not unit.isprintable():
        return "", ""
    return number, unit


def appointed(person: Person, scope: Iterable[str]) -> Person:
    """The person as champion of exactly these places. Operators remain operators, as they may do
    all of it already."""
    if person.role == Role.OPERATOR:
        return person
    return replace(person, role=Role.CHAMPION, scope=tuple(sorted(set(scope))))


def dismissed(person: Person) -> Person:
    """The person as an employee, if they are a champion; others remain what they are."""
    return replace(person, role=Role.EMPLOYEE, scope=()) if person.role == Role.CHAMPION else person
