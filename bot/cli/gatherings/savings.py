"""What gatherings saved: as text that shows the calculation line by line, or as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.actions.gatherings.savings import GatheringRecord
from bot.cli.tables import Line as Row
from bot.cli.tables import aligned, as_csv
from bot.core.gatherings.attendance import CountedBy
from bot.core.gatherings.savings import NOTHING, Assumptions, Ledger, Line, Range
from bot.core.gatherings.views import Said
from bot.core.people.municipalities import Municipalities
from bot.core.small_parts import TOGETHER

_HEAD = (
    *("gathering", "day", "title", "what", "number", "name", "people", "km one way"),
    *("hours one way", "low NOK", "expected NOK", "high NOK", "assumptions from", "people from"),
    *("own estimate NOK", "estimate noted by", "estimate note"),
)
_RATES = ("per_km", "per_hour", "riders", "hall", "food")
_NONE = "No gathering whose savings are known. They are worked out two hours after it.\n"
_NO_ESTIMATE: Row = ("", "", "")
_FROM = {CountedBy.TAPS: "by taps", CountedBy.REPORT: "by report", CountedBy.HOST: "as said"}
Saved = tuple[GatheringRecord, Ledger]


def text(found: Sequence[GatheringRecord], places: Municipalities) -> str:
    """Each gathering with its sum, then the calculations, then every assumption that was used."""
    pairs = _pairs(found)
    parts = [_summed(pairs)] if pairs else [_NONE]
    parts += _beside(found)
    parts += [_worked_out(held, ledger, places) for held, ledger in pairs if ledger.lines]
    used = {ledger.assumed.since: ledger.assumed for _, ledger in pairs}
    parts += [_assumed(used[since]) for since in sorted(used)]
    return "\n".join(parts)


def _summed(pairs: Sequence[Saved]) -> str:
    total = sum((ledger.total for _, ledger in pairs), NOTHING)
    rows: list[Row] = [
        (*_named(held), _people(ledger), _FROM[held.source], *_three(ledger.total))
        for held, ledger in pairs
    ]
    rows.append(("", "", "all", None, "", *_three(total)))
    head = ("id", "day", "title", "people", "counted", "low NOK", "expected NOK", "high NOK")
    return aligned([head, *rows])


def _beside(found: Sequence[GatheringRecord]) -> list[str]:
    """What stands beside the sums: people's own estimates, and gatherings that saved nothing that
    is known."""
    parts = []
    own: list[Row] = [
        (*_named(e), e.estimate.amount, e.estimate.note, _who(e.estimated), e.estimated.at[:10])
        for e in found
        if e.estimate and e.estimated
    ]
    if own:
        columns = ("id", "day", "title", "NOK", "note", "by", "noted")
        parts.append("Own estimates, part of no sum\n" + aligned([columns, *own]))
    others: list[Row] = [(*_named(e), _why(e)) for e in found if not e.ledger]
    if others:
        head = ("id", "day", "title", "why")
        parts.append("Gatherings without known savings\n" + aligned([head, *others]))
    return parts


def _who(said: Said) -> str:
    return said.name or said.kind.replace("_", " ")


def _why(held: GatheringRecord) -> str:
    if held.gathering.is_cancelled:
        return "cancelled"
    if not held.gathering.is_online:
        return "held in one place"
    return "not over, or nobody is known to have come"


def csv(found: Sequence[GatheringRecord], places: Municipalities) -> str:
    """For each gathering, a line for each home municipality, one for hall and food, and the sum."""
    return as_csv([_HEAD, *(row for pair in _pairs(found) for row in _lines(pair, places))])


def _pairs(found: Sequence[GatheringRecord]) -> list[Saved]:
    return [(each, each.ledger) for each in found if each.ledger]


def _lines(pair: Saved, places: Municipalities) -> Iterator[Row]:
    held, ledger = pair
    named, since = _named(held), (str(ledger.assumed.since), str(held.source))
    for each in ledger.lines:
        km, hours = _trip(each)
        name = _name(each, places)
        told = ("travel and time", each.home, name, each.people, km, hours)
        yield (*named, *told, *_three(each.total), *since, *_NO_ESTIMATE)
    if ledger.lines:
        venue = ("hall and food", ledger.place, places.name(ledger.place), ledger.people, "", "")
        yield (*named, *venue, *_three(ledger.venue), *since, *_NO_ESTIMATE)
    people = _people(ledger)
    yield (*named, "total", "", "", people, "", "", *_three(ledger.total), *since, *_estimate(held))


def _estimate(held: GatheringRecord) -> Row:
    """In columns of its own, so that no sum of a column has it."""
    if not held.estimate or not held.estimated:
        return _NO_ESTIMATE
    return held.estimate.amount, _who(held.estimated), held.estimate.note


def _worked_out(held: GatheringRecord, ledger: Ledger, places: Municipalities) -> str:
    rows: list[Row] = [
        (_name(e, places), e.people, *_trip(e), _span(e.travel), _span(e.time))
        for e in ledger.lines
    ]
    rows.append(("hall and food", ledger.people, "", "", _span(ledger.venue), ""))
    head = ("from", "people", "km one way", "hours one way", "travel NOK", "time NOK")
    day, title = _named(held)[1:]
    to, since = places.name(ledger.place), ledger.assumed.since
    hall = "" if held.gathering.hall is None else f", hall NOK {held.gathering.hall} as entered"
    said = f"to {to}, assumptions from {since}{hall}"
    return f"{day} {title}: {said}\n{aligned([head, *rows])}"


def _assumed(assumed: Assumptions) -> str:
    sources = dict(assumed.sources)
    rows = [(name, _exact(getattr(assumed, name)), sources.get(name, "")) for name in _RATES]
    head = ("what", "low / expected / high", "where it is from")
    return f"Assumptions from {assumed.since}\n{aligned([head, *rows])}"


def _named(held: GatheringRecord) -> tuple[str, str, str]:
    return held.gathering.id, held.gathering.start[:10], held.gathering.title


def _name(line: Line, places: Municipalities) -> str:
    if line.home != TOGETHER:
        return places.name(line.home)
    return f"{places.name(line.beside)} and others" if line.beside else "(others)"


def _trip(line: Line) -> tuple[str, str]:
    trip = line.trip
    return (f"{trip.km:g}", _exact(trip.hours)) if trip else ("", "")


def _people(ledger: Ledger) -> int | None:
    return None if ledger.hidden else ledger.people


def _three(amount: Range) -> tuple[int, int, int]:
    return round(amount.low), round(amount.expected), round(amount.high)


def _span(amount: Range) -> str:
    return " / ".join(map(str, _three(amount)))


def _exact(amount: Range) -> str:
    return f"{amount.low:g} / {amount.expected:g} / {amount.high:g}"
