"""Every gathering with its counts and savings, for the API and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions.gatherings.attendance_records import (
    attendance_of,
    by_home,
    counted_of,
    counts_of,
    estimate_of,
    said_by,
)
from bot.core import documents
from bot.core.gatherings import savings, shown_counts
from bot.core.gatherings.attendance import CountedBy, Estimate
from bot.core.gatherings.gathering import Gathering, GatheringState
from bot.core.gatherings.savings import Assumptions, Ledger
from bot.core.gatherings.views import Said
from bot.core.people.hours import zone_of
from bot.core.people.municipalities import Municipalities
from bot.core.values import from_doc
from bot.ports import Store, Tx

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Ledgers:
    """What is needed to compute savings. Groups of fewer than `minimum` people are not shown."""

    store: Store
    municipalities: Municipalities
    assumptions: tuple[Assumptions, ...]
    minimum: int


@dataclass(frozen=True, slots=True)
class GatheringRecord:
    """A gathering as of one moment. `counts` has invited, yes, maybe, no and came; a count of too
    few people is None, and so is `came` until attendance is final. Answers are in steps until it
    begins (see `bot.core.gatherings.shown_counts`). `ledger` is None if nothing can
    be said about savings. `source` says where `came` is from; `said` who said it, if somebody did,
    and then `counted` is what was counted beside it, None for too few. `estimate` is somebody's
    own, by `estimated`: part of no sum."""

    gathering: Gathering
    counts: dict[str, int | None]
    ledger: Ledger | None
    source: CountedBy = CountedBy.TAPS
    said: Said | None = None
    counted: int | None = None
    estimate: Estimate | None = None
    estimated: Said | None = None


async def all_gatherings(ledgers: Ledgers, at: datetime) -> list[GatheringRecord]:
    """Every gathering, newest first. It reads page by page; there are only a few each week."""
    found: list[GatheringRecord] = []
    for state in GatheringState:
        after = ""
        while True:

            def change(
                tx: Tx, after: str = after, state: GatheringState = state
            ) -> list[tuple[str, GatheringRecord]]:
                page = tx.find(documents.GATHERINGS, state=state, after=after, limit=_PAGE)
                return [
                    (key, held_of(ledgers, tx, from_doc(Gathering, doc), at)) for key, doc in page
                ]

            page = await ledgers.store.run(change)
            found += [each for _, each in page]
            if len(page) < _PAGE:
                break
            after = page[-1][0]
    return sorted(found, key=lambda e: (e.gathering.start, e.gathering.id), reverse=True)


def held_of(ledgers: Ledgers, tx: Tx, gathering: Gathering, at: datetime) -> GatheringRecord:
    counts, least = counts_of(tx, gathering.id), ledgers.minimum
    invited, came = counts.get("invited", 0), came_of(counts)
    ledger = worked_out(gathering, counts, ledgers.assumptions, least, at)
    hidden = 0 < came < least or (ledger is not None and ledger.hidden)
    figures = {
        "invited": None if 0 < invited < least else invited,
        **shown_counts.answers(counts, least, final=not gathering.may_answer(at)),
        "came": came if gathering.is_closed(at) and not hidden else None,
    }
    return GatheringRecord(gathering, figures, ledger, **_beside(tx, gathering.id, ledgers.minimum))


def _beside(tx: Tx, id: str, minimum: int) -> dict[str, Any]:
    """What somebody said, beside what was counted and computed."""
    known, estimate = attendance_of(tx, id), estimate_of(tx, id)
    found: dict[str, Any] = {"source": known.source}
    if known.said is not None:
        n = sum(counted_of(tx, id).values())
        said = said_by(tx, known.kind, known.by, known.said_at)
        found |= {"said": said, "counted": None if 0 < n < minimum else n}
    if estimate:
        who = said_by(tx, estimate.kind, estimate.by, estimate.at)
        found |= {"estimate": estimate, "estimated": who}
    return found


def came_of(counts: dict[str, int]) -> int:
    return sum(by_home(counts).values())


def worked_out(
    gathering: Gathering,
    counts: dict[str, int],
    assumptions: tuple[Assumptions, ...],
    minimum: int,
    at: datetime,
) -> Ledger | None:
    """What it saved, once attendance is final. None if it was held in one place, so that nothing
    was saved, or if there are no assumptions."""
    day = gathering.begins.astimezone(zone_of("")).date()
    assumed = savings.valid_on(assumptions, day)
    done = gathering.is_closed(at) and not gathering.is_cancelled
    if not done or not gathering.is_online or assumed is None:
        return None
    came = by_home(counts)
    if not came:
        return None
    return savings.ledger(came, gathering.venue, assumed, minimum, gathering.hall)
