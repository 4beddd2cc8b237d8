"""The places that a champion's role is for, and giving and taking the role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.values import replace

MOST_PLACES: Final = 50
_LONGEST_UNIT: Final = 120


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
