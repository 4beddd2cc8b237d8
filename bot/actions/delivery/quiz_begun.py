"""Whether a reminder's lesson is half done: its card says so."""

from __future__ import annotations

from bot.actions.learning.lessons import progress_of
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.views import NudgeDetails
from bot.ports import Tx
from bot.services import DueCard, Services


def has_begun(services: Services, tx: Tx, row: Delivery) -> bool:
    """Whether the person is in the middle of the lesson's quiz."""
    lesson = services.library.lesson(row.subject)
    if lesson is None:
        return False
    return bool(progress_of(tx, row.person, lesson.course).track(lesson.id).attempts)


def enriched(services: Services, tx: Tx, due: DueCard) -> NudgeDetails:
    return NudgeDetails(has_begun(services, tx, due.row))
