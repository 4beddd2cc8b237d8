"""/api/v1/gatherings: every gathering with its counts, and what the past ones saved.

Shapes change only by addition. Amounts are in whole kroner (NOK), each as {"low", "expected",
"high"}. A count of fewer than MIN_GROUP_SIZE people is null; municipalities with fewer attending
are added up under the number "*"; where a single one would show by subtraction, a large one is
added up with them, and "beside" has its number.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.actions.gatherings.savings import GatheringRecord, Ledgers, all_gatherings
from bot.core.actor import ActorKind
from bot.core.gatherings.savings import NOTHING, Assumptions, Ledger, Line, Range
from bot.core.gatherings.views import Said
from bot.core.people.municipalities import Municipalities
from bot.ports import Clock
from bot.web.guard import Handler


def every(ledgers: Ledgers, clock: Clock) -> Handler:
    """GET /api/v1/gatherings: {"gatherings": [...]}, newest first."""

    async def handler(_: web.Request) -> web.Response:
        found = await all_gatherings(ledgers, clock())
        return web.json_response({"gatherings": [_gathering(each) for each in found]})

    return handler


def saved(ledgers: Ledgers, clock: Clock) -> Handler:
    """GET /api/v1/gatherings/savings: what each gathering with final attendance saved, line by
    line, and the assumptions behind it."""

    async def handler(_: web.Request) -> web.Response:
        found = await all_gatherings(ledgers, clock())
        pairs = [(each, each.ledger) for each in found if each.ledger]
        rows = [_saved(each, ledger, ledgers.municipalities) for each, ledger in pairs]
        total = sum((ledger.total for _, ledger in pairs), NOTHING)
        used = {ledger.assumed.since: ledger.assumed for _, ledger in pairs}
        shown = [_assumed(used[since]) for since in sorted(used)]
        answer = {"currency": "NOK", "gatherings": rows, "total": _range(total)}
        answer["own_estimates"] = _estimates(found)
        return web.json_response(answer | {"assumptions": shown})

    return handler


def _estimates(found: list[GatheringRecord]) -> dict[str, int]:
    """Somebody's own estimates, added up by themselves."""
    mine = [each.estimate.amount for each in found if each.estimate]
    return {"gatherings": len(mine), "total": sum(mine)}


def _gathering(held: GatheringRecord) -> dict[str, Any]:
    gathering = held.gathering
    return {
        "id": gathering.id,
        "title": gathering.title,
        "start": gathering.start,
        "minutes": gathering.minutes,
        "state": gathering.state,
        "online": gathering.is_online,
        "entered": gathering.entered,
        "municipality": gathering.municipality,
        "municipalities": list(gathering.meant_for),
        "venue": gathering.venue,
        **held.counts,
        **_beside(held),
    }


def _beside(held: GatheringRecord) -> dict[str, Any]:
    """Where the number of people is from, and somebody's own estimate: part of no sum."""
    own = None
    if held.estimate and held.estimated:
        own = {"amount": held.estimate.amount, "note": held.estimate.note} | _who(held.estimated)
    return {
        "came_from": held.source,
        "came_said": _who(held.said) if held.said else None,
        "came_counted": held.counted,
        "own_estimate": own,
    }


def _who(said: Said) -> dict[str, str]:
    """Whoever reads figures is told the name of a token, but of no person."""
    name = "" if said.kind == ActorKind.PERSON else said.name
    return {"kind": str(said.kind), "by": name, "at": said.at}


def _saved(held: GatheringRecord, ledger: Ledger, places: Municipalities) -> dict[str, Any]:
    gathering = held.gathering
    return {
        "id": gathering.id,
        "title": gathering.title,
        "start": gathering.start,
        "venue": ledger.place,
        "people": None if ledger.hidden else ledger.people,
        "suppressed": ledger.hidden,
        "lines": [_line(each, places) for each in ledger.lines],
        "hall_and_food": None if ledger.hidden else _range(ledger.venue),
        "hall_entered": gathering.hall,
        "total": _range(ledger.total),
        "assumptions_from": str(ledger.assumed.since),
        **_beside(held),
    }


def _line(line: Line, places: Municipalities) -> dict[str, Any]:
    known = places.by_number(line.home)
    trip = line.trip
    return {
        "home": line.home,
        "name": known.name if known else None,
        "beside": line.beside or None,
        "people": line.people,
        "km_one_way": trip.km if trip else None,
        "fare_one_way": trip.fare if trip else None,
        "hours_one_way": asdict(trip.hours) if trip else None,
        "travel": _range(line.travel),
        "time": _range(line.time),
        "total": _range(line.total),
    }


def _range(amount: Range) -> dict[str, int]:
    return {name: round(value) for name, value in asdict(amount).items()}


def _assumed(assumed: Assumptions) -> dict[str, Any]:
    rates = ("per_km", "per_hour", "riders", "hall", "food")
    return {
        "from": str(assumed.since),
        **{name: asdict(getattr(assumed, name)) for name in rates},
        "sources": dict(assumed.sources),
    }
