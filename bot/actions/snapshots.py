"""A place's figures as of a day: worked out once, at the first need, and never again that day.

Watching them change between two taps tells nothing, since they don't. The work is done in small
steps kept in the store; whoever needs the figures takes the next step, so many askers share one
piece of work and a crash loses none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.actions.house import House
from bot.actions.journeys import journey_of
from bot.actions.places import day_of, numbers_of, page, size_of, units_of
from bot.core import kinds, privacy
from bot.core.budget import free_at
from bot.core.hours import zone_of
from bot.core.people import Person
from bot.core.planning import bar
from bot.core.pushing import split
from bot.ports import Doc, Tx

PAGE: Final = 200
KEPT: Final = timedelta(days=35)
_REST: Final = "\x00"  # those of a municipality who are in no unit


async def of_day(house: House, place: str, at: datetime) -> Doc:
    """{"people", "facts", "unreachable", "full", "open", "day"} of this place today. `facts` are
    counts as `bot.core.tally` names them; `unreachable` get nothing now (paused, stopped, no app,
    blocked); `full` have had all that their budget holds; `open` says whether any of it may be
    shown to a champion."""
    while True:
        doc = await house.store.run(_step(house, place, at))
        if doc["state"] == "done":
            return doc


async def week_before(house: House, place: str, at: datetime) -> Doc | None:
    """The figures of a week ago, or the nearest day's to it within three; None without any."""
    today = date.fromisoformat(day_of(at))

    def change(tx: Tx) -> Doc | None:
        for off in (7, 8, 6, 9, 5, 10, 4):
            doc = tx.get(kinds.SNAPSHOTS, f"{place}/{today - timedelta(days=off)}")
            if doc and doc["state"] == "done":
                return doc
        return None

    return await house.store.run(change)


def _step(house: House, place: str, at: datetime) -> Callable[[Tx], Doc]:
    def change(tx: Tx) -> Doc:
        key = f"{place}/{day_of(at)}"
        doc = tx.get(kinds.SNAPSHOTS, key)
        if doc and doc["state"] == "done":
            return doc
        if doc is None:
            _forget_old(tx, place, at)
            doc = _begun(house, tx, place, at)
        doc = _counted(house, tx, doc, at)
        tx.put(kinds.SNAPSHOTS, key, doc)
        return doc

    return change


def _begun(house: House, tx: Tx, place: str, at: datetime) -> Doc:
    return {
        "place": place,
        "day": day_of(at),
        "state": "counting",
        "after": "",
        "people": 0,
        "unreachable": 0,
        "full": 0,
        "facts": _facts(house, tx, place, at),
        "open": place in _map_of(house, tx, split(place)[0], at)["open"],
    }


def _counted(house: House, tx: Tx, doc: Doc, at: datetime) -> Doc:
    """The figures with one more page of people in them."""
    found, after = page(house, tx, doc["place"], doc["after"], PAGE, at)
    barred = sum(bool(bar(each, at)) for each in found)
    full = sum(_is_full(tx, each, at) for each in found)
    return doc | {
        "after": after,
        "state": "counting" if after else "done",
        "people": doc["people"] + len(found),
        "unreachable": doc["unreachable"] + barred,
        "full": doc["full"] + full,
    }


def _is_full(tx: Tx, person: Person, at: datetime) -> bool:
    if bar(person, at):
        return False
    recent = journey_of(tx, person.key).recent
    return bool(recent) and free_at(recent, at, zone_of(person.time_zone)) > at


def _facts(house: House, tx: Tx, place: str, at: datetime) -> dict[str, int]:
    number, unit = split(place)
    facts: dict[str, int] = {}
    for each in numbers_of(house, number, at):
        name = f"unit|{each}/{unit}|" if unit else f"now|{each}|"
        for counter, n in tx.counts(name).items():
            fact = counter.removeprefix(name)
            facts[fact] = facts.get(fact, 0) + n
    return facts


def _map_of(house: House, tx: Tx, number: str, at: datetime) -> dict[str, Any]:
    """Which places of a municipality are open today: decided together, once a day, so that what
    a municipality has beyond its open units is never a small group."""
    key = f"{number}/map/{day_of(at)}"
    kept = tx.get(kinds.SNAPSHOTS, key)
    if kept:
        return kept
    units = units_of(house, tx, number, at)
    rest = size_of(house, tx, number, at) - sum(units.values())
    tally = {unit: {"people": n} for unit, n in units.items()} | {_REST: {"people": max(rest, 0)}}
    whole = frozenset(tally)
    groups = privacy.shown([whole, *map(_alone, units)], tally, house.min_group_size)
    found = [f"{number}/{unit}" for unit in units if _alone(unit) in groups]
    doc = {
        "place": f"{number}/map",
        "day": day_of(at),
        "state": "done",
        "open": [*found, *([number] if whole in groups else [])],
    }
    tx.put(kinds.SNAPSHOTS, key, doc)
    return doc


def _alone(unit: str) -> frozenset[str]:
    return frozenset({unit})


def _forget_old(tx: Tx, place: str, at: datetime) -> None:
    oldest = date.fromisoformat(day_of(at)) - KEPT
    for each in (place, f"{split(place)[0]}/map"):
        for key, doc in tx.find(kinds.SNAPSHOTS, place=each, limit=100):
            if doc["day"] < str(oldest):
                tx.delete(kinds.SNAPSHOTS, key)
