"""Champions for operators, by the command line or the API: listing them and pending appointments,
and appointing and dismissing them, which also answers suggestions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.actions.champions.decisions import settle
from bot.actions.champions.letters import written_to
from bot.actions.champions.role import appoint, dismiss, own_scope, scope_of
from bot.actions.figures.coverage import champions
from bot.actions.people.places import places_at, size_of
from bot.actions.people.records import find
from bot.actions.people.rights import require, standing
from bot.core import documents
from bot.core.actor import Actor
from bot.core.champions.letter import Letter, LetterState
from bot.core.people.person import Person
from bot.core.people.reach import Right, Target, held_by, may, target_of
from bot.core.people.roles import Role
from bot.core.values import from_doc
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class OpenSuggestion:
    """Somebody who was suggested and said yes. `by` is the name of the person who suggested them,
    or ""."""

    person: Person
    place: str
    by: str
    since: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Every champion who has not left, by key, and everybody who waits for an operator's
    decision."""

    champions: tuple[Person, ...]
    waiting: tuple[OpenSuggestion, ...]


@dataclass(frozen=True, slots=True)
class AppointmentResult:
    """The person afterwards; whether anything changed; and the places in the scope where nobody is
    known yet, which may be typing errors."""

    person: Person
    changed: bool
    empty: tuple[str, ...] = ()


async def roll(services: Services, actor: Actor, at: datetime) -> Roll:
    """Those whom the actor operates; everybody for a token or the command line."""

    def change(tx: Tx) -> list[OpenSuggestion | None]:
        rows = tx.find(documents.LETTERS, state=LetterState.WAITING, limit=1000)
        return [_waiting(tx, from_doc(Letter, doc)) for _, doc in rows]

    everybody = await _champions(services)
    waiting = [each for each in await services.store.run(change) if each]

    def visible(tx: Tx) -> Roll:
        who, places = standing(services, tx, actor, at), places_at(services, tx, at)
        seen = partial(may, who, Right.OPERATE, places=places)
        return Roll(
            tuple(each for each in everybody if any(map(seen, held_by(each)))),
            tuple(e for e in waiting if seen(Target(e.person.tenant, e.place))),
        )

    return await services.store.run(visible)


async def appoint_one(
    services: Services, actor: Actor, key: str, places: Sequence[str], at: datetime
) -> AppointmentResult | None:
    """Make the person champion of exactly these places; without any, of the place they were
    suggested for, or where they work. It also answers a pending suggestion with yes.

    Returns None for an unknown person. Raises `Refused` for something that is not a place, and for
    operators; and `NotAllowed` unless the actor is an operator of those places."""

    def change(tx: Tx) -> AppointmentResult | None:
        before = find(tx, key)
        if before is None:
            return None
        if before.role == Role.OPERATOR:
            raise Refused(why="An operator may do all that a champion may, and stays an operator.")
        open_ = _open(tx, key)
        scope = scope_of(services, tx, places, at)
        wanted = scope or ((open_.place,) if open_ else own_scope(services, before, at))
        theirs = [*(Target(before.tenant, each) for each in wanted), *held_by(before)]
        require(services, tx, actor, "appoint", at, *theirs)
        if open_:
            settle(services, tx, actor, open_, yes=True, at=at, scope=wanted)
        else:
            appoint(services, tx, actor, before, wanted, at)
        after = find(tx, key) or before
        tenant = after.tenant
        empty = tuple(e for e in after.scope if not size_of(services, tx, tenant, e, at))
        return AppointmentResult(after, after != before, empty)

    return await services.store.run(change)


async def dismiss_one(
    services: Services, actor: Actor, key: str, at: datetime
) -> AppointmentResult | None:
    """End the person's role as champion, or answer a pending suggestion with no. Returns None for
    an unknown person. Raises `NotAllowed` unless the actor is an operator of their places."""

    def change(tx: Tx) -> AppointmentResult | None:
        before = find(tx, key)
        if before is None:
            return None
        open_ = _open(tx, key)
        theirs = held_by(before) or (target_of(before),)
        asked = (Target(before.tenant, open_.place),) if open_ else ()
        require(services, tx, actor, "dismiss", at, *theirs, *asked)
        if open_:
            settle(services, tx, actor, open_, yes=False, at=at)
        after = dismiss(services, tx, actor, before, at)
        return AppointmentResult(after, after != before or open_ is not None)

    return await services.store.run(change)


def _open(tx: Tx, key: str) -> Letter | None:
    return next((each for each in written_to(tx, key) if each.state == LetterState.WAITING), None)


def _waiting(tx: Tx, letter: Letter) -> OpenSuggestion | None:
    person, writer = find(tx, letter.person), find(tx, letter.by) if letter.by else None
    name = writer.name if writer else ""
    return OpenSuggestion(person, letter.place, name, letter.at) if person else None


async def _champions(services: Services) -> list[Person]:
    found: list[Person] = []
    after = ""
    while page := await services.store.run(champions(after)):
        found += [person for _, person in page]
        after = page[-1][0]
        await asyncio.sleep(0)  # a store that only reads does not wait, and others would
    return [each for each in found if each.is_member]
