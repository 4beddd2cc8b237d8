"""Makes a copy of the content with other plans, for the demo."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from bot.content.plan_file import FILE
from bot.core.delivery.plans import Plan

_CODE = ("*.py", "__pycache__")


def with_plans(home: Path, to: Path, plans: Iterable[Plan]) -> None:
    """Copy the content of `home` to `to`, replacing what was there, but with these plans. They will
    be for everyone, with the default pause weeks."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(home, to, ignore=shutil.ignore_patterns(*_CODE))
    entries = "".join(_entry(each) for each in plans)
    (to / FILE).write_text(f"plans:\n{entries}", encoding="utf-8")


def _entry(plan: Plan) -> str:
    lines = [f"  - id: {plan.id}", f"    course: {plan.course}", f"    start: {plan.start}"]
    if plan.done_by and plan.done_by >= plan.start:
        lines.append(f"    done_by: {plan.done_by}")
    lines.append(f"    every_days: {plan.every_days}")
    return "".join(f"{each}\n" for each in lines)
