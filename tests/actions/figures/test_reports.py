"""Reports as they are asked for: which counts are read, and the two readings of a move."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import given

from bot.actions.figures.reports import Reports, When, all_municipalities, one_municipality
from bot.core import documents
from bot.core.figures.history import History, as_it_was
from bot.core.learning.lessons import Library
from bot.core.people import municipality_counts
from bot.core.people.person import Person
from bot.core.values import replace
from tests.core.figures.histories import LEARNED, MAP, day_counts, histories

TODAY = date(2026, 11, 22)
PLAIN = When(TODAY)


@dataclass
class CountsAlone:
    """A store that has counts and can be asked for nothing else: no person is ever read. Of
    documents it has none, and those by month alone may be asked for."""

    kept: dict[str, int]
    asked: list[str] = field(default_factory=list)

    async def run(self, change: Callable[[Any], Any]) -> Any:
        return change(self)

    read = run

    def counts(self, prefix: str) -> dict[str, int]:
        self.asked.append(prefix)
        return {name: n for name, n in self.kept.items() if name.startswith(prefix)}

    def find(self, kind: str, **_: Any) -> list[Any]:
        assert kind == documents.MONTHS
        return []

    def due(self, kind: str, *_: Any, **__: Any) -> list[Any]:
        return self.find(kind)


def reports(store: Any) -> Reports:
    return Reports(store, MAP, Library({}, {}), 1)


async def people_of(store: CountsAlone, when: When) -> dict[str, tuple[int | None, int | None]]:
    table = await all_municipalities(reports(store), when)
    return {each.number: (each.people, each.lessons_completed) for each in table}


async def test_a_list_reads_counts_and_nothing_else():
    dated = replace(PLAIN, until=TODAY)
    for when, prefixes in ((PLAIN, ["now|", "expected|"]), (dated, ["day|"])):
        store = CountsAlone({})
        await all_municipalities(reports(store), when)
        assert store.asked == prefixes


async def test_one_municipality_reads_the_counts_of_those_it_shares_a_row_with():
    store = CountsAlone({})
    await one_municipality(reports(store), PLAIN, "1506")
    places = ["1502", "1506", "1543", "1545"]
    kinds = ("day|{}|", "now|{}|", "unit|{}/", "expected|{}/")
    assert store.asked == [kind.format(place) for kind in kinds for place in places]


async def test_who_moves_takes_along_what_they_did_and_had_it_where_they_were_before():
    before = Person("t:e", "t", "e", "2026-11-01", municipality="1506")
    after = replace(before, municipality="1535")
    done = {"people": ""} | dict.fromkeys(LEARNED, "2026-11-02")
    counts: dict[str, int] = {}
    for changes in (
        municipality_counts.joined(before, "2026-11-01"),
        municipality_counts.happened(before, "2026-11-02", LEARNED),
        municipality_counts.carried(before, after, "2026-11-03", done),
    ):
        for name, n in changes.items():
            counts[name] = counts.get(name, 0) + n
    store = CountsAlone(counts)
    now = await people_of(store, PLAIN)
    assert (now["1506"], now["1535"]) == ((0, 0), (1, 1))
    then = await people_of(store, replace(PLAIN, until=date(2026, 11, 2)))
    assert (then["1506"], then["1535"]) == ((1, 1), (0, 0))
    since = await people_of(store, replace(PLAIN, as_of=TODAY))
    assert (since["1506"], since["1535"]) == ((0, 0), (1, 1))


async def test_a_number_of_another_day_has_no_detail_today():
    store = CountsAlone({"now|1502|people": 3})
    assert await one_municipality(reports(store), PLAIN, "1502") is None
    found = await one_municipality(reports(store), PLAIN, "1506")
    assert found
    assert found.row.people == 3


@given(histories())
def test_one_cut_alone_is_the_same_as_one_of_many(counts: dict[str, int]):
    days = day_counts(counts)
    for until in (None, date(2019, 12, 31), date(2020, 1, 5)):
        assert as_it_was(days, until) == History(days).until(until)
