"""Who may become a champion of what: places, and a role given and taken.

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
    """ "1506" or "1506/Sentrum skole"; "" where the municipality isn't known."""
    return f"{number}/{unit}" if number and unit else number


def own_place(person: Person, number: str) -> str:
    """Where someone works, as narrow as it is known. `number` is their municipality on today's
    map."""
    return place(number, person.unit)


def tidy(text: str) -> tuple[str, str]:
    """A written place as (number, unit), spaces put right; ("", "") for what is no place."""
    number, _, unit = text.partition("/")
    unit = " ".join(unit.split())
    number = number.strip()
    fine = len(number) == 4 and number.isascii() and number.isdecimal()
    if not fine or len(unit) > _LONGEST_UNIT or not unit.isprintable():
        return "", ""
    return number, unit


def appointed(person: Person, scope: Iterable[str]) -> Person:
    """The person as champion of these places and no others. An operator stays what they are:
    they may do all of it already."""
    if person.role == Role.OPERATOR:
        return person
    return replace(person, role=Role.CHAMPION, scope=tuple(sorted(set(scope))))


def dismissed(person: Person) -> Person:
    """The person as an employee; everybody who is no champion stays what they are."""
    return replace(person, role=Role.EMPLOYEE, scope=()) if person.role == Role.CHAMPION else person
