"""Who leads whom: places, and the people whose role reaches them.

A *place* is a municipality ("1506") or a unit ("1506/Sentrum skole"), on today's map.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from bot.core.people.person import Person, has_left
from bot.core.people.roles import Role


def is_operator(person: Person, at: datetime) -> bool:
    """Whether they are one at `at`: nobody has a role from the day they leave, even where they can
    still sign in. It is theirs again when the roster says that they are back."""
    return person.role == Role.OPERATOR and not has_left(person, at)


def may_lead(person: Person, at: datetime) -> bool:
    """Whether they lead anybody: champions where they have a scope, operators everywhere but where
    one is set for them, and neither once they have left."""
    if person.role == Role.CHAMPION:
        return bool(person.scope) and not has_left(person, at)
    return is_operator(person, at)


def covers(person: Person, at: datetime, municipality: str, unit: str = "") -> bool:
    """Whether that unit, or the whole municipality, lies within this person's scope. Someone
    whose municipality isn't known is in nobody's scope."""
    if not municipality or not may_lead(person, at):
        return False
    if not person.scope:
        return True
    return municipality in person.scope or bool(unit and f"{municipality}/{unit}" in person.scope)


def split(place: str) -> tuple[str, str]:
    """("1506", "Sentrum skole"); the unit is "" for a whole municipality."""
    number, _, unit = place.partition("/")
    return number, unit


def place_id(place: str) -> str:
    """What a card calls a place: it says nothing, holds no comma, and can be compared."""
    return sha256(place.encode()).hexdigest()[:16]
