"""What a host or an operator says of a gathering that was held: how many came from where, and an
estimate of their own of what it saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.actions.gatherings import attendance_records as records
from bot.actions.gatherings.guests import gathering_of
from bot.actions.gatherings.host_view import homes_of, hosting_of, manages
from bot.actions.people.records import find
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.core import documents
from bot.core.actor import Actor, ActorKind
from bot.core.gatherings.attendance import (
    LONGEST_NOTE,
    MOST_KRONER,
    MOST_PEOPLE,
    Attendance,
    Estimate,
)
from bot.core.gatherings.gathering import Gathering
from bot.core.gatherings.views import Hosting
from bot.core.moments import moment
from bot.core.people.reach import Right, standing_of
from bot.core.values import replace
from bot.core.visible_text import visible
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services


async def say_came(
    services: Services,
    actor: Actor,
    id: str,
    came: Mapping[str, int] | None,
    at: datetime,
    *,
    unseen: bool = False,
) -> bool | None:
    """Say how many came by home municipality ("" for elsewhere), in place of what was counted;
    None takes it back. With `unseen` it comes from a form that showed no few people: what holds of
    these is left as it is, unless the form says otherwise. Returns whether anything changed; None
    if there is no such gathering, or the actor may not say it. Raises `Refused` if it was cancelled
    or is to come, or for numbers that can't be right."""
    if came is not None:
        check_came(services, came)

    def change(tx: Tx) -> bool | None:
        gathering = _open_to(services, tx, actor, id, at)
        if gathering is None:
            return None
        before = records.attendance_of(tx, id)
        said = None if came is None else {home: n for home, n in came.items() if n}
        if came is not None and unseen:
            said = {**_unseen(services, tx, id, came), **(said or {})}
        if before.said == said:
            return False
        put_said(services, tx, actor, gathering, said, at)
        return True

    return await services.store.run(change)


def _unseen(services: Services, tx: Tx, id: str, came: Mapping[str, int]) -> dict[str, int]:
    """Those whom the form did not show, and said nothing of."""
    shown = homes_of(services, tx, id)
    held = records.by_home(records.counts_of(tx, id))
    return {home: n for home, n in held.items() if home not in shown and home not in came}


def put_said(
    services: Services,
    tx: Tx,
    actor: Actor,
    gathering: Gathering,
    said: dict[str, int] | None,
    at: datetime,
) -> None:
    before = records.attendance_of(tx, gathering.id)
    who = {"kind": str(actor.kind), "by": actor.name, "said_at": moment(at)}
    gone = {"kind": "", "by": "", "said_at": ""}
    after: Attendance = replace(before, said=said, **gone if said is None else who)
    tx.put(documents.ATTENDANCES, gathering.id, after)
    was, now = _facts(services, before), _facts(services, after)
    act = Act.GATHERING_CAME_SAID
    record(services, tx, actor, act, at, about=gathering.id, before=was, after=now)


def check_came(services: Services, came: Mapping[str, int]) -> None:
    """Raises `Refused` for a municipality that is unknown, or numbers that can't be right."""
    unknown = [n for n in came if n and services.municipalities.by_number(n) is None]
    if unknown:
        raise Refused(why=f"No municipality has the number {min(unknown)[:10]}.")
    if any(n < 0 for n in came.values()) or sum(came.values()) > MOST_PEOPLE:
        raise Refused(why=f"From 0 to {MOST_PEOPLE} people can have come.")


async def note_estimate(
    services: Services, actor: Actor, id: str, amount: int | None, note: str, at: datetime
) -> bool | None:
    """Note an operator's own estimate, in whole kroner, beside the computed one; None deletes it.
    Returns and raises as `say_came`."""
    note = visible(note)
    if amount is not None and not 0 <= amount <= MOST_KRONER:
        raise Refused(why=f"An estimate is from 0 to {MOST_KRONER} kroner.")
    if len(note) > LONGEST_NOTE:
        raise Refused(why=f"A note is a line of at most {LONGEST_NOTE} characters.")

    def change(tx: Tx) -> bool | None:
        if _open_to(services, tx, actor, id, at, operators=True) is None:
            return None
        before = records.estimate_of(tx, id)
        if amount is None:
            return before is not None and _forget(services, tx, actor, before, id, at)
        if before and (before.amount, before.note) == (amount, note):
            return False
        kind, by = str(actor.kind), actor.name
        tx.put(documents.ESTIMATES, id, Estimate(amount, note, kind, by, moment(at)))
        was = {"amount": before.amount} if before else {}
        act = Act.GATHERING_ESTIMATED
        record(services, tx, actor, act, at, about=id, before=was, after={"amount": amount})
        return True

    return await services.store.run(change)


def _forget(
    services: Services, tx: Tx, actor: Actor, before: Estimate, id: str, at: datetime
) -> bool:
    tx.delete(documents.ESTIMATES, id)
    was = {"amount": before.amount}
    record(services, tx, actor, Act.GATHERING_ESTIMATED, at, about=id, before=was)
    return True


async def look(services: Services, key: str, id: str, at: datetime) -> Hosting | None:
    """The gathering for the form in which its host says how many came; None if the person may
    not."""

    def change(tx: Tx) -> Hosting | None:
        person, gathering = find(tx, key), gathering_of(tx, id)
        if person is None or gathering is None or not manages(services, tx, person, gathering, at):
            return None
        return hosting_of(services, tx, person, gathering, at)

    return await services.store.run(change)


def _open_to(
    services: Services, tx: Tx, actor: Actor, id: str, at: datetime, *, operators: bool = False
) -> Gathering | None:
    """The gathering, if this actor may say something of it: its host (not with `operators`), an
    operator of its municipality, a token or the command line."""
    gathering = gathering_of(tx, id)
    if gathering is None:
        return None
    if actor.kind is ActorKind.PERSON:
        person = find(tx, actor.person)
        if person is None or not manages(services, tx, person, gathering, at):
            return None
        if operators and not standing_of(person, at).holds(Right.OPERATE):
            return None
    if gathering.is_cancelled:
        raise Refused(why="That gathering was cancelled.")
    if at < gathering.begins:
        raise Refused(why="That gathering has not begun.")
    return gathering


def _facts(services: Services, known: Attendance) -> dict[str, int | str]:
    """How many, unless they are few."""
    if known.said is None:
        return {}
    n, least = sum(known.said.values()), services.min_group_size
    return {"came": n if n >= least else f"fewer than {least}"}
