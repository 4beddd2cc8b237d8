"""What the store keeps about people besides `Person`: where they belonged, and who is expected."""

from __future__ import annotations

from msgspec import Struct, field

from bot.core.people.person import Person


class Membership(Struct, frozen=True):
    """Where a person belonged, from one day (ISO date) until another; `until` is "" while it lasts.
    `by` is the source, as in `Person.municipality_by`."""

    person: str
    municipality: str
    unit: str
    by: str
    since: str = field(name="from")
    until: str = field(name="to", default="")


class PendingRow(Struct, frozen=True):
    """A row of the roster for somebody who has not used the bot yet, stored under a keyed hash of
    who it is. `at` is the day (ISO date) of the latest roster that has the row. It can be found by
    the keys `also` too, each of which has a document that says only where the row is: `of`, its
    key. `by_id`: it stands under an Entra id, so it is nobody's who has another. `scope` has the
    municipalities that an operator's or a reader's role is for, none for everything. `also_in` are
    the places of their other jobs."""

    municipality: str
    unit: str
    role: str
    at: str
    also: tuple[str, ...] = ()
    of: str = ""
    by_id: bool = False
    scope: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()


class AddressOwner(Struct, frozen=True):
    """The person with an e-mail address. `hash` is the key; the address itself is not kept. `upn`:
    it is what they sign in with, which no two people have."""

    person: str
    hash: str
    upn: bool = False


class ErasedMark(Struct, frozen=True):
    """A mark that somebody, identified only by a keyed hash, erased their data on the day `at`."""

    at: str


def membership(person: Person, day: str) -> Membership:
    """Where the person belongs from `day` on."""
    return Membership(person.key, person.municipality, person.unit, person.municipality_by, day)
