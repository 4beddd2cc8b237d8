"""plans.yaml: what it becomes, and each slip with the fault that must come of it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import pytest

from bot.content.calendars import break_weeks
from bot.content.faults import ContentError, ContentFault, Kind
from bot.content.loader import HOME
from bot.content.plan_file import FILE, load_plans, plans
from bot.content.plan_order import clashes
from bot.core.delivery.plans import Plan
from bot.core.languages import Text
from bot.core.learning.lessons import Course, Library
from bot.core.people.municipalities import Municipalities
from tests.content.samples import Content

PLANS = """\
plans:
  - id: hele-molde
    course: kurs
    start: 2026-12-01
    done_by: 2027-01-31
    municipalities: ["1506"]
    units: ["1506/Sentrum skole"]
    hold_out: 10
  - id: alle
    course: kurs
    start: 2026-12-01
    every_days: 14
    pause_weeks: [8, 53]
"""


def written(content: Content, text: str = PLANS) -> Content:
    content.write(FILE, text)
    return content


def test_every_field_arrives_and_what_is_left_out_has_its_usual_value(content: Content):
    first, second = plans(written(content).directory)
    assert first == Plan(
        id="hele-molde",
        course="kurs",
        start=date(2026, 12, 1),
        done_by=date(2027, 1, 31),
        every_days=7,
        municipalities=frozenset({"1506"}),
        units=frozenset({"1506/Sentrum skole"}),
        breaks=(),
        hold_out=10,
    )
    assert (second.done_by, second.every_days, second.hold_out) == (None, 14, 0)
    assert not second.municipalities
    assert not second.units


def test_without_the_file_there_are_no_plans_and_no_fault(content: Content):
    assert load_plans(content.directory) == ((), ())
    assert content.check().plans == ()


def test_the_content_that_comes_with_the_bot_sends_nothing_by_itself():
    assert not (HOME / FILE).exists()
    assert plans() == ()


def test_the_check_shows_plans_and_goes_on_past_their_faults(content: Content):
    assert [each.id for each in written(content).check().plans] == ["hele-molde", "alle"]
    content.change("course: kurs", "course: kurz", FILE)
    report = content.check()
    assert not report.ok
    assert [each.id for each in report.plans] == ["alle"]


def test_pauses_left_out_are_weeks_28_to_30_of_each_summer_until_the_end(content: Content):
    """To the last day of the plan; three years on where it has none."""
    written(content, PLANS.replace("2027-01-31", "2028-07-20").replace("[8, 53]", "[28]"))
    first, second = plans(content.directory)
    assert first.breaks == (
        (date(2027, 7, 12), date(2027, 8, 1)),
        (date(2028, 7, 10), date(2028, 7, 23)),
    )
    assert [begins for begins, _ in second.breaks] == [
        date(2027, 7, 12),
        date(2028, 7, 10),
        date(2029, 7, 9),
    ]


def test_a_plan_may_have_no_pauses_at_all(content: Content):
    written(content, PLANS.replace("[8, 53]", "[]"))
    assert plans(content.directory)[1].breaks == ()


def test_week_53_is_there_only_in_years_that_have_one():
    """2026 has a week 53, which runs into 2027 and joins that year's week 1."""
    assert break_weeks([53, 1], date(2026, 12, 1), date(2027, 12, 31)) == (
        (date(2026, 12, 28), date(2027, 1, 10)),
    )


def test_a_week_that_began_before_the_plan_does_counts_from_its_monday():
    assert break_weeks([28], date(2026, 7, 8), date(2026, 7, 31)) == (
        (date(2026, 7, 6), date(2026, 7, 12)),
    )


class Slip(NamedTuple):
    """`old` in the file becomes `new`: `kind` is found on that line (or `below` it)."""

    old: str
    new: str
    kind: Kind
    says: str = ""
    below: int = 0


SLIPS = [
    Slip("course: kurs", "course: kurz", Kind.PLAN, "Did you mean `kurs`?"),
    Slip("course: kurs", "course: Kurs i Teams", Kind.BAD_ID, "a-z, 0-9"),
    Slip('["1506"]', '["1560"]', Kind.PLAN, "Did you mean `1506`?"),
    Slip('["1506"]', "[Molde]", Kind.PLAN, 'Write its number, "1506"'),
    Slip('["1506"]', "[x]", Kind.PLAN, "four digits in quotes"),
    Slip('["1506"]', '["1502"]', Kind.PLAN, 'Write "1506"'),
    Slip("1506/Sentrum skole", "1506/SkÃ¥la", Kind.STRANGE_CHARACTER, "read in the wrong encoding"),
    Slip('["1506"]', "1506", Kind.WRONG_TYPE, "must be a list"),
    Slip('["1506"]', "[]", Kind.OUT_OF_RANGE, "Give it 1 to"),
    Slip("1506/Sentrum skole", "Sentrum skole", Kind.PLAN, "number, slash and name"),
    Slip("1506/Sentrum skole", "1506/", Kind.PLAN, "number, slash and name"),
    Slip("1506/Sentrum skole", "1560/Sentrum skole", Kind.PLAN, "no municipality `1560`"),
    Slip("1506/Sentrum skole", f"1506/{'x' * 121}", Kind.TOO_LONG),
    Slip("done_by: 2027-01-31", "done_by: 2026-11-30", Kind.PLAN, "before start"),
    Slip("done_by: 2027-01-31", "done_by: 31.01.2027", Kind.BAD_DATE),
    Slip("start: 2026-12-01", "start: soon", Kind.BAD_DATE),
    Slip("    start: 2026-12-01\n", "", Kind.MISSING_KEY, "Add `start:`", below=-2),
    Slip("hold_out: 10", "hold_out: 51", Kind.OUT_OF_RANGE, "Choose 0 to 50"),
    Slip("hold_out: 10", "hold_out: 10 %", Kind.WRONG_TYPE),
    Slip("hold_out: 10", "holdout: 10", Kind.UNKNOWN_KEY, "Did you mean `hold_out`?"),
    Slip("every_days: 14", "every_days: 0", Kind.OUT_OF_RANGE),
    Slip("[8, 53]", "[8, 54]", Kind.OUT_OF_RANGE, "Choose 1 to 53"),
    Slip("[8, 53]", "[uke 8]", Kind.WRONG_TYPE),
    Slip("id: alle", "id: hele-molde", Kind.DUPLICATE_ID, "Rename one"),
    Slip("id: alle", "id: Alle her", Kind.BAD_ID),
    Slip("plans:", "plan:", Kind.UNKNOWN_KEY, "Did you mean `plans`?"),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.new[:30] or "missing")
def test_a_slip_is_named_on_its_line_with_its_mend(content: Content, slip: Slip):
    line = written(content).change(slip.old, slip.new, FILE)
    _, faults = load_plans(content.directory)
    found = [each for each in faults if each.kind is slip.kind and each.line == line + slip.below]
    assert found, f"expected {slip.kind} on line {line + slip.below}, found {faults}"
    assert slip.says in str(found[0])
    with pytest.raises(ContentError):
        plans(content.directory)


def test_all_faults_come_at_once(content: Content):
    text = PLANS.replace("course: kurs", "course: kurz").replace("hold_out: 10", "hold_out: 60")
    written(content, text)
    _, faults = load_plans(content.directory)
    assert [each.kind for each in faults] == [Kind.PLAN, Kind.OUT_OF_RANGE, Kind.PLAN]


@pytest.mark.parametrize("text", ["", "plans", "[1]", "plans: x", "plans: [x]", "plans: [{}]"])
def test_what_is_no_list_of_plans_is_a_fault_and_no_crash(content: Content, text: str):
    found, faults = load_plans(written(content, text).directory)
    assert found == ()
    assert faults


def late(content: Content) -> list[ContentFault]:
    report = content.check()
    assert report.ok
    return [each for each in report.warnings if each.kind is Kind.LATE_PLAN]


def test_lessons_that_do_not_fit_are_warned_of_with_the_day_they_would_end(content: Content):
    """Two lessons a week apart end on 8 December; the plan is kept as it is."""
    written(content).change("done_by: 2027-01-31", "done_by: 2026-12-07", FILE)
    (warning,) = late(content)
    assert "2 lessons, 7 days apart" in warning.what
    assert "on 2026-12-08" in warning.what
    assert len(plans(content.directory)) == 2


def test_the_very_last_day_is_in_time(content: Content):
    written(content).change("done_by: 2027-01-31", "done_by: 2026-12-08", FILE)
    assert late(content) == []


def test_holidays_and_pauses_count_when_it_is_worked_out(content: Content):
    """From Christmas Day: Monday the 28th falls in a paused week 53, so Monday 4 January is the
    first, and the second comes a week later."""
    written(content, PLANS.replace("2027-01-31", "2027-01-10"))
    content.change("start: 2026-12-01", "start: 2026-12-25\n    pause_weeks: [53]", FILE)
    (warning,) = late(content)
    assert "on 2027-01-11" in warning.what


def test_a_plan_for_a_municipality_of_its_own_time_is_right(content: Content):
    """1502 stood until the end of 2019."""
    written(content, PLANS.replace('["1506"]', '["1502"]').replace("2026-12-01", "2019-12-01"))
    _, faults = load_plans(content.directory)
    assert [each.line for each in faults] == []


@pytest.mark.parametrize("start", ["2019-06-01", "2026-12-01"])
@pytest.mark.parametrize("written_as", ["Molde", '"1502"', '"1506"', '"1543"', '"1507"', '"1545"'])
def test_every_number_that_a_fault_proposes_is_taken(content: Content, start: str, written_as: str):
    """1502, 1543 and 1545 became 1506 at the new year of 2020."""
    text = PLANS.replace("2027-01-31", f"{start[:4]}-12-31").replace("2026-12-01", start)
    text = text.replace('    units: ["1506/Sentrum skole"]\n', "")
    _, faults = load_plans(written(content, text.replace('"1506"', written_as)).directory)
    for fault in faults:
        for number in re.findall(r'["`](\d{4})["`]', fault.mend.partition(", as in")[0]):
            again = text.replace('"1506"', f'"{number}"')
            assert load_plans(written(content, again).directory)[1] == (), (fault.mend, number)


ELSEWHERE = """\
  - id: senere
    course: kurs
    start: 2026-12-01
    municipalities: ["1506"]
"""


def test_a_plan_that_others_leave_nobody_is_warned_of(content: Content):
    """Whoever is in Molde has the course from the first plan, everyone else from the second."""
    written(content, PLANS + ELSEWHERE)
    report = content.check()
    (warning,) = [each for each in report.warnings if each.kind is Kind.IDLE_PLAN]
    assert (report.ok, warning.line) == (True, PLANS.count("\n") + 1)
    assert "`hele-molde`, `alle`" in warning.what
    written(content, PLANS)
    assert [each.kind for each in content.check().warnings if each.kind is Kind.IDLE_PLAN] == []


@pytest.mark.parametrize(
    ("starts", "done_by", "late"),
    [
        ("2026-12-01", "2026-12-15", ["etterpa"]),  # Molde's two come first: to 22 December
        ("2026-12-01", "2026-12-22", []),
        ("2026-10-01", "2026-12-15", []),  # Molde has had its two before
    ],
)
def test_plans_that_come_too_late_after_others_are_warned_of(starts, done_by, late):
    text = Text(nb="Kurs")
    courses = [Course(id, text, (f"{id}-1", f"{id}-2")) for id in ("forst", "etterpa")]
    begin, first = date(2026, 12, 1), date.fromisoformat(starts)
    queue = [
        Plan("forst", "forst", first, municipalities=frozenset({"1506"})),
        Plan("etterpa", "etterpa", begin, done_by=date.fromisoformat(done_by)),
    ]
    found = clashes(queue, Library.of(courses, [], []), Municipalities.of(()))
    assert [each.plan for each in found if each.late] == late
    assert all("`forst`" in each.what and "2026-12-22" in each.what for each in found)
