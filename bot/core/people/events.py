"""Events about a person, for the subjects that listen to them.

`before` is the person as they were, `person` as they are saved now, `at` when it happened, and
`actor` who said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.actor import Actor
from bot.core.people.person import Person


@dataclass(frozen=True, slots=True)
class PersonArrived:
    """Somebody installed the app or wrote. `before` is None if they were unknown; `greeted` is true
    if they are welcomed, now or by a planned card."""

    before: Person | None
    person: Person
    at: datetime
    greeted: bool


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody known wrote or tapped, and the turn had something new about them."""

    before: Person
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """Somebody was placed: by themselves, or by the roster. It may be the same place as before, but
    from a stronger source."""

    before: Person
    person: Person
    at: datetime
    actor: Actor

    @property
    def moved(self) -> bool:
        """Whether the place is a different one."""
        before, now = self.before, self.person
        return (before.municipality, before.unit) != (now.municipality, now.unit)


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """From `day` (ISO date) the person belongs elsewhere, has left, or is back: what has been
    counted of them is carried from the place of `before` to that of `after`. Either may be out of
    the figures (`Person.is_member`). `after` is None if they are erased."""

    before: Person
    after: Person | None
    day: str


@dataclass(frozen=True, slots=True)
class RoleRostered:
    """The roster has a new role for somebody: `person.rostered`. If it makes or unmakes an
    operator, that has been done already."""

    before: Person
    person: Person
    at: datetime
    actor: Actor


@dataclass(frozen=True, slots=True)
class LeavingDateSet:
    """A leaving date was set or removed."""

    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactChosen:
    """Somebody chose whether and when the bot may write to them: hours, a pause, stop, resume."""

    person: Person
    at: datetime
