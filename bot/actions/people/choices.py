"""People's own choices: language, municipality, hours, pause, stop, and in local mode the role.

Unless stated otherwise, the functions return the person as saved, or None if they are unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.actions.people.places import date_of, kept_number, municipality_of
from bot.actions.people.records import find, move, save
from bot.actions.shared.events import announce
from bot.core.actor import person_actor
from bot.core.languages import Language
from bot.core.moments import moment
from bot.core.people import person as people
from bot.core.people.events import ContactChosen, PersonPlaced
from bot.core.people.hours import Hours, moment_of, zone_of
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.values import replace
from bot.errors import NotAllowed
from bot.ports import Tx
from bot.services import Services

FOREVER: Final = "9999-12-31T00:00:00Z"
LONGEST_PAUSE: Final = 366  # days; for longer than a year's leave there is "until I say so"


@dataclass(frozen=True, slots=True)
class Placed:
    """`done` is False if the choice has no effect, because a stronger source placed the person."""

    person: Person
    done: bool


async def choose_language(services: Services, key: str, language: Language) -> Person | None:
    return await _change(services, key, lambda person: people.speaking(person, language))


async def choose_hours(services: Services, key: str, hours: Hours, at: datetime) -> Person | None:
    """Choose the days and hours in which the bot may write."""
    return await _change(services, key, lambda person: replace(person, hours=str(hours)), at)


async def pause(services: Services, key: str, at: datetime, days: int | None) -> Person | None:
    """Send nothing for `days` days (1 to 366), or until the person says so (None)."""
    until = FOREVER
    if days is not None:
        until = moment(at + timedelta(days=min(max(days, 1), LONGEST_PAUSE)))
    return await _change(services, key, lambda person: replace(person, paused_until=until), at)


async def pause_until(services: Services, key: str, at: datetime, day: date) -> Person | None:
    """Send nothing before `day` begins in the person's time zone. A day beyond the longest pause
    counts as the longest pause."""
    day = min(day, at.date() + timedelta(days=LONGEST_PAUSE))

    def paused(person: Person) -> Person:
        until = moment_of(day, time(), zone_of(person.time_zone))
        return replace(person, paused_until=moment(until))

    return await _change(services, key, paused, at)


async def stop(services: Services, key: str, at: datetime) -> Person | None:
    """Send nothing unrequested any more. Progress is kept."""
    return await _change(services, key, lambda person: replace(person, stopped=True), at)


async def resume(services: Services, key: str, at: datetime) -> Person | None:
    """Send lessons again, after a pause, a stop, or the bot's own silence."""
    return await _change(
        services, key, lambda person: replace(person, stopped=False, paused_until=""), at
    )


async def choose_municipality(
    services: Services, key: str, number: str, at: datetime
) -> Placed | None:
    """The person says where they belong, unless the roster or a rule has already.

    None for an unknown person. For an unknown number nothing changes, and `done` is False.
    """
    valid = any(each.number == number for each in services.municipalities.valid_on(date_of(at)))

    def change(tx: Tx) -> Placed | None:
        before = find(tx, key)
        if before is None:
            return None
        kept = kept_number(services, before, number, at)
        after = people.placed(before, kept, "self") if valid else before
        if after != before:
            after = move(services, tx, before, after, moment(at)[:10])
            save(tx, after)
            announce(services, tx, PersonPlaced(before, after, at, person_actor(key)))
        return Placed(after, municipality_of(services, after, at) == number)

    return await services.store.run(change)


async def play_role(services: Services, key: str, role: Role) -> Person | None:
    """Try the bot as a champion of one's municipality, or as an operator of all of them. Raises
    `NotAllowed` outside local mode."""
    if not services.local:
        raise NotAllowed(person=key, action="choose a role")

    def played(person: Person) -> Person:
        own = (person.municipality,) if role == Role.CHAMPION and person.municipality else ()
        return replace(person, role=role, scope=own)

    return await _change(services, key, played)


async def _change(
    services: Services, key: str, edit: Callable[[Person], Person], at: datetime | None = None
) -> Person | None:
    """`at` is given if the choice affects whether and when the bot may write."""

    def change(tx: Tx) -> Person | None:
        before = find(tx, key)
        if before is None:
            return None
        after = edit(people.reachable(before))
        if after != before:
            save(tx, after)
        if at is not None:
            announce(services, tx, ContactChosen(after, at))
        return after

    return await services.store.run(change)
