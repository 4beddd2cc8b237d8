"""Applies what the roster says about a known person: where they belong from a day on, and their
role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.actions.people.places import in_use
from bot.actions.people.records import find, move, save
from bot.actions.people.rights import record_role
from bot.actions.shared.events import announce
from bot.core.actor import Actor
from bot.core.languages import guess_language
from bot.core.people import person as people
from bot.core.people.events import PersonPlaced, RoleRostered
from bot.core.people.person import Person
from bot.core.people.places import Places, municipality_on, place_of, split
from bot.core.people.roles import Role
from bot.core.people.roster import WITH_SCOPE
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Placement:
    """Somebody's place and role according to the roster. `unit` is None, and `role` is "", if the
    roster does not say. `scope` has the municipalities that an operator's or a reader's role is
    for, none for everything. `also_in` are the places of other jobs, as recorded."""

    municipality: str
    unit: str | None = None
    role: str = ""
    scope: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()

    @property
    def rostered(self) -> str:
        """The role as it is kept in `Person.rostered`: "operator", "operator 1506,1535"."""
        return f"{self.role} {','.join(self.scope)}".strip() if self.role else ""


def settle(
    services: Services,
    tx: Tx,
    actor: Actor,
    before: Person,
    where: Placement,
    day: date,
    at: datetime,
) -> Person:
    """Place the person where the roster says, from `day` on, with the role that it says, and save
    them. Idempotent."""
    after = _placed(services, tx, before, where, day)
    if after != before:
        after = move(services, tx, before, after, str(day))
        save(tx, after)
        announce(services, tx, PersonPlaced(before, after, at, actor))
        after = find(tx, after.key) or after
    if not _is_news(services, after, where):
        return after
    return _in_role(services, tx, actor, after, where, at)


def foreseen(
    services: Services, tx: Tx, before: Person, where: Placement, day: date
) -> tuple[str, ...]:
    """What `settle` would do, in words: "moved"; "placed" (they were there already by a weaker
    source, or had no municipality); "back" (they had left); the new role; "declined" for the role
    of champion that they have given back since the roster gave it; "jobs" if their other jobs are
    others than before; and "ambiguous" if several units have the name."""
    after = _placed(services, tx, before, where, day)
    moves = (after.municipality, after.unit) != (before.municipality, before.unit)
    known = before.municipality_by == "roster"
    news = _is_news(services, before, where)
    facts = {
        "moved": moves and known,
        "placed": not known,
        "back": after.left_on != before.left_on,
        where.role: news and (where.role, *_scope(where)) != (before.role, *_scope(before)),
        "jobs": after.also_in != before.also_in,
        "declined": _has_declined(before, where),
        "ambiguous": is_ambiguous(services, tx, _wanted(where), before.place, day),
    }
    return tuple(word for word, applies in facts.items() if applies)


def is_ambiguous(services: Services, tx: Tx, wanted: str, own: str, day: date) -> bool:
    """Whether several units of the municipality have the name in `wanted`, and it does not say
    which. `own` is where the person is already, or ""."""
    return bool(Places(services.municipalities, day, in_use(tx)).choices(wanted, own))


def recorded_as(services: Services, tx: Tx, wanted: str, own: str, day: date) -> tuple[str, str]:
    """The number and unit to record for somebody at `own` whom the roster puts at `wanted`."""
    return split(Places(services.municipalities, day, in_use(tx)).recorded_as(wanted, own))


def _placed(services: Services, tx: Tx, before: Person, where: Placement, day: date) -> Person:
    """The roster is the strongest source."""
    map_ = services.municipalities
    wanted = _wanted(where)
    number, unit = recorded_as(services, tx, wanted, before.place, day)
    if where.unit is None and municipality_on(map_, before.place, day) == where.municipality:
        number, unit = before.municipality, before.unit
    gone = bool(before.left_on) and before.left_on <= str(day)
    after = people.placed(before, number, "roster")
    also = tuple(each for each in where.also_in if each != place_of(number, unit))
    after = replace(after, unit=unit, left_on="" if gone else before.left_on, also_in=also)
    now = municipality_on(map_, after.place, day)
    if after.language_by == "guess" and now != municipality_on(map_, before.place, day):
        after = replace(after, language=guess_language(after.language, map_.form(now)))
    return after


def _wanted(where: Placement) -> str:
    return place_of(where.municipality, where.unit or "")


def _is_news(services: Services, person: Person, where: Placement) -> bool:
    """Whether the role differs from what the roster said last. So people who gave it back are left
    in peace, and people who became champions in another way remain so. Operators by the settings
    are not affected by the roster."""
    return where.rostered not in ("", person.rostered) and person.key not in services.operators


def _has_declined(person: Person, where: Placement) -> bool:
    return where.role == person.rostered == Role.CHAMPION and person.role == Role.EMPLOYEE


def _scope(of: Placement | Person) -> tuple[str, ...]:
    """The scope that the roster says; a champion's follows from where they work."""
    return of.scope if of.role in WITH_SCOPE else ()


def _in_role(
    services: Services, tx: Tx, actor: Actor, before: Person, where: Placement, at: datetime
) -> Person:
    """Record the role that the roster says. Operators and readers are appointed and dismissed here;
    champions are left to the subject that listens."""
    after = replace(before, rostered=where.rostered)
    if where.role in WITH_SCOPE:
        after = replace(after, role=Role(where.role), scope=where.scope)
    if where.role == Role.EMPLOYEE and before.role in WITH_SCOPE:
        after = replace(after, role=Role.EMPLOYEE, scope=())
    save(tx, after)
    record_role(services, tx, actor, before, after, at)
    announce(services, tx, RoleRostered(before, after, at, actor))
    return find(tx, after.key) or after
