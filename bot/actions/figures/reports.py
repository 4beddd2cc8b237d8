"""Reports: they read counts in one transaction, and nothing about any person.

The cost grows with municipalities, lessons and days, not with people. Adding up years of days takes
a while, so it is done in a thread, and no turn has to wait.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.core.figures.report import History, ReportRow, as_it_is, as_it_was, family, rows
from bot.core.figures.report_detail import Detail, ReportScope, detail
from bot.core.learning.lessons import Library
from bot.core.people.municipalities import Municipalities
from bot.errors import Refused
from bot.ports import Store, Tx


@dataclass(frozen=True, slots=True)
class Reports:
    """What every report needs. `minimum` is MIN_GROUP_SIZE; 1 hides nothing."""

    store: Store
    municipalities: Municipalities
    library: Library
    minimum: int


@dataclass(frozen=True, slots=True)
class When:
    """`as_of` chooses the map of that day; `until` cuts off the data after that day.

    With neither, the report is about today's map and today's members, with everything they have
    done. With either, it is about what happened in each place. `today` is today's date where the
    report is asked for.
    """

    today: date
    as_of: date | None = None
    until: date | None = None

    @property
    def as_it_was(self) -> bool:
        return bool(self.as_of or self.until)

    @property
    def map_of(self) -> date:
        return self.as_of or self.today


def as_day(name: str, text: str) -> date:
    """The date in `text`. Raises `Refused`, with a sentence that names the parameter `name`."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:  # a day that no month has
        pass
    raise Refused(why=f"{name} is not a date. Write it like 2019-12-31.")


async def all_municipalities(reports: Reports, when: When) -> tuple[ReportRow, ...]:
    """A row for every municipality on the map, by number; what is on no map has name None."""
    kind = "day|" if when.as_it_was else "now|"
    counts = await reports.store.run(lambda tx: tx.counts(kind))

    def think() -> tuple[ReportRow, ...]:
        tally = as_it_was(counts, when.until) if when.as_it_was else as_it_is(counts)
        return rows(tally, reports.municipalities, when.map_of, reports.minimum)

    return await asyncio.to_thread(think)


async def one_municipality(reports: Reports, when: When, number: str) -> Detail | None:
    """One municipality by lesson, course and week; None if the map does not have the number."""
    places = sorted(family(number, reports.municipalities))

    def change(tx: Tx) -> tuple[dict[str, int], dict[str, int]]:
        days = _counts(tx, "day", places)
        return days, {} if when.as_it_was else _counts(tx, "now", places)

    days, now = await reports.store.run(change)

    def think() -> Detail | None:
        history = History(days)
        tally = history.until(when.until) if when.as_it_was else as_it_is(now)
        asked = ReportScope(number, when.map_of, when.until, reports.minimum)
        return detail(asked, tally, history, reports.municipalities, reports.library)

    return await asyncio.to_thread(think)


def _counts(tx: Tx, kind: str, places: Iterable[str]) -> dict[str, int]:
    return {name: n for place in places for name, n in tx.counts(f"{kind}|{place}|").items()}
