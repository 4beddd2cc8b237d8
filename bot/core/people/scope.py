"""Who leads whom: places, and the people who have a role there.

A *place* is a municipality ("1506") or a unit ("1506/Sentrum skole"), on today's map.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from bot.core.people.person import Person, has_left
from bot.core.people.roles import Role


def is_operator(person: Person, at: datetime) -> bool:
    """Whether they are an operator at `at`. From the day people leave they have no role, even if
    they can still sign in. They have it again if the roster says that they are back."""
    return person.role == Role.OPERATOR and not has_left(person, at)


def may_lead(person: Person, at: datetime) -> bool:
    """Whether they lead anybody: champions with a scope do, and operators always, but nobody who
    has left."""
    if person.role == Role.CHAMPION:
        return bool(person.scope) and not has_left(person, at)
    return is_operator(person, at)


def covers(person: Person, at: datetime, municipality: str, unit: str = "") -> bool:
    """Whether a unit, or the whole municipality, is within this person's scope. People without a
    known municipality are in nobody's scope."""
    if not municipality or not may_lead(person, at):
        return False
    if not person.scope:
        return True
    return municipality in person.scope or bool(unit and f"{municipality}/{unit}" in person.scope)


def split(place: str) -> tuple[str, str]:
    """The place as (municipality, unit): ("1506", "Sentrum skole"). The unit is "" for a whole
    municipality."""
    number, _, unit = place.partition("/")
    return number, unit


def place_id(place: str) -> str:
    """An id for a place on cards: it reveals nothing, has no comma, and can be compared."""
    return sha256(place.encode()).hexdigest()[:16]
