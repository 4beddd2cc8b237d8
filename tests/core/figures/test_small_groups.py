"""A reader who asks for everything, and adds and subtracts, learns no hidden group's figures.

The tables covered: every row of the list of municipalities, plain and for every map and every cut
(API and command line print these), the sum that the command line prints under them, the detail of
every municipality with its weeks, for every map and cut. Each figure that is shown is a known sum
of unknowns (one for each place and day). A hidden group's figure can be worked out exactly when
its own sum is a combination of the shown ones: linear algebra decides it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.figures.history import History, as_it_is
from bot.core.figures.report import ReportRow, every_group, places_by_row, rows
from bot.core.figures.report_detail import ReportScope, detail
from bot.core.figures.small_groups import figures, is_filled_up, shown, size
from bot.core.learning.lessons import Library
from tests.core.figures.histories import MAP, PLACES, day_counts, histories

MINIMUM = 4
PRIME = (1 << 61) - 1
MAPS = (date.min, date(2019, 12, 31), date(2020, 1, 1))
FAMILY = ("1502", "1543", "1545", "1506")
EMPTY = Library({}, {})
Sum = dict[tuple[str, str], int]
"""Unknown (place, day) -> how often it is in the sum."""


class Reader:
    """Keeps what was shown as rows in echelon form, modulo a large prime."""

    def __init__(self) -> None:
        self._basis: dict[tuple[str, str], Sum] = {}

    def sees(self, shown_sum: Sum) -> None:
        rest = self._reduced(shown_sum)
        if rest:
            pivot = min(rest)
            inverse = pow(rest[pivot], -1, PRIME)
            self._basis[pivot] = {key: n * inverse % PRIME for key, n in rest.items()}

    def can_work_out(self, hidden_sum: Sum) -> bool:
        return not self._reduced(hidden_sum)

    def _reduced(self, given_sum: Sum) -> Sum:
        rest = {key: n % PRIME for key, n in given_sum.items() if n % PRIME}
        for pivot in sorted(self._basis):
            factor = rest.get(pivot, 0)
            for key, n in self._basis[pivot].items() if factor else ():
                rest[key] = (rest.get(key, 0) - factor * n) % PRIME
            rest = {key: n for key, n in rest.items() if n}
        return rest


def all_of(group: Iterable[str], days: list[str], until: date | None) -> Sum:
    last = f"{until or date.max}"
    return {(place, day): 1 for place in group for day in days if day <= last}


def minus(more: Sum, less: Sum) -> Sum:
    return {key: n - less.get(key, 0) for key, n in more.items() if n != less.get(key, 0)}


@dataclass
class Asking:
    """One history, and what a reader has seen of it so far."""

    counts: dict[str, int]
    reader: Reader = field(default_factory=Reader)
    hidden: list[Sum] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.history = History(day_counts(self.counts))
        self.days = sorted({name.split("|")[2] for name in day_counts(self.counts).counts})
        self.cuts = (None, *(date.fromisoformat(day) for day in self.days))

    def plain(self) -> None:
        now = {name: n for name, n in self.counts.items() if name.startswith("now|")}
        self.table(rows(as_it_is(now), MAP, date.max, MINIMUM), date.max, None)

    def dated(self) -> None:
        for until in self.cuts:
            self.every_small_group(until)
            for as_of in MAPS:
                self.table(rows(self.history.until(until), MAP, as_of, MINIMUM), as_of, until)
                for number in (*PLACES, "1539"):
                    self.weeks(number, as_of, until)

    def sum_of(self, group: Iterable[str], until: date | None) -> Sum:
        last = f"{until or date.max}"
        return {(place, day): 1 for place in group for day in self.days if day <= last}

    def table(self, seen: tuple[ReportRow, ...], as_of: date, until: date | None) -> None:
        """Rows that are shown; a number without a row is known to have nothing."""
        suppressed = {each.number for each in seen if each.suppressed}
        for number, group in places_by_row(PLACES, MAP, as_of).items():
            if number in suppressed:
                self.hidden.append(self.sum_of(group, until))
            else:
                self.reader.sees(self.sum_of(group, until))

    def weeks(self, number: str, as_of: date, until: date | None) -> None:
        """People at the end of a week, and what happened within it."""
        asked = ReportScope(number, as_of, until, MINIMUM)
        found = detail(asked, self.history.until(until), self.history, MAP, EMPTY)
        group = places_by_row(PLACES, MAP, as_of).get(number, frozenset())
        for week in found.weeks if found else ():
            if not week.suppressed:
                sunday = min(week.monday + timedelta(days=6), until or date.max)
                at_end = self.sum_of(group, sunday)
                before = self.sum_of(group, week.monday - timedelta(days=1))
                self.reader.sees(at_end)
                self.reader.sees({key: n for key, n in at_end.items() if key not in before})

    def every_small_group(self, until: date | None) -> None:
        """Also what no row shows: any few of the merged ones that are small together."""
        tally = self.history.until(until)
        for few in chain.from_iterable(combinations(FAMILY, n) for n in range(1, len(FAMILY))):
            if 0 < size(figures(few, tally)) < MINIMUM:
                self.hidden.append(self.sum_of(few, until))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(histories(("join", "learn", "erase", "wait")))
def test_no_sequence_of_questions_gives_a_hidden_group_away(counts: dict[str, int]):
    """Nobody moves here, so that the plain table is one more sum over the same unknowns."""
    asking = Asking(counts)
    asking.plain()
    asking.dated()
    assert not any(asking.reader.can_work_out(each) for each in asking.hidden)


@settings(max_examples=150, deadline=None)
@given(histories())
@pytest.mark.slow
def test_nor_where_people_move_between_places(counts: dict[str, int]):
    """The plain table then counts other people than the dated ones, and is left out."""
    asking = Asking(counts)
    asking.dated()
    assert not any(asking.reader.can_work_out(each) for each in asking.hidden)


def test_the_reader_would_find_what_hiding_small_groups_alone_gives_away():
    """The check can fail: without the second hidden group, one subtraction does it."""
    reader = Reader()
    reader.sees({("1502", "d"): 1, ("1543", "d"): 1, ("1545", "d"): 1})
    reader.sees({("1502", "d"): 1})
    reader.sees({("1545", "d"): 1})
    assert reader.can_work_out({("1543", "d"): 1})
    assert not Reader().can_work_out({("1543", "d"): 1})


def test_the_reader_combines_weeks_and_cuts():
    reader = Reader()
    reader.sees({("a", "1"): 1, ("a", "2"): 1, ("a", "3"): 1})
    reader.sees({("a", "3"): 1})
    assert reader.can_work_out({("a", "1"): 1, ("a", "2"): 1})
    assert not reader.can_work_out({("a", "1"): 1})


@given(st.dictionaries(st.sampled_from(PLACES), st.integers(1, 12)), st.integers(1, 6))
def test_a_group_is_hidden_only_for_itself_or_for_its_family(people: dict[str, int], minimum: int):
    """Nothing is hidden where no group of the family is small, nor with a minimum of one."""
    tally = {place: {"people": n} for place, n in people.items()}
    groups = every_group(tally, MAP)
    hidden = groups - shown(groups, tally, minimum)
    small = {place for place, n in people.items() if n < minimum}
    for group in hidden:
        family = max((each for each in groups if each & group), key=len)
        assert family & small


THREE = {"people": 3, "rostered": 3}


@pytest.mark.parametrize(
    ("facts", "hidden"),
    [
        (THREE, True),
        (THREE | {"people": 4}, True),  # somebody from elsewhere tapped
        (THREE | {"people": 6}, True),  # three of them
        (THREE | {"people": 7}, False),  # as many others as may be shown alone
        ({"people": 4}, False),  # there is no roster
        ({"people": 4, "rostered": 4}, False),
        ({"people": 6, "rostered": 5, "erased": 2}, True),  # perhaps three on the roster are left
        ({"people": 9, "rostered": 1}, False),
    ],
)
def test_few_on_the_roster_are_no_more_by_few_others(facts: dict[str, int], hidden: bool):
    tally = {"1539": facts, "1535": {"people": 20, "rostered": 3}}
    told = shown(every_group(tally, MAP), tally, MINIMUM)
    assert told == {frozenset({"1535"}), *([] if hidden else [frozenset({"1539"})])}
    assert is_filled_up(facts, MINIMUM) == (hidden and size(facts) >= MINIMUM)
