"""Rows and details from counts: what stands where, on which map, and that it adds up."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.figures.history import History, as_it_is, as_it_was
from bot.core.figures.month_counts import DayCounts
from bot.core.figures.report import ReportRow, family, rows, shown_together
from bot.core.figures.report_detail import Detail, ReportScope, detail, titles
from bot.core.languages import Text
from bot.core.learning.lessons import Course, Library
from bot.core.people.municipalities import Municipalities, Municipality
from tests.core.figures.histories import FIRST, MAP, PLACES, day_counts, histories

OLD, NEW = date(2019, 12, 31), date(2020, 1, 1)
COURSE = Course("first-day", Text(nb="Første dag"), ("meeting", "mute"))
LIBRARY = Library({COURSE.id: COURSE}, {})


def by_number(table: tuple[ReportRow, ...]) -> dict[str, ReportRow]:
    return {each.number: each for each in table}


def figures_of(row: ReportRow) -> tuple[int | None, ...]:
    return row.people, row.started, row.lessons_completed, row.completed


def in_full(counts: dict[str, int], asked: ReportScope) -> Detail:
    history = History(DayCounts(counts))
    found = detail(asked, history.until(asked.until), history, MAP, LIBRARY)
    assert found
    return found


def test_every_municipality_of_the_day_has_a_row_also_with_nobody_in_it():
    table = rows({}, MAP, NEW, 5)
    assert [each.number for each in table] == ["1506", "1535", "1539"]
    assert {figures_of(each) for each in table} == {(0, 0, 0, 0)}
    assert not any(each.suppressed for each in table)


def test_what_was_counted_under_old_numbers_stands_under_the_new_one_today():
    tally = as_it_is({"now|1502|people": 3, "now|1543|people": 4, "now|1506|started": 2})
    assert figures_of(by_number(rows(tally, MAP, NEW, 1))["1506"]) == (7, 2, 0, 0)


def test_on_the_old_map_each_stands_alone_and_what_came_later_has_its_own_row():
    tally = as_it_is({"now|1502|people": 3, "now|1543|people": 4, "now|1506|people": 2})
    table = by_number(rows(tally, MAP, OLD, 1))
    assert {number: each.people for number, each in table.items()} == {
        "1502": 3,
        "1506": 2,
        "1535": 0,
        "1539": 0,
        "1543": 4,
        "1545": 0,
    }
    assert table["1506"].name == "Molde"


def test_people_in_no_known_municipality_stand_on_a_row_without_a_name():
    tally = as_it_is({"now||people": 6, "now|9999|people": 7})
    table = by_number(rows(tally, MAP, NEW, 5))
    assert (table[""].name, table[""].people) == (None, 6)
    assert (table["9999"].name, table["9999"].people) == (None, 7)


def test_lessons_completed_counts_every_lesson_once_a_person_and_no_course():
    facts = {"people": 9, "lesson:a:passed": 4, "lesson:b:passed": 3, "lesson:b:started": 5}
    tally = as_it_is({f"now|1535|{fact}": n for fact, n in facts.items()})
    assert figures_of(by_number(rows(tally, MAP, NEW, 5))["1535"]) == (9, 0, 7, 0)


def test_a_group_under_the_minimum_has_no_figures():
    tally = as_it_is({"now|1535|people": 4, "now|1535|started": 4, "now|1539|people": 5})
    table = by_number(rows(tally, MAP, NEW, 5))
    assert table["1535"] == ReportRow("1535", "Vestnes", None, None, None, None, suppressed=True)
    assert figures_of(table["1539"]) == (5, 0, 0, 0)


def test_a_group_whose_people_were_all_erased_counts_as_large_as_what_they_did():
    tally = as_it_is({"now|1535|started": 2, "now|1539|started": 6})
    table = by_number(rows(tally, MAP, NEW, 5))
    assert table["1535"].suppressed
    assert figures_of(table["1539"]) == (0, 6, 0, 0)


def test_what_the_merged_sum_would_give_away_is_hidden_too():
    """1543 is small; 1506 today is 1502 + 1543 + 1545, so the smallest of the others is hidden."""
    tally = as_it_is({"now|1502|people": 20, "now|1543|people": 3, "now|1545|people": 7})
    hidden = {each.number for each in rows(tally, MAP, OLD, 5) if each.suppressed}
    assert hidden == {"1543", "1545"}
    assert by_number(rows(tally, MAP, NEW, 5))["1506"].people == 30


def test_two_hidden_ones_that_are_few_together_take_a_third_along():
    tally = as_it_is({"now|1502|people": 20, "now|1543|people": 2, "now|1545|people": 2})
    hidden = {each.number for each in rows(tally, MAP, OLD, 5) if each.suppressed}
    assert hidden == {"1502", "1543", "1545"}


def test_two_hidden_ones_that_are_enough_together_take_nobody_along():
    tally = as_it_is({"now|1502|people": 20, "now|1543|people": 3, "now|1545|people": 3})
    hidden = {each.number for each in rows(tally, MAP, OLD, 5) if each.suppressed}
    assert hidden == {"1543", "1545"}


def test_a_small_group_in_an_unmerged_municipality_takes_nobody_along():
    """No total with hidden rows in it is ever shown, so nothing can be subtracted."""
    tally = as_it_is({"now|1535|people": 3, "now|1539|people": 30})
    table = rows(tally, MAP, NEW, 5)
    assert [each.number for each in table if each.suppressed] == ["1535"]
    total = shown_together(table)
    assert (total.people, total.suppressed) == (30, True)


def test_a_remainder_is_found_through_a_group_that_is_itself_hidden():
    """A and B became C, C and D became E: hiding C for D's sake is no use while A and B show."""
    chain = Municipalities.of(
        [
            Municipality("A", "A", valid_to=date(2009, 12, 31), merged_into="C"),
            Municipality("B", "B", valid_to=date(2009, 12, 31), merged_into="C"),
            Municipality("C", "C", date(2010, 1, 1), date(2019, 12, 31), "E"),
            Municipality("D", "D", valid_to=date(2019, 12, 31), merged_into="E"),
            Municipality("E", "E", date(2020, 1, 1)),
        ]
    )
    tally = as_it_is({"now|A|people": 9, "now|B|people": 8, "now|D|people": 2})
    hidden = {
        each.number
        for day in (date(2000, 1, 1), date(2015, 1, 1), date(2021, 1, 1))
        for each in rows(tally, chain, day, 5)
        if each.suppressed
    }
    assert hidden == {"C", "D", "B"}


def test_a_municipality_taken_into_one_that_stood_before_is_split_on_the_day_it_ended():
    absorbed = Municipalities.of(
        [Municipality("A", "A", valid_to=OLD, merged_into="B"), Municipality("B", "B")]
    )
    tally = as_it_is({"now|A|people": 2, "now|B|people": 9})
    assert all(each.suppressed for each in rows(tally, absorbed, OLD, 5))
    assert [figures_of(each)[0] for each in rows(tally, absorbed, NEW, 5)] == [11]


def test_the_family_of_a_number_is_all_that_it_ever_shares_a_row_with():
    assert family("1543", MAP) == family("1506", MAP) == {"1502", "1506", "1543", "1545"}
    assert family("1535", MAP) == {"1535"}
    assert family("9999", MAP) == {"9999"}


DAYS = {
    "day|1535|2026-11-16|people": 6,
    "day|1535|2026-11-18|started": 2,
    "day|1535|2026-11-19|lesson:meeting:started": 3,
    "day|1535|2026-11-19|lesson:meeting:passed": 2,
    "day|1535|2026-11-30|lesson:gone:passed": 1,
    "day|1535|2026-12-01|course:first-day:started": 3,
    "day|1535|2026-12-02|people": -1,
}


def test_until_cuts_what_happened_later():
    history = History(DayCounts(DAYS))
    assert history.until(date(2026, 11, 18)) == {"1535": {"people": 6, "started": 2}}
    assert history.until(date(2026, 11, 15)) == {}
    assert history.until(None)["1535"]["people"] == 5


def test_the_detail_has_each_lesson_and_course_also_those_that_left_the_content():
    found = in_full(DAYS, ReportScope("1535", NEW, None, 5))
    lessons = {each.id: (each.people, each.started, each.completed) for each in found.lessons}
    assert lessons == {"meeting": (5, 3, 2), "mute": (5, 0, 0), "gone": (5, 0, 1)}
    courses = [(each.id, each.started, each.completed) for each in found.courses]
    assert courses == [("first-day", 3, 0)]
    assert found.courses[0].title == Text(nb="Første dag")


def test_the_weeks_leave_none_out_and_end_where_the_data_is_cut():
    found = in_full(DAYS, ReportScope("1535", NEW, date(2026, 12, 1), 5))
    seen = [(each.week, each.people, each.started, each.lessons_completed) for each in found.weeks]
    assert seen == [
        ("2026-W47", 6, 2, 2),
        ("2026-W48", 6, 0, 0),
        ("2026-W49", 6, 0, 1),
    ]
    assert found.weeks[0].monday == date(2026, 11, 16)


def test_a_week_belongs_to_its_iso_year():
    found = in_full({"day|1535|2021-01-02|people": 6}, ReportScope("1535", NEW, None, 5))
    assert [(each.week, each.monday) for each in found.weeks] == [("2020-W53", date(2020, 12, 28))]


def test_the_week_in_which_a_group_grows_large_enough_is_hidden_with_those_before():
    """4 people in one week and 6 in the next: the second week would give the first away."""
    counts = {
        "day|1535|2026-11-16|people": 4,
        "day|1535|2026-11-17|started": 3,
        "day|1535|2026-11-23|people": 2,
        "day|1535|2026-11-30|started": 1,
    }
    weeks = in_full(counts, ReportScope("1535", NEW, None, 5)).weeks
    assert [each.suppressed for each in weeks] == [True, True, False]
    assert (weeks[2].people, weeks[2].started) == (6, 1)
    assert weeks[1].people is None


def test_the_detail_of_a_hidden_group_tells_nothing_of_what_it_took():
    counts = {"day|1535|2026-11-16|people": 4, "day|1535|2026-11-16|lesson:gone:passed": 1}
    found = in_full(counts, ReportScope("1535", NEW, None, 5))
    assert found.row.suppressed
    assert [each.id for each in found.lessons] == ["meeting", "mute"]
    assert all(each.suppressed and each.people is None for each in (*found.lessons, *found.courses))


def test_a_number_that_stands_on_no_row_of_that_map_has_no_detail():
    history = History(DayCounts(DAYS))
    for number in ("1502", "9999"):
        asked = ReportScope(number, NEW, None, 5)
        assert detail(asked, history.until(None), history, MAP, LIBRARY) is None


@given(histories(), st.integers(0, 30))
def test_the_rows_of_every_map_and_cut_add_up_to_all_there_is(counts: dict[str, int], days: int):
    """With nothing hidden, no move, merger or map loses or doubles a count."""
    cut = FIRST + timedelta(days=days)
    tally = History(day_counts(counts)).until(cut)
    total: Counter[str] = Counter()
    for name, n in counts.items():
        kind, _, rest = name.split("|", 2)
        day, _, fact = rest.partition("|")
        if kind == "day" and day <= cut.isoformat():
            fact = fact.removeprefix("carried:")
            total["lessons" if fact.endswith(":passed") else fact] += n
    for as_of in (date.min, OLD, NEW, date.max):
        table = rows(tally, MAP, as_of, 1)
        assert sum(each.people or 0 for each in table) == total["people"]
        assert sum(each.started or 0 for each in table) == total["started"]
        assert sum(each.lessons_completed or 0 for each in table) == total["lessons"]
        assert not any(each.suppressed for each in table)


@given(histories(), st.integers(0, 30))
def test_lessons_and_weeks_of_a_municipality_add_up_to_its_row(counts: dict[str, int], days: int):
    until = FIRST + timedelta(days=days)
    history = History(day_counts(counts))
    tally = history.until(until)
    for row in rows(tally, MAP, NEW, 1, titles(LIBRARY)):
        found = detail(ReportScope(row.number, NEW, until, 1), tally, history, MAP, LIBRARY)
        assert found
        assert found.row == row
        assert sum(each.completed or 0 for each in found.lessons) == row.lessons_completed
        assert all(
            0 <= (each.started or 0) <= (each.lessons_completed or 0) for each in found.weeks
        )
        assert (found.weeks[-1].people if found.weeks else 0) == row.people


@given(histories(), st.integers(0, 30))
def test_nobody_has_started_who_is_not_among_the_people(counts: dict[str, int], days: int):
    """In either reading, and as it is, is as it was until today, without those who are erased."""
    until = FIRST + timedelta(days=days)
    days_ = day_counts(counts)
    now = as_it_is({name: n for name, n in counts.items() if name.startswith("now|")})
    today, then = (rows(as_it_was(days_, each), MAP, NEW, 1) for each in (None, until))
    for row in (*rows(now, MAP, NEW, 1), *today, *then):
        assert 0 <= (row.started or 0) <= (row.people or 0)
        assert 0 <= (row.erased or 0) <= (row.people or 0)
    living = {each.number: (each.people or 0) - (each.erased or 0) for each in today}
    found = {each.number: each.people for each in rows(now, MAP, NEW, 1)}
    assert {number: n for number, n in living.items() if n or number in found} == found


@given(histories())
def test_the_weeks_have_all_that_happened_wherever_those_who_did_it_went(counts: dict[str, int]):
    history = History(day_counts(counts))
    numbers = {each.number for each in rows(history.until(None), MAP, NEW, 1)}
    found = [in_weeks(history, each) for each in numbers | {MAP.resolve(e, NEW) for e in PLACES}]
    happened = sum(
        n for name, n in counts.items() if name.startswith("day|") and name.endswith("|started")
    )
    assert sum(found) == happened


def in_weeks(history: History, number: str) -> int:
    tally = {number: {"people": 1}}
    found = detail(ReportScope(number, NEW, None, 1), tally, history, MAP, LIBRARY)
    assert found
    assert all((each.started or 0) >= 0 for each in found.weeks)
    return sum(each.started or 0 for each in found.weeks)
