"""What the store keeps of people beside the person: where they belonged, and who is waited for."""

from __future__ import annotations

from msgspec import Struct, field

from bot.core.people.person import Person


class Membership(Struct, frozen=True):
    """Where a person belonged, from one day (ISO date) until another; `until` is "" while it
    lasts. `by` is who knew, as in `Person`."""

    person: str
    municipality: str
    unit: str
    by: str
    since: str = field(name="from")
    until: str = field(name="to", default="")


class PendingRow(Struct, frozen=True):
    """A row of the roster whose person has not appeared, under a keyed hash of who it is. `at` is
    the day (ISO date) of the roster that it last stood in."""

    municipality: str
    unit: str
    role: str
    at: str


class AddressOwner(Struct, frozen=True):
    """Whose an e-mail address is. `hash` is the key: nothing else is kept of the address."""

    person: str
    hash: str


class ErasedMark(Struct, frozen=True):
    """That somebody, known by nothing but a keyed hash, erased themselves on the day `at`."""

    at: str


def membership(person: Person, day: str) -> Membership:
    """Where the person belongs from `day` on."""
    return Membership(person.key, person.municipality, person.unit, person.municipality_by, day)
