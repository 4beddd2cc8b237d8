"""Champions come and go: the one way in and out of the role, whoever asks for it.

An operator's command, a roster, a colleague's suggestion: each calls `appoint` and `dismiss` in a
transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

from bot.actions.delivery.journeys import touch
from bot.actions.delivery.plan_row import plan_row
from bot.actions.learning.lessons import progress_of
from bot.actions.people.places import place_of
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
from bot.core.people.roles import Role
from bot.errors import Refused
from bot.ports import Tx
from bot.services import DueCard, Services

KIND: Final = "champion"  # a welcome to the role, or that it came to nothing
Welcome = Literal["unasked", "answer", "shown"]


def scope_of(services: Services, places: Iterable[str], at: datetime) -> tuple[str, ...]:
    """Written places ("1506", "1506/Sentrum skole") as a scope on today's map.

    Raises `Refused` for what is no place, and for too many of them.
    """
    found = {_place(services, each, at) for each in places}
    if len(found) > champion_role.MOST_PLACES:
        raise Refused(why=f"A champion has at most {champion_role.MOST_PLACES} places.")
    return tuple(sorted(found))


def own_scope(services: Services, person: Person, at: datetime) -> tuple[str, ...]:
    """The person's own unit, or their municipality where no unit is known; () for neither."""
    own = champion_role.own_place(person, place_of(services, person, at)[0])
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
    """`person` (saved here) as champion of exactly `scope`, as `scope_of` or `own_scope` gives it;
    the person afterwards. Said again it changes nothing.

    Raises `Refused` for an empty scope; whether `actor` may is for the caller to know. Operators
    stay operators. Whoever was no champion before gets a card that welcomes them: within their
    budget when it is "unasked", outside it as the "answer" to their own yes, and none when it is
    "shown" already.
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
    """`person` (saved here) as an employee again; the person afterwards. Anybody who is no champion
    is left as they are. `actor` is the person themself when they step down."""
    after = champion_role.dismissed(person)
    if after == person:
        return person
    _changed(tx, after, at)
    record_role(services, tx, actor, person, after, at)
    return after


def person_placed(services: Services, tx: Tx, event: PersonPlaced) -> None:
    """Whoever the roster moves, and is champion of exactly the place they leave, is champion of the
    place they come to."""
    before, person, at = event.before, event.person, event.at
    if not event.moved or person.municipality_by != "roster" or before.role != Role.CHAMPION:
        return
    if before.scope == own_scope(services, before, at):
        appoint(services, tx, event.actor, person, own_scope(services, person, at), at)


def role_rostered(services: Services, tx: Tx, event: RoleRostered) -> None:
    """The roster makes employees champions, and champions employees."""
    person, at = event.person, event.at
    if person.rostered == "employee":
        dismiss(services, tx, event.actor, person, at)
    if person.rostered == "champion" and person.role == Role.EMPLOYEE:
        appoint(services, tx, event.actor, person, own_scope(services, person, at), at)


async def my_role(services: Services, key: str) -> tuple[Person, str] | None:
    """The person, and the next lesson of the champions' course; "" when it is done, or when there
    is none."""

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
    """Nobody is welcomed to a role that they have no more."""
    welcomed = due.row.subject == "welcome"
    gone = welcomed and due.person.role != Role.CHAMPION
    return Reason.WITHDRAWN if gone else Reason.NONE


def enriched(services: Services, tx: Tx, due: DueCard) -> RoleDetails:
    return RoleDetails(course_lesson(services, tx, due.person.key))


def _changed(tx: Tx, after: Person, at: datetime) -> None:
    """Another role may mean another plan."""
    save(tx, after)
    touch(tx, after.key, at, back=False)


def _place(services: Services, text: str, at: datetime) -> str:
    number, unit = champion_role.tidy(text)
    if not number or services.municipalities.by_number(number) is None:
        raise Refused(why=f"{text[:80]!r} is no place. Write 1506, or 1506/Name of the unit.")
    return champion_role.place(services.municipalities.resolve(number, at.date()), unit)
