"""What has come to an end for a person while a card of their plan waited: reasons to skip it."""

from __future__ import annotations

from bot.core.delivery.deliveries import Row
from bot.core.delivery.planner import Scene


def welcome(scene: Scene, _: Row) -> str:
    return "done" if scene.person.welcomed else ""


def lesson(scene: Scene, row: Row) -> str:
    """The plan was changed while the card waited, or the person belongs elsewhere; or the lesson
    was taken meanwhile."""
    plan, slash, _ = row["slot"].partition("/")
    if slash and (scene.plan is None or scene.plan.id != plan):
        return "no_plan"
    return _passed(scene, row)


def nudge(scene: Scene, row: Row) -> str:
    """Another lesson waits by now, or none."""
    return "done" if scene.journey.lesson != row["subject"] else _passed(scene, row)


def _passed(scene: Scene, row: Row) -> str:
    track = scene.progress.track(row["subject"]) if scene.progress else None
    return "done" if track and track.passed else ""
