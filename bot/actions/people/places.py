"""Municipalities and units as a champion's places, and their people, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.people.hours import Calendar, zone_of
from bot.core.people.municipality_counts import kind_of
from bot.core.people.person import Person, has_left
from bot.core.people.places import Known, Places, Searches, municipality_on, place_id, split
from bot.core.people.reach import Right, standing_of
from bot.core.values import replace
from bot.ports import Doc, Tx
from bot.services import Services

MOST: Final = 120  # places to choose from; a longer list would have to be searched


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is used on cards; `people` is the number of people known there now."""

    key: str
    id: str
    people: int


def date_of(at: datetime) -> date:
    """The day of figures and of the map, in Norway's time zone for everybody."""
    return at.astimezone(zone_of("")).date()


def day_of(at: datetime) -> str:
    """The same as an ISO date."""
    return str(date_of(at))


def places_at(services: Services, tx: Tx, at: datetime) -> Places:
    """What places mean now. Use it for as long as `tx` lasts."""
    return Places(services.municipalities, date_of(at), in_use(tx))


def in_use(tx: Tx) -> Known:
    """Which recorded places people are at, or expected at."""

    return cache(lambda place: any(n > 0 for _, n in uses(tx, place)))


def places_of_many(services: Services, tx: Tx, at: datetime) -> Places:
    """As `places_at`, for who asks about most units of a municipality: what is in use there is read
    at once, when the first of them is asked about."""
    return Places(services.municipalities, date_of(at), _all_in_use(tx))


def _all_in_use(tx: Tx) -> Known:
    read: dict[str, set[str]] = {}

    def known(place: str) -> bool:
        number = split(place)[0]
        if number not in read:
            expected = {e.removeprefix("expected|") for e in tx.counts(f"expected|{number}/")}
            read[number] = expected | {unit for unit, _ in _units(tx, number, None)}
        return place in read[number]

    return known


def uses(tx: Tx, place: str) -> list[tuple[str, int]]:
    """The counts, by name, that say whether this recorded place is in use."""
    names = (f"unit|{place}|people", f"expected|{place}")
    return [(name, tx.count(name)) for name in names]


def municipality_of(services: Services, person: Person, at: datetime) -> str:
    """The number of their municipality now; "" if it is unknown."""
    return municipality_on(services.municipalities, person.place, date_of(at))


def numbers_of(services: Services, number: str, at: datetime) -> tuple[str, ...]:
    """Every number that has become this one by now, itself included."""
    return Places(services.municipalities, date_of(at), lambda _: False).numbers(number)


def kept_number(services: Services, person: Person, number: str, at: datetime) -> str:
    """The number to record for somebody who is in the municipality `number` now. It is the one that
    they are recorded under, if that has become `number`: a new number is no move."""
    same = municipality_of(services, person, at) == number
    return person.municipality if same else number


def calendar_of(services: Services, place: str, at: datetime) -> Calendar:
    """The free days of the municipality that this place belongs to now."""
    return services.calendar(municipality_on(services.municipalities, place, date_of(at)))


def tenants_in_use(tx: Tx) -> set[str]:
    """The tenants of everybody in the figures."""
    return {name.split("|")[1] for name in tx.counts("tenant-now|")}


def is_alone(tx: Tx, tenant: str) -> bool:
    """Whether nobody in the figures is of another tenant."""
    return tenants_in_use(tx) <= {tenant}


def facts_of_units(
    tx: Tx, places: Places, tenant: str | None, units: Iterable[str]
) -> Iterator[dict[str, int]]:
    """As `facts_in` for each of many units, read a municipality at a time."""
    known: dict[str, dict[str, dict[str, int]]] = {}
    for unit in units:
        facts: dict[str, int] = {}
        for place in places.recorded(unit):
            number = split(place)[0]
            if number not in known:
                known[number] = _by_unit(tx, tenant, number)
            for fact, n in known[number].get(place, {}).items():
                facts[fact] = facts.get(fact, 0) + n
        yield facts


def _by_unit(tx: Tx, tenant: str | None, number: str) -> dict[str, dict[str, int]]:
    """The counts of every recorded unit under this number, by place and fact."""
    found: dict[str, dict[str, int]] = {}
    kind = f"{kind_of('unit', tenant)}|"
    for name, n in tx.counts(f"{kind}{number}/").items():
        place, _, fact = name.removeprefix(kind).partition("|")
        found.setdefault(place, {})[fact] = n
    return found


def units_of(
    services: Services, tx: Tx, tenant: str | None, number: str, at: datetime
) -> dict[str, int]:
    """The number of people of this tenant by unit (a place, as `Places.home` writes it), for the
    units in a municipality that have any."""
    return units_in(tx, places_of_many(services, tx, at), tenant, number)


def units_in(tx: Tx, places: Places, tenant: str | None, number: str) -> dict[str, int]:
    """As `units_of`, for who asks about many places at once."""
    found: dict[str, int] = {}
    for place, n in _recorded_units(tx, places, number, tenant):
        home = places.home(place)
        found[home] = found.get(home, 0) + n
    return found


def size_of(services: Services, tx: Tx, tenant: str | None, place: str, at: datetime) -> int:
    """The number of people of this tenant (None: of any) known in this place now."""
    return size_in(tx, places_at(services, tx, at), tenant, place)


def size_in(tx: Tx, places: Places, tenant: str | None, place: str) -> int:
    """As `size_of`, for who asks about many places at once."""
    of_now, of_unit = kind_of("now", tenant), kind_of("unit", tenant)
    number, unit = split(place)
    if unit:
        return _people(tx, of_unit, places.recorded(place))
    found = searches(tx, places, number)
    within = _people(tx, of_now, found.numbers) + _people(tx, of_unit, found.also)
    return within - _people(tx, of_unit, found.without)


def facts_in(tx: Tx, places: Places, tenant: str | None, place: str) -> dict[str, int]:
    """The counts of today's members of this place who are of this tenant (None: of any), by
    fact."""
    number, unit = split(place)
    of_now, of_unit = kind_of("now", tenant), kind_of("unit", tenant)
    if unit:
        return _sum(tx, of_unit, places.recorded(place))
    found = searches(tx, places, number)
    facts = _sum(tx, of_now, found.numbers)
    for name, n in _sum(tx, of_unit, found.also).items():
        facts[name] = facts.get(name, 0) + n
    for name, n in _sum(tx, of_unit, found.without).items():
        facts[name] = facts.get(name, 0) - n
    return facts


def searches(tx: Tx, places: Places, number: str) -> Searches:
    """How to find the people of a municipality. Those of a former one may be recorded under its
    successor's number too."""
    found = places.searches(number)
    later = [n for n in places.numbers(places.municipality(number)) if n not in found.numbers]
    units = (place for each in later for place, _ in _units(tx, each, None))
    more = (each for each in units if places.within(each, number))
    return replace(found, also=tuple(dict.fromkeys([*found.also, *more])))


def places_of(services: Services, tx: Tx, person: Person, at: datetime) -> list[Place]:
    """The places that this person may see figures for, with the people of their own tenant there:
    municipalities with their units, and single units. Champions may push to them."""
    who = standing_of(person, at)
    if not who.holds(Right.SEE):
        return []
    sizes: dict[str, int] = {}
    places = places_of_many(services, tx, at)
    scope = who.scope if who.is_local else _everywhere(services, tx, at, person.tenant)
    for each in scope:
        place = places.home(each)
        sizes.setdefault(place, size_in(tx, places, person.tenant, place))
        if who.is_local and not split(each)[1]:
            sizes |= dict(sorted(units_in(tx, places, person.tenant, each).items()))
        if len(sizes) >= MOST:
            break
    return [Place(key, place_id(key), n) for key, n in list(sizes.items())[:MOST]]


def place_by_id(services: Services, tx: Tx, person: Person, id: str, at: datetime) -> str:
    """The place with this id, "" if it is not one of this person's. A card may have it from before
    a new number."""
    places = places_at(services, tx, at)
    for each in places_of(services, tx, person, at):
        if id in (each.id, *map(place_id, places.recorded(each.key))):
            return each.key
    return ""


def page(
    services: Services, tx: Tx, tenant: str, place: str, after: str, limit: int, at: datetime
) -> tuple[list[Person], str]:
    """The next people of this tenant in a place, without those who have left, and where to
    continue; "" if these were the last."""
    places = places_at(services, tx, at)
    steps = steps_of(tx, places, place)
    here, _, key = after.partition("|") if after else (steps[0][0] if steps else "", "", "")
    found: list[Person] = []
    for name, fields in (each for each in steps if each[0] >= here):
        room = limit - len(found)
        rows = of_tenant(tx, tenant, key if name == here else "", room, **fields)
        people = (person for _, person in readable(rows, Person) if not has_left(person, at))
        found += [each for each in people if places.within(each.place, place)]
        if len(rows) == room:
            return found, f"{name}|{rows[-1][0]}"
    return found, ""


def steps_of(tx: Tx, places: Places, place: str) -> list[tuple[str, dict[str, str]]]:
    """The searches that find everybody in a place, in order: a name for each, and its fields. They
    may find others too, who are not `Places.within` it, but nobody twice."""
    number, unit = split(place)
    if unit:
        each_unit = places.recorded(place)
        whole: tuple[str, ...] = ()
    else:
        found = searches(tx, places, number)
        each_unit, whole = found.also, found.numbers
    steps = [(each, {"municipality": each}) for each in whole]
    steps += [(e, dict(zip(("municipality", "unit"), split(e), strict=True))) for e in each_unit]
    return sorted(steps, key=lambda each: each[0])


def of_tenant(tx: Tx, tenant: str, after: str, limit: int, **fields: str) -> list[tuple[str, Doc]]:
    """As `tx.find` for people, those of one tenant. Keys begin with the tenant, so nobody else is
    read."""
    first = f"{tenant}:"
    rows = tx.find(documents.PEOPLE, after=max(after, first), limit=limit, **fields)
    return [each for each in rows if each[0].startswith(first)]


def _recorded_units(
    tx: Tx, places: Places, number: str, tenant: str | None
) -> Iterator[tuple[str, int]]:
    """The recorded units of a municipality that have people, with their number."""
    found = searches(tx, places, number)
    without = found.without
    for each in found.numbers:
        yield from ((place, n) for place, n in _units(tx, each, tenant) if place not in without)
    for each in found.also:
        people = _people(tx, kind_of("unit", tenant), (each,))
        yield from [(each, people)] if people > 0 else []


def _people(tx: Tx, kind: str, names: Iterable[str]) -> int:
    return sum(tx.count(f"{kind}|{each}|people") for each in names)


def _sum(tx: Tx, kind: str, names: Iterable[str]) -> dict[str, int]:
    """The counts of these recorded places, by fact."""
    facts: dict[str, int] = {}
    for each in names:
        name = f"{kind}|{each}|"
        for counter, n in tx.counts(name).items():
            key = counter.removeprefix(name)
            facts[key] = facts.get(key, 0) + n
    return facts


def _units(tx: Tx, number: str, tenant: str | None) -> Iterator[tuple[str, int]]:
    for name, n in tx.counts(f"{kind_of('unit', tenant)}|{number}/", "|people").items():
        if n > 0:
            yield name.split("|")[-2], n


def _everywhere(services: Services, tx: Tx, at: datetime, tenant: str) -> list[str]:
    """Every municipality where somebody of this tenant is."""
    day, map_ = date_of(at), services.municipalities
    found = {
        municipality_on(map_, name.split("|")[-2], day)
        for name, n in tx.counts(f"{kind_of('now', tenant)}|", "|people").items()
        if n > 0
    }
    return sorted(found - {""})
