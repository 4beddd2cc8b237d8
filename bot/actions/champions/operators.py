"""Operators and readers: who they are, and giving and taking these roles, by the command line or
the API. The roster does it too (`bot.actions.people.placement`), and OPERATORS in the settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.champions.appointments import AppointmentResult
from bot.actions.champions.role import scope_of
from bot.actions.delivery.journeys import touch
from bot.actions.people.places import places_at, size_of
from bot.actions.people.records import find, save
from bot.actions.people.rights import record_role, require, standing
from bot.actions.shared.batches import READ_PAGE, readable
from bot.core import documents
from bot.core.actor import Actor
from bot.core.people.person import Person, has_left
from bot.core.people.reach import Right, Target, held_by, may, target_of
from bot.core.people.roles import Role
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

GIVEN: Final = (Role.OPERATOR, Role.READER)  # the roles that are given and taken here


async def everyone(services: Services, actor: Actor, at: datetime) -> list[Person]:
    """Every operator and reader who has not left, by role and key: those whose role is for what the
    actor operates; for a token or the command line all of them."""

    def change(tx: Tx, role: Role, after: str) -> tuple[list[Person], str]:
        who, places = standing(services, tx, actor, at), places_at(services, tx, at)
        rows = tx.find(documents.PEOPLE, role=role, after=after, limit=READ_PAGE)
        people = [each for _, each in readable(rows, Person) if not has_left(each, at)]
        seen = partial(may, who, Right.OPERATE, places=places)
        found = [each for each in people if any(map(seen, held_by(each)))]
        return found, rows[-1][0] if rows else ""

    found: list[Person] = []
    for role in GIVEN:
        after, more = "", True
        while more:
            step = partial(change, role=role, after=after)
            page, after = await services.store.run(step)
            found, more = found + page, bool(after)
    return found


async def grant(
    services: Services, actor: Actor, key: str, role: Role, places: Sequence[str], at: datetime
) -> AppointmentResult | None:
    """Make the person an operator or a reader of exactly these places; without any, of everything
    in their tenant.

    Returns None for an unknown person. Raises `Refused` for something that is not a place, for
    another role, and for those whom OPERATORS names; and `NotAllowed` unless the actor operates
    all of it, and all that the person's role was for."""
    if role not in GIVEN:
        raise Refused(why="The role is operator or reader.")

    def change(tx: Tx) -> AppointmentResult | None:
        before = find(tx, key)
        if before is None:
            return None
        scope = scope_of(services, tx, places, at)
        wanted = [Target(before.tenant, each) for each in scope or (None,)]
        require(services, tx, actor, "appoint", at, *wanted, *held_by(before))
        _refuse_named(services, before)
        after = replace(before, role=role, scope=scope)
        empty = tuple(e for e in scope if not size_of(services, tx, before.tenant, e, at))
        return AppointmentResult(after, _kept(services, tx, actor, before, after, at), empty)

    return await services.store.run(change)


async def revoke(
    services: Services, actor: Actor, key: str, at: datetime
) -> AppointmentResult | None:
    """Make an operator or a reader an employee again; others stay what they are. Returns and raises
    as `grant`."""

    def change(tx: Tx) -> AppointmentResult | None:
        before = find(tx, key)
        if before is None:
            return None
        require(services, tx, actor, "dismiss", at, *(held_by(before) or (target_of(before),)))
        if before.role not in GIVEN:
            return AppointmentResult(before, changed=False)
        _refuse_named(services, before)
        after = replace(before, role=Role.EMPLOYEE, scope=())
        return AppointmentResult(after, _kept(services, tx, actor, before, after, at))

    return await services.store.run(change)


def _refuse_named(services: Services, person: Person) -> None:
    if person.key in services.operators:
        raise Refused(why="OPERATORS in the settings names them: take them out there first.")


def _kept(
    services: Services, tx: Tx, actor: Actor, before: Person, after: Person, at: datetime
) -> bool:
    """Save and record it, and plan again, since another role may mean other courses. Whether
    anything changed."""
    if after == before:
        return False
    save(tx, after)
    touch(tx, after.key, at, back=False)
    record_role(services, tx, actor, before, after, at)
    return True
