"""Municipalities and units as a champion's places, and their people, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.people.hours import zone_of
from bot.core.people.person import Person, has_left
from bot.core.people.scope import covers, may_lead, place_id, split
from bot.ports import Tx
from bot.services import Services

MOST: Final = 120  # places to choose from; a longer list would have to be searched


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is used on cards; `people` is the number of people known there now."""

    key: str
    id: str
    people: int


def day_of(at: datetime) -> str:
    """The day of figures (ISO date), in Norway's time zone for everybody."""
    return f"{at.astimezone(zone_of('')):%Y-%m-%d}"


def numbers_of(services: Services, number: str, at: datetime) -> list[str]:
    """Every number that has become this one on today's map, including itself."""
    map_, day = services.municipalities, at.date()
    return sorted({e.number for e in map_ if map_.resolve(e.number, day) == number} | {number})


def place_of(services: Services, person: Person, at: datetime) -> tuple[str, str]:
    """The person's (municipality on today's map, unit); "" for what is unknown."""
    return services.municipalities.resolve(person.municipality, at.date()), person.unit


def in_scope(services: Services, champion: Person, person: Person, at: datetime) -> bool:
    return covers(champion, at, *place_of(services, person, at))


def units_of(services: Services, tx: Tx, number: str, at: datetime) -> dict[str, int]:
    """The number of people by unit, for the units in a municipality that have any."""
    found: dict[str, int] = {}
    for each in numbers_of(services, number, at):
        for name, n in tx.counts(f"unit|{each}/").items():
            if name.endswith("|people") and n > 0:
                unit = name.split("|")[1].partition("/")[2]
                found[unit] = found.get(unit, 0) + n
    return found


def size_of(services: Services, tx: Tx, place: str, at: datetime) -> int:
    """The number of people known in this place now."""
    number, unit = split(place)
    if unit:
        return units_of(services, tx, number, at).get(unit, 0)
    names = [f"now|{each}|people" for each in numbers_of(services, number, at)]
    return sum(tx.counts(name).get(name, 0) for name in names)


def places_of(services: Services, tx: Tx, champion: Person, at: datetime) -> list[Place]:
    """The places that this champion or operator may push to and see figures for: municipalities
    with their units, and single units."""
    if not may_lead(champion, at):
        return []
    sizes: dict[str, int] = {}
    for each in champion.scope or _everywhere(services, tx, at):
        number, unit = split(each)
        if unit:
            sizes.setdefault(each, size_of(services, tx, each, at))
            continue
        sizes[each] = size_of(services, tx, each, at)
        if champion.scope:
            units = sorted(units_of(services, tx, number, at).items())
            sizes |= {f"{number}/{name}": n for name, n in units}
    return [Place(key, place_id(key), n) for key, n in list(sizes.items())[:MOST]]


def place_by_id(services: Services, tx: Tx, champion: Person, id: str, at: datetime) -> str:
    """The place with this id, "" if it is not one of this person's."""
    found = (each.key for each in places_of(services, tx, champion, at) if each.id == id)
    return next(found, "")


def page(
    services: Services, tx: Tx, place: str, after: str, limit: int, at: datetime
) -> tuple[list[Person], str]:
    """The next people in a place, without those who have left, and where to continue; "" if these
    were the last."""
    number, unit = split(place)
    numbers = numbers_of(services, number, at)
    here, _, key = after.partition("|") if after else (numbers[0], "", "")
    found: list[Person] = []
    for each in (e for e in numbers if e >= here):
        fields = {"municipality": each} | ({"unit": unit} if unit else {})
        room = limit - len(found)
        rows = tx.find(documents.PEOPLE, after=key if each == here else "", limit=room, **fields)
        found += [person for _, person in readable(rows, Person) if not has_left(person, at)]
        if len(rows) == room:
            return found, f"{each}|{rows[-1][0]}"
    return found, ""


def paging(
    services: Services, place: str, after: str, limit: int, at: datetime
) -> Callable[[Tx], tuple[list[Person], str]]:
    return lambda tx: page(services, tx, place, after, limit, at)


def _everywhere(services: Services, tx: Tx, at: datetime) -> list[str]:
    """Every municipality where somebody is."""
    found = {
        services.municipalities.resolve(name.split("|")[1], at.date())
        for name, n in tx.counts("now|").items()
        if name.endswith("|people") and n > 0
    }
    return sorted(found - {""})
