"""A card drawn again, as things are now: by the client itself when the chat is reopened.

Tap: show. Changes nothing, and counts neither as a tap nor as activity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.actions import learn
from bot.core.turn import Reply
from bot.features import (
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
    "push-look": pushing.look,
    "recall": waiting.show_follow_up,
}


@routes.tap("show")
async def show(ask: Ask) -> Reply:
    """The card's lesson where the person is in it; or the lesson that has taken the card's place;
    or the menu that it was."""
    menu = _AGAIN.get(ask.text("as"))
    if menu is None or await learn.has_moved_on(ask.house, ask.key, ask.turn.card):
        return await learning.show(ask)
    return await menu(ask)
