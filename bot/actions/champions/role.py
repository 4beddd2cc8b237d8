"""The role of champion: the only functions that give and take it.

Operators' commands, the roster, and suggestions all call `appoint` and `dismiss`, in their own
transactions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

from bot.actions.delivery.journeys import touch
from bot.actions.delivery.plan_row import plan_row
from bot.actions.learning.lessons import progress_of
from bot.actions.people.places import municipality_of, places_at
from bot.actions.people.records import find, save
from bot.actions.people.rights import record_role
from bot.core.actor import Actor
from bot.core.champions import role as champion_role
from bot.core.champions.views import RoleDetails
from bot.core.delivery.deliveries import PlannedCard
from bot.core.delivery.states import Reason
from bot.core.moments import moment
from bot.core.people.events import PersonPlaced, RoleRostered
from bot.core.people.person import Person
from bot.core.people.places import Places, place_of
from bot.core.people.roles import Role
from bot.errors import Refused
from bot.ports import Tx
from bot.services import DueCard, Services

KIND: Final = "champion"  # the kind of card: a welcome to the role, or that an operator said no
Welcome = Literal["unasked", "answer", "shown"]


def scope_of(services: Services, tx: Tx, typed: Iterable[str], at: datetime) -> tuple[str, ...]:
    """Typed places ("1506", "1506/Sentrum skole") as a scope. A unit keeps the number under which
    its people are recorded.

    Raises `Refused` for something that is not a place, for a name that several units have, and for
    too many places.
    """
    places = places_at(services, tx, at)
    found = {_place(places, each) for each in typed}
    if len(found) > champion_role.MOST_PLACES:
        raise Refused(why=f"A champion has at most {champion_role.MOST_PLACES} places.")
    return tuple(sorted(found))


def own_scope(services: Services, person: Person, at: datetime) -> tuple[str, ...]:
    """The person's own unit, or their municipality if the unit is unknown; () if both are."""
    own = person.place if person.unit else municipality_of(services, person, at)
    return (own,) if own else ()


def appoint(
    services: Services,
    tx: Tx,
    actor: Actor,
    person: Person,
    scope: Iterable[str],
    at: datetime,
    *,
    welcome: Welcome = "unasked",
) -> Person:
    """Make `person` champion of exactly `scope` (from `scope_of` or `own_scope`) and save them.
    Returns the person afterwards. Idempotent.

    Raises `Refused` for an empty scope. The caller must check that `actor` may do this. Operators
    remain operators. A new champion gets a welcome card: within their budget if it is "unasked",
    outside it as the "answer" to their own yes, and none if it is "shown" already.
    """
    wanted = tuple(scope)
    if not wanted:
        raise Refused(why="A champion needs a place: their municipality is not known yet.")
    after = champion_role.appointed(person, wanted)
    if after == person:
        return person
    _changed(tx, after, at)
    if person.role != Role.CHAMPION and welcome != "shown":
        asked = welcome == "unasked"
        slot = moment(at)
        card = PlannedCard(person.key, KIND, "welcome", at, slot, counts=asked)
        plan_row(services, tx, card, at)
    record_role(services, tx, actor, person, after, at)
    return after


def dismiss(services: Services, tx: Tx, actor: Actor, person: Person, at: datetime) -> Person:
    """Make `person` an employee again and save them. Returns the person afterwards. People who are
    not champions are unchanged. If they step down, `actor` is the person themselves."""
    after = champion_role.dismissed(person)
    if after == person:
        return person
    _changed(tx, after, at)
    record_role(services, tx, actor, person, after, at)
    return after


def person_placed(services: Services, tx: Tx, event: PersonPlaced) -> None:
    """If the roster moves a champion of exactly the place that they leave, they become champion of
    their new place."""
    before, person, at = event.before, event.person, event.at
    if not event.moved or person.municipality_by != "roster" or before.role != Role.CHAMPION:
        return
    places = places_at(services, tx, at)
    if _same(places, before.scope, own_scope(services, before, at)):
        appoint(services, tx, event.actor, person, own_scope(services, person, at), at)


def role_rostered(services: Services, tx: Tx, event: RoleRostered) -> None:
    """Apply a role from the roster: it makes employees champions, and champions employees."""
    person, at = event.person, event.at
    if person.rostered == "employee":
        dismiss(services, tx, event.actor, person, at)
    if person.rostered == "champion" and not person.role.leads:
        appoint(services, tx, event.actor, person, own_scope(services, person, at), at)


async def my_role(services: Services, key: str) -> tuple[Person, str] | None:
    """The person, and the next lesson in the champions' course; "" if it is done or does not
    exist. None for an unknown person."""

    def change(tx: Tx) -> tuple[Person, str] | None:
        person = find(tx, key)
        return (person, course_lesson(services, tx, key)) if person else None

    return await services.store.run(change)


def course_lesson(services: Services, tx: Tx, key: str) -> str:
    for course in services.library.courses.values():
        taught = course.audience == "champion"
        if taught and (lesson := progress_of(tx, key, course.id).next_lesson(course)):
            return lesson
    return ""


def skip_reason(_: Services, __: Tx, due: DueCard) -> Reason:
    """Why the card is not to be sent, or "": nobody is welcomed to a role that they have lost."""
    welcomed = due.row.subject == "welcome"
    gone = welcomed and due.person.role != Role.CHAMPION
    return Reason.WITHDRAWN if gone else Reason.NONE


def enriched(services: Services, tx: Tx, due: DueCard) -> RoleDetails:
    return RoleDetails(course_lesson(services, tx, due.person.key))


def _changed(tx: Tx, after: Person, at: datetime) -> None:
    """Save the person and plan again, since another role may mean other courses."""
    save(tx, after)
    touch(tx, after.key, at, back=False)


def _same(places: Places, one: Iterable[str], other: Iterable[str]) -> bool:
    return {*map(places.home, one)} == {*map(places.home, other)}


def _place(places: Places, text: str) -> str:
    number, unit = champion_role.tidy(text)
    if not number or places.map_.by_number(number) is None:
        standing = next((each.number for each in places.map_.valid_on(places.day)), "its number")
        how = f"Write {standing}, or {standing}/Name of the unit."
        raise Refused(why=f"{text[:80]!r} is no place. {how}")
    typed = place_of(number, unit)
    if several := places.choices(typed, ""):
        which = " or ".join(f"{number}/{places.name(each)}" for each in several)
        raise Refused(why=f"Several units have the name {unit!r}. Write {which}.")
    home = places.recorded_as(typed, "")
    today = place_of(places.municipality(typed), unit)
    return home if unit and (places.known(home) or home == typed == today) else today
