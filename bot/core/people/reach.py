"""Who may see and reach whom. Nothing else decides it: everything asks `may`.

A role is held in one tenant. It gives rights over the people of that tenant alone, within its
scope; an empty scope is every place. People of another tenant are out of reach for every person,
whatever their role, also where both tenants have people in one municipality. Only the holders of a
token of the API, the command line and the bot itself act for the whole installation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Final

from bot.core.people.person import Person, has_left
from bot.core.people.places import Places
from bot.core.people.roles import Role


class Right(StrEnum):
    """What somebody may do with a place and its people. None of them includes another."""

    SEE = auto()  # the figures of the place
    LEAD = auto()  # write to its people, and know who of them has asked for that
    OPERATE = auto()  # decide for others there: appoint, approve, send to all, look into why


_GIVES: Final = {
    Role.EMPLOYEE: frozenset[Right](),
    Role.READER: frozenset({Right.SEE}),
    Role.CHAMPION: frozenset({Right.SEE, Right.LEAD}),
    Role.OPERATOR: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do: these `rights`, for people of `tenant` (None: of every tenant) within
    the places of `scope` (empty: everywhere). `whole`: also for those of all tenants at once."""

    rights: frozenset[Right] = frozenset()
    tenant: str | None = ""
    scope: tuple[str, ...] = ()
    whole: bool = False

    def holds(self, right: Right) -> bool:
        """Whether they have this right anywhere."""
        return right in self.rights

    @property
    def is_local(self) -> bool:
        """Whether it is for some places, rather than for everywhere."""
        return bool(self.scope)


NOBODY: Final = Standing()
INSTALLATION: Final = Standing(frozenset(Right), None, whole=True)


@dataclass(frozen=True, slots=True)
class Target:
    """The people of `tenant` at `place` ("1506", "1506/Sentrum skole"). A tenant of None is all of
    them at once. A place of None is everywhere, and "" is that of people whose municipality is not
    known."""

    tenant: str | None
    place: str | None = None


EVERYTHING: Final = Target(None)
"""All tenants and places: pausing all sending, importing a roster, correcting a lesson."""


def standing_of(person: Person, at: datetime, *, whole: bool = False) -> Standing:
    """What this person may do at `at`. From the day people leave they have no role, even if they
    can still sign in; they have it again if the roster says that they are back. A champion without
    a scope leads nobody. `whole`: nothing in the installation is beyond their tenant."""
    if has_left(person, at) or not held_by(person):
        return NOBODY
    return Standing(_GIVES[person.role], person.tenant, person.scope, whole)


def held_by(person: Person) -> tuple[Target, ...]:
    """All that this person's role is for; nothing for an employee."""
    if not _GIVES[person.role] or (person.role == Role.CHAMPION and not person.scope):
        return ()
    return tuple(Target(person.tenant, each) for each in person.scope or (None,))


def target_of(person: Person) -> Target:
    return Target(person.tenant, person.place)


def may(who: Standing, right: Right, about: Target, places: Places) -> bool:
    """Whether they have this right over all that it is about: the tenant first, then the scope.

    People whose municipality is not known are in no scope, and led by nobody; whoever operates
    everything operates them too."""
    if right not in who.rights or not _is_of(who, about):
        return False
    if who.is_local:
        return bool(about.place) and places.covers(who.scope, about.place or "")
    return about.place != "" or right is Right.OPERATE


def is_same_tenant(one: str, other: str) -> bool:
    """Whether something of the tenant `one` may come to people of the other."""
    return one == other


def may_enter(key: str, tenants: frozenset[str]) -> bool:
    """Whether the person with this key is of a tenant that may use the bot; none is named where it
    is open."""
    return not tenants or key.partition(":")[0] in tenants


def is_alone(person: Person, tenants: frozenset[str]) -> bool:
    """Whether nobody else's tenant is among these, who may use the bot; none means all of them may,
    which is so where it is tried out."""
    return tenants <= {person.tenant}


def _is_of(who: Standing, about: Target) -> bool:
    if about.tenant is None:
        return who.whole
    return who.tenant is None or who.tenant == about.tenant
