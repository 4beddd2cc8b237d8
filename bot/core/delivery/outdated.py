"""What has come to an end for a person while a card of their plan waited: reasons to skip it."""

from __future__ import annotations

from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.planner import Scene
from bot.core.delivery.states import Reason


def welcome(scene: Scene, _: Delivery) -> Reason:
    return Reason.DONE if scene.person.welcomed else Reason.NONE


def lesson(scene: Scene, row: Delivery) -> Reason:
    """The plan was changed while the card waited, or the person belongs elsewhere; or the lesson
    was taken meanwhile."""
    plan, slash, _ = row.slot.partition("/")
    if slash and (scene.plan is None or scene.plan.id != plan):
        return Reason.NO_PLAN
    return _passed(scene, row)


def nudge(scene: Scene, row: Delivery) -> Reason:
    """Another lesson waits by now, or none."""
    return Reason.DONE if scene.journey.lesson != row.subject else _passed(scene, row)


def _passed(scene: Scene, row: Delivery) -> Reason:
    track = scene.progress.track(row.subject) if scene.progress else None
    return Reason.DONE if track and track.passed else Reason.NONE
