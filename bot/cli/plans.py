"""python app.py plans: whether plans are on track, by municipality."""

from __future__ import annotations

from argparse import Namespace
from typing import Final, TextIO

from bot.actions.figures.plan_progress import PlanReport, PlanRow, newest, reports
from bot.cli.tables import BOM, HIDDEN, Cell, Line, aligned, as_csv
from bot.cli.tools import Tools
from bot.core.figures.plan_progress import COUNTS
from bot.core.people.hours import zone_of

_HEAD: Final = ("plan", "number", "name", *COUNTS, "nine_in_ten_on", "done_by", "suppressed")


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
    at = found[0].at.astimezone(zone_of(""))
    said = [f"As counted {at:%Y-%m-%d %H:%M}. A lesson is due when the next one comes.\n"]
    said += [f"\n{_title(each)}\n{_table(each)}" for each in found]
    if any(row.suppressed for each in found for row in each.rows):
        why = f"fewer than {minimum} people, or what would give such a group away"
        said.append(f"\n{HIDDEN} hidden: {why}.\n")
    return "".join(said)


def _title(found: PlanReport) -> str:
    plan = found.plan
    by = f", done by {plan.done_by}" if plan.done_by else ""
    return f"{plan.id}: {plan.course} from {plan.start}{by}"


def _table(found: PlanReport) -> str:
    head = ("number", "name", *(each.replace("_", " ") for each in COUNTS), "90 % done on")
    lines: list[Line] = [(*_line(found, row)[1:-2],) for row in found.rows]
    return aligned([head, *lines])


def _line(found: PlanReport, row: PlanRow) -> tuple[Cell, ...]:
    counts = (getattr(row.figures, each) if row.figures else None for each in COUNTS)
    last = str(row.most_done_on or "")
    name = "in all" if row.number is None else row.name or "(municipality not known)"
    by = str(found.plan.done_by or "")
    return (found.plan.id, row.number or "", name, *counts, last, by, str(row.suppressed).lower())
