"""What has come to an end for a person while a card of their plan waited: reasons to skip it."""

from __future__ import annotations

from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.scene import Scene
from bot.core.delivery.states import Reason


def welcome(scene: Scene, _: Delivery) -> Reason:
    return Reason.DONE if scene.person.welcomed else Reason.NONE


def lesson(scene: Scene, row: Delivery) -> Reason:
    """The plan was changed or taken away while the card waited, or the person belongs elsewhere; or
    the lesson was taken meanwhile."""
    plan, slash, _ = row.slot.partition("/")
    mine = [each for each in scene.enrolments if each.plan.id == plan]
    if slash and not any(each.sends(row.subject, scene.day) for each in mine):
        return Reason.NO_PLAN
    return _passed(scene, row)


def nudge(scene: Scene, row: Delivery) -> Reason:
    """Another lesson waits by now, or none."""
    return Reason.DONE if scene.journey.lesson != row.subject else _passed(scene, row)


def _passed(scene: Scene, row: Delivery) -> Reason:
    return Reason.DONE if scene.has_passed(row.subject) else Reason.NONE
