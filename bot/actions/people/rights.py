"""Rights: what only operators may do, and the audit of every change of a role.

Tokens and the command line have all the rights of an operator; people have those of their role and
scope.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.actions.people.places import leads
from bot.actions.people.records import find
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts, record
from bot.core.actor import Actor, ActorKind
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.people.scope import is_operator
from bot.errors import NotAllowed
from bot.ports import Tx
from bot.services import Services


def require_operator(tx: Tx, actor: Actor, action: str, at: datetime) -> None:
    """Raises `NotAllowed` if the actor is a person who is not an operator of everything."""
    if actor.kind is not ActorKind.PERSON:
        return
    person = find(tx, actor.person)
    if person is None or not is_operator(person, at) or person.scope:
        raise NotAllowed(person=actor.person, action=action)


def require_operator_of(
    services: Services,
    tx: Tx,
    actor: Actor,
    action: str,
    at: datetime,
    about: Person | None,
    places: Collection[str],
) -> None:
    """Raises `NotAllowed` if the actor is a person who is not an operator of all these places
    ("1506", "1506/Sentrum skole"; none means everything), or not in the tenant of `about`."""
    if not places:
        require_operator(tx, actor, action, at)
    if actor.kind is not ActorKind.PERSON:
        return
    person = find(tx, actor.person)
    elsewhere = person and about and person.tenant != about.tenant
    if person is None or elsewhere or not is_operator(person, at):
        raise NotAllowed(person=actor.person, action=action)
    if not all(leads(services, tx, person, each, at) for each in places):
        raise NotAllowed(person=actor.person, action=action)


def record_role(
    services: Services, tx: Tx, actor: Actor, before: Person, after: Person, at: datetime
) -> None:
    """Record a change of role or scope in the audit, whoever made it, since a role gives rights
    over others."""
    was, now = _role_of(before), _role_of(after)
    if was != now:
        record(services, tx, actor, _act(before, after), at, about=after, before=was, after=now)


def _act(before: Person, after: Person) -> Act:
    match after.role:
        case Role.OPERATOR:
            return Act.OPERATOR_APPOINTED
        case Role.CHAMPION:
            return Act.CHAMPION_APPOINTED
        case Role.EMPLOYEE:
            was_operator = before.role == Role.OPERATOR
            return Act.OPERATOR_DISMISSED if was_operator else Act.CHAMPION_DISMISSED


def _role_of(person: Person) -> Facts:
    return {"role": person.role, "scope": [*person.scope]}
