"""What the coming days would bring: the real planner on a copy of the real store.

People are taken some at a time into a store of their own in memory, and played there (`play`). Of
those who are alike for the planner (`alike`) one is played, and counted for all of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from bot.actions.delivery import hold as delivery_hold
from bot.actions.delivery.journeys import are_plans_new
from bot.actions.people.places import date_of
from bot.core.delivery.rehearsal import Rehearsal, folded
from bot.core.moments import moment
from bot.core.people.hours import zone_of
from bot.core.people.places import municipality_on
from bot.engine.rehearsal.alike import Alike, Where, likenesses, where_recorded
from bot.engine.rehearsal.play import Counts, People, Rules, Scratch, play
from bot.engine.rehearsal.processes import in_processes
from bot.engine.sandbox import next_people
from bot.services import Services

__all__ = ["Counts", "People", "Rules", "in_processes", "play", "rehearse"]
PAGE: Final = 500  # people that are compared at once
PART: Final = 2_000  # people in one part of the work
_ALL: Final = 100
Parts = Callable[[Rules, Sequence[People]], AsyncIterator[Counts]]
"""Plays the parts, in any order, and gives what was found in each."""


async def rehearse(
    services: Services,
    scratch: Scratch,
    at: datetime,
    *,
    days: int = 30,
    answering: int = 0,
    minimum: int = 1,
    alike: bool = True,
    parts: Parts | None = None,
    told: Callable[[int, int], None] = lambda _, __: None,
) -> Rehearsal:
    """Rehearse `days` days from `at` (aware), with the plans of `services`: where the bot has not
    followed these yet, as if it took them now. `services.store` is only read; `scratch()` opens an
    empty store for some people at a time. `answering` (0-100) in a hundred take each lesson as it
    comes.

    Of people who are `alike` for the planner one is played, and counted for all of them. Where
    there are several, `parts` plays them, or else they are played here, one after the other.
    `told` is called with how many people are done, and of how many.

    Those who have left are in none of its figures. Municipalities of fewer than `minimum` people
    are added up. A document that can't be read stops only its own person, whose reason is "broken".
    """
    anew = moment(at) if await are_plans_new(services) else ""
    rules = Rules(at, at + timedelta(days=days), answering, anew)

    async def in_turn(rules: Rules, parts: Sequence[People]) -> AsyncIterator[Counts]:
        for each in parts:
            yield await play(services, scratch, rules, each)

    # Who takes a lesson is drawn for each person, so then nobody is like anybody else.
    people = await _everybody(services, rules, compare=alike and answering in (0, _ALL))
    of, counts = sum(n for _, n in people), Counts()
    work = [people[n : n + PART] for n in range(0, len(people), PART)]
    several = parts if parts and len(work) > 1 else in_turn  # starting a process takes a second
    async for found in several(rules, work):
        counts.add(found)
        told(counts.played, of)
    on_hold = await delivery_hold.is_held(services.store)
    return folded(_rehearsal(services, rules, counts, days, on_hold=on_hold), minimum)


async def _everybody(services: Services, rules: Rules, *, compare: bool) -> list[tuple[str, int]]:
    """Everybody, or one of each that are alike, with how many they are."""
    groups, after, where = Alike(), ("", ""), _where(services, rules)
    while page := await services.store.run(next_people(after, PAGE)):
        keys = [key for _, key in page]
        if compare and groups.is_worth_it:
            groups.add(await services.store.run(likenesses(keys, where)))
        else:
            groups.add((key, b"") for key in keys)
        after = page[-1]
    return list(groups.sizes.items())


def _where(services: Services, rules: Rules) -> Where:
    """Where people are recorded, if a plan is for some places alone; or else the municipality that
    this is on each of the days, which their calendar and their figures go by."""
    if any(each.municipalities or each.units for each in services.plans):
        return where_recorded
    first, last = date_of(rules.at), date_of(rules.end)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]

    @cache
    def where(number: str, unit: str) -> list[str]:
        place = f"{number}/{unit}" if number and unit else number
        return [municipality_on(services.municipalities, place, day) for day in days]

    return where


def _rehearsal(
    services: Services, rules: Rules, counts: Counts, days: int, *, on_hold: bool
) -> Rehearsal:
    deadlines = {each.id: each.done_by for each in services.plans}
    return Rehearsal(
        start=rules.at.astimezone(zone_of("")).date(),
        days=days,
        answering=rules.answering,
        people=counts.people,
        reached=counts.reached,
        cards=counts.cards,
        nothing=counts.nothing,
        held=counts.held,
        outlook=counts.outlook,
        deadlines={id: deadlines[id] for id, _ in counts.outlook},
        misses_again=counts.misses_again,
        names={each.number: each.name for each in services.municipalities},
        kinds=tuple(services.kinds),
        titles={id: each.title for id, each in services.library.current.items()},
        on_hold=on_hold,
    )
