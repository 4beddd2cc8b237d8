"""Whom a host may invite to a gathering, and the invitations that are planned for them, a page at a
time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions.gatherings.guest_cards import count, plan_card
from bot.actions.gatherings.guests import gathering_of, reply_of
from bot.actions.gatherings.host_view import audiences_of, manages
from bot.actions.people.places import of_tenant, places_at, steps_of
from bot.actions.people.records import find
from bot.actions.people.rights import reaches
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record_part
from bot.actions.shared.batches import PLAN_PAGE, readable
from bot.core import documents
from bot.core.actor import person_actor
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import INVITATION, UNDO, Audience, Gathering
from bot.core.gatherings.jobs import GatheringJob
from bot.core.gatherings.reply import reply_key
from bot.core.moments import parse_moment
from bot.core.people.person import Person, has_left
from bot.core.people.places import Places
from bot.core.people.reach import Right, standing_of
from bot.core.people.roles import Role
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class InvitationChoice:
    """What a card said, unchecked: the ids of a gathering and of an audience."""

    gathering: str
    audience: str


@dataclass(frozen=True, slots=True)
class Inviting:
    """Whom a host may invite to a gathering; `limited`: not as many as they like at a time."""

    host: Person
    gathering: Gathering
    audience: Audience
    limited: bool


def allowed(
    services: Services, tx: Tx, key: str, choice: InvitationChoice, at: datetime
) -> Inviting | None:
    """The scope is computed at every tap: a card can only choose among what the host may do now."""
    person, gathering = find(tx, key), gathering_of(tx, choice.gathering)
    if person is None or gathering is None or not manages(services, tx, person, gathering, at):
        return None
    if not gathering.may_answer(at):
        return None
    offered = audiences_of(services, person, gathering, at)
    audience = next((each for each in offered if each.id == choice.audience), None)
    limited = not standing_of(person, at).holds(Right.OPERATE)
    return Inviting(person, gathering, audience, limited) if audience else None


def invite_page(services: Services, tx: Tx, job: GatheringJob, at: datetime) -> GatheringJob | None:
    """Plan an invitation for the next people. What the host may do is checked again: one who has
    lost the role or the place, or has left, invites nobody else."""
    choice = InvitationChoice(job.gathering, job.audience.id)
    found = allowed(services, tx, job.by, choice, at)
    if found is None:
        return None
    since = parse_moment(job.at)
    people, after = page(services, tx, found, job.after, PLAN_PAGE, at)
    new = sum(_ask(services, tx, each, found.gathering, since) for each in people)
    if new:
        act, counts = Act.GATHERING_INVITED, {"invited": new}
        record_part(services, tx, person_actor(job.by), act, since, counts, about=job.gathering)
    return replace(job, after=after, done=job.done + len(people)) if after else None


def page(
    services: Services, tx: Tx, found: Inviting, after: str, limit: int, at: datetime
) -> tuple[list[Person], str]:
    """The next people of the audience without the host and those who have left, and where to go
    on; "" after the last. `after` is "" to begin, then the place of a search and a key."""
    steps = sorted(_steps(services, tx, found.audience, at).items())
    here, _, key = after.partition("|") if after else (steps[0][0] if steps else "", "", "")
    for place, fields in steps:
        if place < here:
            continue
        rows = of_tenant(tx, found.host.tenant, key if place == here else "", limit, **fields)
        if rows:
            places = places_at(services, tx, at)
            people = (each for _, each in readable(rows, Person))
            meant = [each for each in people if _is_meant(services, tx, places, found, each, at)]
            return meant, f"{place}|{rows[-1][0]}"
    return [], ""


def _is_meant(
    services: Services, tx: Tx, places: Places, found: Inviting, person: Person, at: datetime
) -> bool:
    if person.key == found.gathering.by or has_left(person, at):
        return False
    inside = places.covers(found.audience.places, person.place)
    return inside and reaches(services, tx, found.host, person, at, places)


def _steps(
    services: Services, tx: Tx, audience: Audience, at: datetime
) -> dict[str, dict[str, str]]:
    """The searches that find the audience, by place; no two of them find the same person."""
    places = places_at(services, tx, at)
    found = dict(step for each in audience.places for step in steps_of(tx, places, each))
    whole = {name for name in found if "/" not in name}
    role = {"role": Role.CHAMPION} if audience.who == "champions" else {}
    return {
        name: fields | role
        for name, fields in found.items()
        if name in whole or fields["municipality"] not in whole
    }


def _ask(services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime) -> bool:
    planned = plan_card(services, tx, person.key, gathering, "1", at, at + UNDO, kind=INVITATION)
    if reply_of(tx, gathering.id, person.key) is not None:
        return False
    reply = gatherings.invited(person.key, gathering)
    tx.put(documents.REPLIES, reply_key(gathering.id, person.key), reply)
    count(tx, gathering.id, "invited")
    return planned
