"""What people say about a lesson.

Taps: useful, report.
"""

from __future__ import annotations

from bot.actions.learning import lessons as learning_lessons
from bot.actions.learning import opinions
from bot.chat.routes import Ask, Routes
from bot.chat.views import reply
from bot.core.turn import Reply
from cards.learning import summary

routes = Routes()


@routes.tap("useful")
async def useful(ask: Ask) -> Reply:
    """Keep the answer to "was this useful?"."""
    given = summary.read_opinion(ask.turn.data)
    if given:
        services, key = ask.services, ask.key
        await opinions.find_useful(services, key, given.lesson, useful=given.useful, at=ask.turn.at)
    return await _summary(ask)


@routes.tap("report")
async def report(ask: Ask) -> Reply:
    """Keep a report that something is wrong, in a few words."""
    given = summary.read_report(ask.turn.data)
    if given:
        await opinions.report_fault(ask.services, ask.key, given, ask.turn.at)
    return await _summary(ask)


async def _summary(ask: Ask) -> Reply:
    """The summary, redrawn with the answer."""
    shown = learning_lessons.LessonCard(ask.text("lesson"))
    return reply(ask, await learning_lessons.look(ask.services, ask.key, shown))
