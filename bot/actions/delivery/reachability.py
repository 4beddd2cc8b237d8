"""What operators are told of a named person who gets nothing: facts of transport alone.

Whether they have paused, want nothing, rest, have their own hours or have passed everything is
theirs (`bot.actions.delivery.explanation` is for themselves). So nothing here may depend on what a
person chose or did: the same is said of all whom the bot reaches in the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.actions.delivery.explanation import key_of
from bot.actions.delivery.hold import held
from bot.actions.people.places import calendar_of, places_at
from bot.actions.people.records import find
from bot.actions.people.rights import require
from bot.core.actor import Actor
from bot.core.delivery.plans import plans_for
from bot.core.people.hours import WORKDAY, next_moment, zone_of
from bot.core.people.person import Person, has_left
from bot.core.people.reach import target_of
from bot.ports import Tx
from bot.services import Services


class Reach(StrEnum):
    """The first that holds."""

    UNKNOWN = "unknown"  # nobody that the bot knows
    LEFT = "left"  # their leaving date has come
    UNREACHABLE = "unreachable"  # there is no app to write to: never installed, removed or blocked
    ON_HOLD = "on_hold"  # all sending is held back
    NO_PLAN = "no_plan"  # no plan is for where they work
    REACHABLE = "reachable"  # nothing about the transport is in the way


@dataclass(frozen=True, slots=True)
class Reachability:
    """`next_at` is the next moment within ordinary working hours in their municipality, in UTC,
    where they can be reached; None elsewhere. `plans` are the ids of the plans that are for where
    they work, in the file's order."""

    reach: Reach
    next_at: datetime | None = None
    plans: tuple[str, ...] = ()


async def reachability(services: Services, actor: Actor, who: str, at: datetime) -> Reachability:
    """`who` is "tenant/Entra-id", the key of a person, or an e-mail address that the bot has seen
    or has from the roster. Raises `NotAllowed` unless the actor operates that person; for somebody
    unknown too, so that nobody learns who is known in another tenant."""

    def change(tx: Tx) -> Reachability:
        key = key_of(services, tx, who)
        person = find(tx, key) if key else None
        about = (target_of(person),) if person else ()
        require(services, tx, actor, "look into why", at, *about)
        return _of(services, tx, person, at) if person else Reachability(Reach.UNKNOWN)

    return await services.store.run(change)


def _of(services: Services, tx: Tx, person: Person, at: datetime) -> Reachability:
    if has_left(person, at):
        return Reachability(Reach.LEFT)
    places = places_at(services, tx, at)
    plans = tuple(e.id for e in plans_for(person, places, services.plans, services.library))
    if person.blocked or not person.installed:
        return Reachability(Reach.UNREACHABLE, plans=plans)
    if held(tx):
        return Reachability(Reach.ON_HOLD, plans=plans)
    if not plans:
        return Reachability(Reach.NO_PLAN)
    calendar = calendar_of(services, person.place, at)
    return Reachability(Reach.REACHABLE, next_moment(at, WORKDAY, zone_of(""), calendar), plans)
