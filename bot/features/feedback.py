"""What people say about a lesson.

Taps: useful, report.
"""

from __future__ import annotations

from bot.actions import learn, opinions
from bot.core.turn import Reply
from bot.features.drawing import reply
from bot.features.routing import Ask, Routes, speaks
from cards import menu

routes = Routes()


@routes.tap("useful")
async def useful(ask: Ask) -> Reply:
    """Was this useful? The summary is drawn again with the answer in it."""
    lesson = ask.text("lesson")
    yes = ask.turn.data.get("useful") is True
    await opinions.find_useful(ask.house, ask.key, lesson, useful=yes, at=ask.turn.at)
    return reply(ask, await learn.look(ask.house, ask.key, lesson))


@routes.tap("report")
async def report(ask: Ask) -> Reply:
    """Something is wrong here, in a few words. Thanks, and back to learning."""
    lesson, said = ask.text("lesson"), ask.text("words")
    heard = await opinions.report_fault(ask.house, ask.key, lesson, said, ask.turn.at)
    if heard is None or not said.strip():
        return reply(ask, await learn.look(ask.house, ask.key, lesson))
    spoken = speaks(heard.person)
    buttons = (("next", spoken("button-next")), ("help", spoken("button-help")))
    return ask.card(menu.note(spoken, spoken("reported-title"), spoken("reported-text"), buttons))
