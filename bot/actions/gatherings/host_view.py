"""A gathering as its host sees it: whom they may invite, how many answer, what it saved."""

from __future__ import annotations

from datetime import datetime

from bot.actions.gatherings.guests import calendar_link, reply_of
from bot.actions.gatherings.savings import came_of, counts_of, worked_out
from bot.actions.people.places import place_of
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import Audience, Gathering
from bot.core.gatherings.views import Choice, Hosting
from bot.core.people.person import Person
from bot.core.pushes.push import covers, is_operator, may_push, split
from bot.ports import Tx
from bot.services import House

FACTS = ("invited", "yes", "maybe", "no", "came")


def manages(person: Person, gathering: Gathering, at: datetime) -> bool:
    """Who called it; or an operator, where it is in their scope."""
    if gathering.by == person.key:
        return may_push(person, at)
    return is_operator(person, at) and covers(person, at, gathering.municipality)


def scope_at(house: House, person: Person, at: datetime) -> tuple[str, ...]:
    return gatherings.scope_of(person, at, (number for number, _ in house.choices(at.date())))


def audiences_of(
    house: House, person: Person, gathering: Gathering, at: datetime
) -> tuple[Audience, ...]:
    unit = "/".join(place_of(house, person, at))
    return gatherings.audiences(scope_at(house, person, at), gathering, unit)


def hosting_of(house: House, tx: Tx, person: Person, gathering: Gathering, at: datetime) -> Hosting:
    counts = counts_of(tx, gathering.id)
    open_ = gathering.may_answer(at)
    audiences = audiences_of(house, person, gathering, at) if open_ else ()
    done = gathering.shows_pulse(at) and not gathering.is_cancelled
    return Hosting(
        person,
        gathering,
        {each: counts.get(each, 0) for each in FACTS} | {"came": came_of(counts)},
        tuple(choice_of(house, each) for each in audiences),
        at,
        gatherings.pulse_figures(counts, house.min_group_size) if done else None,
        worked_out(gathering, counts, house.assumptions, house.min_group_size, at),
        {each.number: each.name for each in house.municipalities},
        bool((reply_of(tx, gathering.id, person.key) or {}).get("came_at")),
        calendar_link(house, gathering, person.key),
    )


def choice_of(house: House, audience: Audience) -> Choice:
    named = (split(each) for each in audience.places)
    names = (
        f"{unit}, {house.municipalities.name(number)}"
        if unit
        else house.municipalities.name(number)
        for number, unit in named
    )
    return Choice(audience, tuple(names))
