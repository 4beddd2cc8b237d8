"""plans.yaml while the bot runs: each change is read once, when it is whole."""

from __future__ import annotations

from bot.content.loader import load
from bot.content.municipality_file import municipalities
from bot.content.plan_file import FILE
from bot.content.plan_watch import PlanWatch
from bot.core.delivery.plans import PlanReading
from tests.content.samples import Content
from tests.content.test_plan_file import PLANS, written


def watching(content: Content) -> PlanWatch:
    return PlanWatch(content.directory, load(content.directory)[0], municipalities())


def news(watch: PlanWatch) -> PlanReading | None:
    """After a look that sees it and one that sees it unchanged."""
    assert watch() is None
    return watch()


def ids(reading: PlanReading | None) -> list[str]:
    assert reading
    assert reading.faults == ()
    return [each.id for each in reading.plans]


def test_a_change_is_read_once_and_only_when_it_has_come_to_rest(content: Content):
    watch = watching(written(content))
    assert ids(news(watch)) == ["hele-molde", "alle"]
    assert [watch(), watch()] == [None, None]
    written(content, PLANS[:60])  # in the middle of being written
    assert watch() is None
    written(content, PLANS.replace("id: alle", "id: resten"))
    assert ids(news(watch)) == ["hele-molde", "resten"]
    assert watch() is None


def test_a_fault_is_news_once_and_so_is_its_mending(content: Content):
    watch = watching(written(content))
    assert ids(news(watch))
    written(content, PLANS.replace("start: 2026-12-01", "start: tomorrow"))
    faulty = news(watch)
    assert faulty
    assert "plans.yaml:4" in faulty.faults[0]
    assert watch() is None
    written(content)
    assert ids(news(watch)) == ["hele-molde", "alle"]


def test_a_file_that_was_taken_away_is_no_plans_but_a_disk_that_is_gone_is_a_fault(
    content: Content,
):
    watch = watching(written(content))
    assert ids(news(watch))
    (content.directory / FILE).unlink()
    assert ids(news(watch)) == []
    away = content.directory.with_name("away")
    content.directory.rename(away)
    gone = watch()
    assert gone
    assert "can't be read" in gone.faults[0]
    assert [watch(), watch()] == [None, None]
    away.rename(content.directory)
    assert ids(news(watch)) == []
