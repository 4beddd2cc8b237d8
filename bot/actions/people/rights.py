"""Rights in the store: what somebody's standing is now, and the audit of every change of a role.

`bot.core.people.reach` decides. Here it is told who asks, on today's map. Tokens and the command
line act for the whole installation; people have the rights of their role, tenant and scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.actions.people.places import places_at
from bot.actions.people.records import find
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts, record
from bot.actions.shared.batches import READ_PAGE, readable
from bot.core import documents
from bot.core.actor import Actor, ActorKind
from bot.core.people import reach
from bot.core.people.person import Person
from bot.core.people.places import Places
from bot.core.people.reach import EVERYTHING, INSTALLATION, NOBODY, Right, Standing, Target
from bot.core.people.roles import Role
from bot.errors import NotAllowed
from bot.ports import Tx
from bot.services import Services


def standing_of(services: Services, person: Person, at: datetime) -> Standing:
    """What this person may do now. What is for all tenants at once, such as a pause of all sending,
    is theirs if OPERATORS names them, or if nobody else's tenant may use the bot."""
    named = person.key in services.operators
    return reach.standing_of(person, at, whole=named or reach.is_alone(person, services.tenants))


def standing(services: Services, tx: Tx, actor: Actor, at: datetime) -> Standing:
    """What whoever acts may do now."""
    if actor.kind is not ActorKind.PERSON:
        return INSTALLATION
    person = find(tx, actor.person)
    return standing_of(services, person, at) if person else NOBODY


def may(
    services: Services,
    tx: Tx,
    person: Person,
    right: Right,
    about: Target,
    at: datetime,
    places: Places | None = None,
) -> bool:
    """Whether this person has this right over all that it is about. `places` saves finding out anew
    what places mean now."""
    who = standing_of(services, person, at)
    return reach.may(who, right, about, places or places_at(services, tx, at))


def reaches(
    services: Services,
    tx: Tx,
    person: Person,
    other: Person,
    at: datetime,
    places: Places | None = None,
) -> bool:
    """Whether this person may write to that one as their champion or operator."""
    return may(services, tx, person, Right.LEAD, reach.target_of(other), at, places)


def require(
    services: Services,
    tx: Tx,
    actor: Actor,
    action: str,
    at: datetime,
    *about: Target,
    right: Right = Right.OPERATE,
) -> Standing:
    """The actor's standing. Raises `NotAllowed` unless they have this right over all of these
    targets; where none is given, over everything that there is."""
    who, places = standing(services, tx, actor, at), places_at(services, tx, at)
    if not all(reach.may(who, right, each, places) for each in about or (EVERYTHING,)):
        raise NotAllowed(person=actor.person, action=action)
    return who


def operators_of(services: Services, tx: Tx, about: Target, at: datetime) -> Iterator[Person]:
    """Everybody who operates all that it is about."""
    places, after = places_at(services, tx, at), ""
    while rows := tx.find(documents.PEOPLE, role=Role.OPERATOR, after=after, limit=READ_PAGE):
        for _, person in readable(rows, Person):
            if may(services, tx, person, Right.OPERATE, about, at, places):
                yield person
        after = rows[-1][0]


def record_role(
    services: Services, tx: Tx, actor: Actor, before: Person, after: Person, at: datetime
) -> None:
    """Record a change of role or scope in the audit, whoever made it, since a role gives rights
    over others."""
    was, now = _role_of(before), _role_of(after)
    if was != now:
        record(services, tx, actor, _act(before, after), at, about=after, before=was, after=now)


_APPOINTED = {
    Role.OPERATOR: Act.OPERATOR_APPOINTED,
    Role.CHAMPION: Act.CHAMPION_APPOINTED,
    Role.READER: Act.READER_APPOINTED,
}
_DISMISSED = {
    Role.OPERATOR: Act.OPERATOR_DISMISSED,
    Role.CHAMPION: Act.CHAMPION_DISMISSED,
    Role.READER: Act.READER_DISMISSED,
}


def _act(before: Person, after: Person) -> Act:
    return _APPOINTED.get(after.role) or _DISMISSED[before.role]


def _role_of(person: Person) -> Facts:
    return {"role": person.role, "scope": [*person.scope]}
