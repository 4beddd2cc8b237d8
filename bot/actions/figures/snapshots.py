"""A place's figures as of a day: computed once, on first use, and not again that day.

So nobody can watch them change and infer what one person did. The work is done in small steps that
are kept in the store. Each caller takes the next step, so that callers share the work and a crash
loses none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.actions.delivery.journeys import journey_of
from bot.actions.people.places import (
    date_of,
    day_of,
    facts_in,
    facts_of_units,
    is_alone,
    page,
    places_at,
    places_of_many,
    size_of,
    units_of,
)
from bot.actions.shared.batches import WRITE_PAGE, one_page
from bot.core import documents
from bot.core.delivery.budget import free_at
from bot.core.delivery.planner import bar
from bot.core.figures import small_groups
from bot.core.figures.snapshots import OpenPlaces, Snapshot, SnapshotState
from bot.core.figures.steps import together
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.core.people.places import split
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

KEPT: Final = timedelta(days=35)
_REST: Final = "\x00"  # the people in a municipality who have no unit


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a place's figures begin with: the map of its municipality, kept under `key`, and all
    that needs no look at people."""

    key: str
    map: OpenPlaces
    figures: Snapshot


async def of_day(services: Services, tenant: str, place: str, at: datetime) -> Snapshot:
    """The figures of the people of this tenant in this place today."""
    place = await services.store.run(lambda tx: places_at(services, tx, at).home(place))
    begun: Beginning | None = None
    if not await services.store.run(lambda tx: _kept(tx, tenant, place, at)):
        # Of a municipality with hundreds of units it takes a while: beside the loop.
        begun = await services.store.read(lambda tx: _begun(services, tx, tenant, place, at))
    while True:
        figures = await one_page(services, _step(services, tenant, place, begun, at))
        if figures.state == SnapshotState.DONE:
            return figures


async def week_before(services: Services, tenant: str, place: str, at: datetime) -> Snapshot | None:
    """The figures of a week ago, or of the nearest day within three days of it; None if there are
    none."""
    today = date_of(at)

    def change(tx: Tx) -> Snapshot | None:
        home = places_at(services, tx, at).home(place)
        days = [today - timedelta(days=off) for off in (7, 8, 6, 9, 5, 10, 4)]
        return _first(tx, _series(tenant, home), days) or _of_earlier(tx, tenant, home, days)

    return await services.store.run(change)


def _first(tx: Tx, series: str, days: Iterable[date]) -> Snapshot | None:
    found = (tx.get(documents.SNAPSHOTS, f"{series}/{day}", Snapshot) for day in days)
    return next((each for each in found if each and each.state == SnapshotState.DONE), None)


def _of_earlier(tx: Tx, tenant: str, home: str, days: Iterable[date]) -> Snapshot | None:
    """What a version kept that counted all tenants together, which is right where there is one."""
    found = _first(tx, home, days)
    return found if found and is_alone(tx, tenant) else None


def _kept(tx: Tx, tenant: str, place: str, at: datetime) -> Snapshot | None:
    """Today's figures, as far as they have come."""
    key = f"{_series(tenant, place)}/{day_of(at)}"
    figures = tx.get(documents.SNAPSHOTS, key, Snapshot)
    return figures or _of_earlier(tx, tenant, place, [date_of(at)])


def _step(
    services: Services, tenant: str, place: str, begun: Beginning | None, at: datetime
) -> Callable[[Tx], Snapshot]:
    def change(tx: Tx) -> Snapshot:
        key = f"{_series(tenant, place)}/{day_of(at)}"
        figures = _kept(tx, tenant, place, at)
        if figures and figures.state == SnapshotState.DONE:
            return figures
        if figures is None:
            _forget_old(tx, tenant, place, at)
            figures = _keep_map(services, tx, tenant, place, begun, at)  # next, the people
        else:
            figures = _counted(services, tx, tenant, place, figures, at)
        tx.put(documents.SNAPSHOTS, key, figures)
        return figures

    return change


def _keep_map(
    services: Services, tx: Tx, tenant: str, place: str, begun: Beginning | None, at: datetime
) -> Snapshot:
    """Begin with what was worked out, unless another map of the municipality is kept by now."""
    if begun is None or tx.get(documents.SNAPSHOTS, begun.key, OpenPlaces) not in (None, begun.map):
        begun = _begun(services, tx, tenant, place, at)
    tx.put(documents.SNAPSHOTS, begun.key, begun.map)
    return begun.figures


def _begun(services: Services, tx: Tx, tenant: str, place: str, at: datetime) -> Beginning:
    unit = split(place)[1]
    number = places_at(services, tx, at).municipality(place) if unit else place
    series = _series(tenant, f"{number}/map")
    key = f"{series}/{day_of(at)}"
    kept = tx.get(documents.SNAPSHOTS, key, OpenPlaces)
    open_ = kept.open if kept else _open(services, tx, tenant, number, at)
    apart = [place] if unit else [each for each in open_ if split(each)[1]]
    figures = Snapshot(
        _series(tenant, place),
        day_of(at),
        SnapshotState.COUNTING,
        open=place in open_,
        told=_told(services, tx, tenant, place, apart, at),
        parts=dict.fromkeys((*apart, _REST), (0, 0, 0)),
    )
    return Beginning(key, kept or OpenPlaces(series, day_of(at), open_), figures)


def _counted(
    services: Services, tx: Tx, tenant: str, place: str, figures: Snapshot, at: datetime
) -> Snapshot:
    """The figures with another page of people counted. Each open unit is counted separately from
    the rest; at the end the parts are combined to what may be shown."""
    found, after = page(services, tx, tenant, place, figures.after, WRITE_PAGE, at)
    parts, places = dict(figures.parts), places_at(services, tx, at)
    for each in found:
        home = places.home(each.place)
        unit = home if home in parts else _REST
        size, unreachable, full = parts[unit]
        unreachable += bool(bar(each, at))
        parts[unit] = (size + 1, unreachable, full + _is_full(services, tx, each, at))
    figures = replace(figures, after=after, people=figures.people + len(found), parts=parts)
    if after:
        return figures
    least = services.min_group_size
    return replace(
        figures,
        state=SnapshotState.DONE,
        unreachable=together(((n, size) for size, n, _ in parts.values()), least),
        full=together(((n, size) for size, _, n in parts.values()), least),
        parts={},
    )


def _is_full(services: Services, tx: Tx, person: Person, at: datetime) -> bool:
    if bar(person, at):
        return False
    recent = journey_of(tx, person.key).recent
    return bool(recent) and free_at(recent, at, zone_of(person.time_zone), services.budget) > at


def _told(
    services: Services, tx: Tx, tenant: str, place: str, apart: list[str], at: datetime
) -> dict[str, int]:
    """Every fact of the place as it may be shown: combined from the open units and the rest."""
    places = places_of_many(services, tx, at)
    parts = list(facts_of_units(tx, places, tenant, apart))
    if not split(place)[1]:
        rest = facts_in(tx, places, tenant, place)
        for facts in parts:
            rest = {fact: n - facts.get(fact, 0) for fact, n in rest.items()}
        parts = [*parts, rest]
    told = {}
    for fact in {each for facts in parts for each in facts}:
        counts = ((facts.get(fact, 0), max(facts.get("people", 0), 0)) for facts in parts)
        shown = together(
            ((max(min(n, size), 0), size) for n, size in counts), services.min_group_size
        )
        if shown:
            told[fact] = shown
    return told


def _open(services: Services, tx: Tx, tenant: str, number: str, at: datetime) -> tuple[str, ...]:
    """The places in a municipality whose figures of this tenant may be shown today. They are
    decided together, once a day, so that what a municipality has beyond its open units is never a
    small group."""
    units = units_of(services, tx, tenant, number, at)
    rest = size_of(services, tx, tenant, number, at) - sum(units.values())
    tally = {unit: {"people": n} for unit, n in units.items()} | {_REST: {"people": max(rest, 0)}}
    whole = frozenset(tally)
    least = services.min_group_size
    # Below twice the minimum no figure of a group can be shown, so it may as well be closed.
    enough = 2 * least if least > 1 else 1
    groups = small_groups.shown([whole, *map(_alone, units)], tally, enough)
    found = [unit for unit in units if _alone(unit) in groups]
    found += [number] if whole in groups else []
    return tuple(found)


def _alone(unit: str) -> frozenset[str]:
    return frozenset({unit})


def _series(tenant: str, what: str) -> str:
    """What is kept of it day by day, for one tenant."""
    return f"{tenant}|{what}"


def _forget_old(tx: Tx, tenant: str, place: str, at: datetime) -> None:
    today = day_of(at)
    oldest = date.fromisoformat(today) - KEPT
    kept = (place, f"{split(place)[0]}/map")
    for each in (*kept, *(_series(tenant, each) for each in kept)):
        for key, doc in tx.find(documents.SNAPSHOTS, place=each, limit=100):
            if not str(oldest) <= doc["day"] <= today:  # later ones are by a clock that was ahead
                tx.delete(documents.SNAPSHOTS, key)
