"""Who leads whom: the people who have a role, and the places that it is for."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from bot.core.people.person import Person, has_left
from bot.core.people.places import Places
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


def covers(person: Person, at: datetime, place: str, places: Places) -> bool:
    """Whether a place is within this person's scope. The place of people without a known
    municipality, "", is in nobody's."""
    if not place or not may_lead(person, at):
        return False
    return not person.scope or places.covers(person.scope, place)


def place_id(place: str) -> str:
    """An id for a place on cards: it reveals nothing, has no comma, and can be compared."""
    return sha256(place.encode()).hexdigest()[:16]
