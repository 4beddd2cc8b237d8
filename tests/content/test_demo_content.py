"""The demonstration's content: all there is, with its own plans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.content.check import check
from bot.content.demo_content import with_plans
from bot.content.loader import HOME
from bot.content.plan_file import plans
from bot.core.values import replace
from bot.engine.demo import Rollout, plans_for


def without_breaks(found):
    return [replace(each, breaks=()) for each in found]


def test_the_plans_are_those_that_were_lived_through(tmp_path: Path):
    """And what was in the folder before is gone."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "old.yaml").write_text("old")
    mine = plans_for(Rollout(date(2026, 5, 25)))
    with_plans(HOME, tmp_path / "demo", mine)
    found = plans(tmp_path / "demo")
    assert without_breaks(found) == without_breaks(mine)
    summer = mine[0].breaks[0]
    assert summer in found[0].breaks
    assert not (tmp_path / "demo" / "old.yaml").exists()
    assert check(tmp_path / "demo", today=date(2026, 11, 23)).ok


def test_a_rollout_of_one_day_has_plans_without_a_deadline(tmp_path: Path):
    """One that lies before its start would be a fault."""
    with_plans(HOME, tmp_path / "demo", plans_for(Rollout(date(2026, 11, 22), days=1)))
    assert [each.done_by for each in plans(tmp_path / "demo")] == [date(2026, 11, 23), None]
