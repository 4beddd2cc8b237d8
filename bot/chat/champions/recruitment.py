"""A champion's choice: no more cards about nearby units without a champion, or again such cards.

Taps: no-recruit, allow-recruit.
"""

from __future__ import annotations

from bot.actions.champions import recruitment
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from cards import menu

routes = Routes()


@routes.tap("no-recruit", "allow-recruit")
async def choose(ask: Ask) -> Reply:
    allowed = ask.turn.verb == "allow-recruit"
    person = await recruitment.choose(ask.services, ask.key, allowed=allowed)
    if person is None:
        return reply(ask, Stranger())
    spoken = speaks(person)
    key = "recruit-again" if allowed else "recruit-none"
    back = ("no-recruit", "recruit-enough") if allowed else ("allow-recruit", "recruit-allow")
    buttons = (("help", spoken("button-help")), (back[0], spoken(back[1])))
    return ask.card(menu.note(spoken, spoken(f"{key}-title"), spoken(f"{key}-text"), buttons))
