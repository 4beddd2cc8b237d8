"""The ``day|`` counts, and the months of them that were put together.

Reports read both through `of_all` and `of_places`, so nothing in a report tells which is where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final

from bot.actions.people.places import date_of
from bot.actions.shared.batches import READ_PAGE
from bot.actions.shared.delivery_counts import sum_earlier
from bot.actions.shared.owned import pages
from bot.core import documents
from bot.core.figures.month_counts import RECENT, DayCounts, MonthCounts, first_recent
from bot.core.values import from_doc
from bot.errors import UNREADABLE
from bot.ports import Doc, Tx
from bot.services import Services

_DAY: Final = "day|"
_PAGE: Final = 500  # counts: about 0.02 ms each
_EVER: Final = "9999"


def of_all(tx: Tx) -> DayCounts:
    """Everything that is counted by day. Raises one of `UNREADABLE` where a month is damaged: a
    report without it would be wrong."""
    return DayCounts.of(tx.counts(_DAY), map(_month, _every_month(tx)))


def of_places(tx: Tx, places: Iterable[str]) -> DayCounts:
    """The same, of these municipalities."""
    counts: dict[str, int] = {}
    months: list[MonthCounts] = []
    for place in places:
        counts |= tx.counts(f"{_DAY}{place}|")
        months += (_month(doc) for _, doc in pages(tx, documents.MONTHS, "place", place))
    return DayCounts.of(counts, months)


async def fold(services: Services, at: datetime) -> int:
    """Put the counts of months long past together, and give the number of counts that are gone.

    May be broken off anywhere, and done again: each transaction takes counts out and puts them into
    the month. A month that can't be read keeps its counts beside it.
    """
    until, gone = first_recent(date_of(at)), 0
    for place, month in await services.store.read(partial(_foldable, until=until)):
        try:
            while n := await services.store.run(_step(place, month)):
                gone += n
        except UNREADABLE:
            continue
    earlier = str(date_of(at) - RECENT)
    while n := await services.store.run(lambda tx: sum_earlier(tx, earlier, _PAGE)):
        gone += n
    return gone


def _foldable(tx: Tx, until: str) -> list[tuple[str, str]]:
    """The place and month of what is to be put together."""
    named = (name.split("|", 3) for name in tx.counts(_DAY))
    return sorted({(place, day[:7]) for _, place, day, _ in named if day[:7] < until})


def _step(place: str, month: str) -> Callable[[Tx], int]:
    """The next counts of this place and month go into its document; how many."""
    key = f"{place}/{month}"

    def change(tx: Tx) -> int:
        page = dict(islice(tx.counts(f"{_DAY}{place}|{month}-").items(), _PAGE))
        if not page:
            return 0
        kept = tx.get(documents.MONTHS, key, MonthCounts) or MonthCounts(place, month, {})
        after = kept.plus(page)
        if after.facts:
            tx.put(documents.MONTHS, key, after)
        else:
            tx.delete(documents.MONTHS, key)
        for name, n in page.items():
            tx.add(name, -n)
        return len(page)

    return change


def _every_month(tx: Tx) -> Iterator[Doc]:
    after = ("", "")
    while page := tx.due(documents.MONTHS, _EVER, after=after, limit=READ_PAGE):
        yield from (doc for _, doc in page)
        key, last = page[-1]
        after = (str(last["month"]), key)


def _month(doc: Doc) -> MonthCounts:
    return from_doc(MonthCounts, doc)
