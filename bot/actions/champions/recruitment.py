"""Tells champions, at most once a month, which units nearby have no champion yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from bot.actions.delivery.plan_row import plan_row
from bot.actions.figures.coverage import bare_units, champions
from bot.actions.people.places import date_of, municipality_of, places_at
from bot.actions.people.records import find, save
from bot.actions.shared.delivery_rows import load_delivery
from bot.core.champions.views import RecruitmentDetails
from bot.core.delivery.deliveries import PlannedCard, delivery_key
from bot.core.delivery.states import Reason
from bot.core.moments import moment
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.core.people.places import Places, municipality_on, place_of
from bot.core.people.reach import Right, may, standing_of, target_of
from bot.core.people.roles import Role
from bot.core.values import replace
from bot.ports import Tx
from bot.services import DueCard, Services

KIND: Final = "recruit"
MOST_SHOWN: Final = 3  # units on one card
_SUBJECT: Final = "coverage"
_APART: Final = timedelta(days=28)
_SPREAD: Final = 25  # days of the month over which the champions' cards are spread


async def plan(services: Services, at: datetime) -> int:
    """Plan a row for each champion whose day of the month has come, if a unit in their municipality
    has no champion. Returns how many are new. The key includes the month, so there is one a
    month."""
    planned, after = 0, ""
    while True:
        page, new = await services.store.run(_planning(services, after, at))
        planned += new
        if not page:
            return planned
        after = page


def _planning(services: Services, after: str, at: datetime) -> Callable[[Tx], tuple[str, int]]:
    def change(tx: Tx) -> tuple[str, int]:
        page = champions(after)(tx)
        new = sum(_plan_one(services, tx, person, at) for _, person in page)
        return (page[-1][0] if page else ""), new

    return change


def _plan_one(services: Services, tx: Tx, person: Person, at: datetime) -> bool:
    today = at.astimezone(zone_of(person.time_zone)).date()
    if today.day <= person.lot % _SPREAD or _needless(services, tx, person, at):
        return False
    if _was_sent_lately(services, tx, person.key, today, at):
        return False
    return plan_row(services, tx, PlannedCard(person.key, KIND, _SUBJECT, at, f"{today:%Y-%m}"), at)


def _was_sent_lately(services: Services, tx: Tx, key: str, today: date, at: datetime) -> bool:
    """Whether last month's card was sent less than four weeks ago."""
    last = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    row = load_delivery(tx, delivery_key(services.secret, key, KIND, _SUBJECT, last))
    return row is not None and (row.sent_at or row.due_at) > moment(at - _APART)


def skip_reason(services: Services, tx: Tx, due: DueCard) -> Reason:
    """Why the card is not to be sent, or ""; decided when it is to be sent."""
    return _needless(services, tx, due.person, due.at)


def _needless(services: Services, tx: Tx, person: Person, at: datetime) -> Reason:
    """Why this champion is not to be asked."""
    if person.role != Role.CHAMPION or not standing_of(person, at).holds(Right.LEAD):
        return Reason.WITHDRAWN
    if person.no_recruit:
        return Reason.NO_RECRUIT
    return Reason.NONE if near(services, tx, person, at)[1] else Reason.DONE


def enriched(services: Services, tx: Tx, due: DueCard) -> RecruitmentDetails:
    """With the units that this card names."""
    number, units = near(services, tx, due.person, due.at)
    first = due.person.lot % len(units) if units else 0
    turned = units[first:] + units[:first]  # so that not everybody is asked about the same units
    return RecruitmentDetails(number, tuple(turned[:MOST_SHOWN]), len(turned[MOST_SHOWN:]))


def near(services: Services, tx: Tx, person: Person, at: datetime) -> tuple[str, list[str]]:
    """A municipality of this champion, their own first, with units without a champion, and those
    units."""
    own = municipality_of(services, person, at)
    others = municipalities_near(services, person, at)
    for number in sorted(others, key=lambda each: (each != own, each)):
        if units := bare_units(tx, person.tenant, number):
            return number, units
    return own, []


def may_suggest(
    services: Services, tx: Tx, champion: Person, colleague: Person, at: datetime
) -> bool:
    """Whether a champion may suggest this colleague outside their scope, who works in a unit
    without a champion in one of the champion's municipalities."""
    number = municipality_of(services, colleague, at)
    places = places_at(services, tx, at)
    near = replace(
        standing_of(champion, at), scope=tuple(municipalities_near(services, champion, at))
    )
    return (
        champion.role == Role.CHAMPION
        and may(near, Right.LEAD, target_of(colleague), places)
        and bool(colleague.unit)
        and places.home(colleague.place) in bare_places(tx, places, champion.tenant, number)
    )


def bare_places(tx: Tx, places: Places, tenant: str, number: str) -> set[str]:
    """The units of this municipality that have people of this tenant and no champion for them, as
    `Places.home` writes them."""
    named = (place_of(number, each) for each in bare_units(tx, tenant, number))
    return {places.home(places.recorded_as(each, "")) for each in named}


def municipalities_near(services: Services, champion: Person, at: datetime) -> set[str]:
    """The municipalities in a champion's scope, and the one where they work."""
    day = date_of(at)
    every = (*champion.scope, champion.place)
    return {municipality_on(services.municipalities, each, day) for each in every if each}


async def choose(services: Services, key: str, *, allowed: bool) -> Person | None:
    """Choose whether these cards may come. None for an unknown person."""

    def change(tx: Tx) -> Person | None:
        before = find(tx, key)
        if before is None:
            return None
        after = replace(before, no_recruit=not allowed)
        if after != before:
            save(tx, after)
        return after

    return await services.store.run(change)
