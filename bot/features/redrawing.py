"""A card drawn again, as things are now: by the client itself when the chat is reopened.

Tap: show. Changes nothing, and counts neither as a tap nor as activity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.actions import learn
from bot.core.turn import Reply
from bot.features import (
    answered,
    arrival,
    becoming,
    gathering,
    group,
    learning,
    menus,
    newcomers,
    pushing,
    waiting,
)
from bot.features.routing import Ask, Handler, Routes

routes = Routes()

# What a card without a lesson of its own says it is (`as` in its refresh).
_AGAIN: Final[Mapping[str, Handler]] = {
    "appointing": becoming.show_question,
    "champion": becoming.my_role,
    "gathering": gathering.show,
    "gatherings": gathering.show_mine,
    "help": menus.show_help,
    "lessons": menus.lessons,
    "newcomers": newcomers.look,
    "status": menus.status,
    "suggestion": becoming.show_suggestion,
    "welcome": arrival.welcome_again,
    "push": group.show_push,
    "sent": answered.show_sent,
    "push-look": pushing.look,
    "recall": waiting.show_follow_up,
}


@routes.tap("show")
async def show(ask: Ask) -> Reply:
    """The lesson that has taken the card's place; what was chosen on the card; the menu that it
    was; or its lesson where the person is in it."""
    plain = not (ask.text("as") or ask.text("d"))
    if plain or await learn.has_moved_on(ask.house, ask.key, ask.turn.card):
        return await learning.show(ask)
    usual = answered.show_lesson if ask.text("d") else learning.show
    menu = _AGAIN.get(ask.text("as"), usual)
    return await answered.as_chosen(ask) or await menu(ask)
