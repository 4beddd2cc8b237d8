"""What happened to a person, as it is announced to the subjects that listen.

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
    """Somebody installed the app or wrote. `before` is None for whoever was not known; `greeted`
    when they are welcomed, now or by a planned card."""

    before: Person | None
    person: Person
    at: datetime
    greeted: bool


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody known wrote or tapped, and the turn told something new of them."""

    before: Person
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """It was said where somebody belongs: by themselves, or by the roster. They may be where they
    were, only by a stronger word."""

    before: Person
    person: Person
    at: datetime
    actor: Actor

    @property
    def moved(self) -> bool:
        """Whether it is another place than before."""
        before, now = self.before, self.person
        return (before.municipality, before.unit) != (now.municipality, now.unit)


@dataclass(frozen=True, slots=True)
class RoleRostered:
    """The roster says a role that it did not say before: `person.rostered`. An operator's role is
    given and taken already."""

    before: Person
    person: Person
    at: datetime
    actor: Actor


@dataclass(frozen=True, slots=True)
class LeavingDateSet:
    """A leaving date was set, or taken back."""

    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactChosen:
    """Somebody chose whether and when the bot may write to them: hours, a pause, stop, resume."""

    person: Person
    at: datetime
