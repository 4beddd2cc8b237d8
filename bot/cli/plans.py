"""python app.py plans: whether plans are on track, by municipality; and the same in reports."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from bot.actions.figures.plan_progress import PlanReport, PlanRow, newest, reports
from bot.cli.tables import BOM, HIDDEN, NO_COLUMNS, Cell, Columns, Line, aligned, as_csv
from bot.cli.tools import Tools
from bot.core.figures.plan_progress import COUNTS, PlanFigures
from bot.core.people.hours import zone_of

_OWN: Final = (*COUNTS, "nine_in_ten_on")
_SPOKEN: Final = (*(each.replace("_", " ") for each in COUNTS), "90 % done on")
_HEAD: Final = ("plan", "number", "name", *_OWN, "done_by", "suppressed")
NOT_COUNTED: Final = (
    "Plans have not been counted since they last changed. python app.py plans counts them.\n"
)


async def plans(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Print what was counted today; where nothing was, or plans have changed since, it is counted
    here and now."""
    async with tools.services(False) as services:
        found = reports(services, await newest(services, tools.now()))
    if args.csv:
        out.write((BOM if args.bom else "") + csv(found))
    else:
        out.write(text(found, services.min_group_size))
    return 0


def csv(found: list[PlanReport]) -> str:
    lines = [_line(each, row) for each in found for row in each.rows]
    return as_csv([_HEAD, *lines])


def text(found: list[PlanReport], minimum: int) -> str:
    """A table for each plan, with its sum first."""
    if not found:
        return "There are no plans.\n"
    said = [_counted(found), *(f"\n{_title(each)}\n{_table(each)}" for each in found)]
    return "".join(said) + _hidden((row for each in found for row in each.rows), minimum)


def in_report(found: Sequence[PlanReport] | None, minimum: int) -> str:
    """What a report of all municipalities says after its own tables; nothing without plans. `found`
    is None where plans have not been counted since they changed."""
    if found is None:
        return f"\n{NOT_COUNTED}"
    return f"\n{text(list(found), minimum)}" if found else ""


def in_detail(found: Sequence[PlanReport] | None, number: str, minimum: int) -> str:
    """The same of one municipality."""
    if found is None:
        return f"\n{NOT_COUNTED}"
    rows = [(each.plan.id, _row_of(each, number)) for each in found]
    lines: list[Line] = [(id, *_own(row)) for id, row in rows]
    hidden = _hidden((row for _, row in rows), minimum)
    table = aligned([("plan", *_SPOKEN), *lines])
    return f"\n{_counted(found)}{table}{hidden}" if found else ""


def columns(found: Sequence[PlanReport] | None) -> Columns:
    """The columns of each plan in a report of all municipalities."""
    if not found:
        return NO_COLUMNS
    head = [f"plan_{each.plan.id}_{name}" for each in found for name in (*_OWN, "suppressed")]

    def cells(number: str) -> Line:
        rows = (_row_of(each, number) for each in found)
        return [cell for row in rows for cell in (*_own(row), _yes(row))]

    return Columns(tuple(head), cells)


def lines_of_detail(found: Sequence[PlanReport] | None, number: str) -> list[Line]:
    """The lines of each plan in a report of one municipality, after their head."""
    rows = [(each.plan, _row_of(each, number)) for each in found or ()]
    lines = [("plan", plan.id, plan.course, _yes(row), *_own(row)) for plan, row in rows]
    return [_OWN, *lines] if lines else []


def _counted(found: Sequence[PlanReport]) -> str:
    at = found[0].at.astimezone(zone_of(""))
    return f"As counted {at:%Y-%m-%d %H:%M}. A lesson is due when the next one comes.\n"


def _hidden(rows: Iterable[PlanRow], minimum: int) -> str:
    why = f"fewer than {minimum} people, or what would give such a group away"
    return f"\n{HIDDEN} hidden: {why}.\n" if any(row.suppressed for row in rows) else ""


def _row_of(found: PlanReport, number: str) -> PlanRow:
    """The plan in this municipality; zeros where it has nobody."""
    nobody = PlanRow(number, "", False, PlanFigures())
    return next((row for row in found.rows if row.number == number), nobody)


def _title(found: PlanReport) -> str:
    plan = found.plan
    by = f", done by {plan.done_by}" if plan.done_by else ""
    return f"{plan.id}: {plan.course} from {plan.start}{by}"


def _table(found: PlanReport) -> str:
    lines: list[Line] = [(*_line(found, row)[1:-2],) for row in found.rows]
    return aligned([("number", "name", *_SPOKEN), *lines])


def _line(found: PlanReport, row: PlanRow) -> tuple[Cell, ...]:
    name = "in all" if row.number is None else row.name or "(municipality not known)"
    by = str(found.plan.done_by or "")
    hidden = str(row.suppressed).lower()
    return (found.plan.id, row.number or "", name, *_own(row), by, hidden)


def _own(row: PlanRow) -> tuple[Cell, ...]:
    counts = (getattr(row.figures, each) if row.figures else None for each in COUNTS)
    return (*counts, str(row.most_done_on or ""))


def _yes(row: PlanRow) -> str:
    return "yes" if row.suppressed else ""
