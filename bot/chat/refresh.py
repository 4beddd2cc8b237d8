"""A card drawn again, as things are now: by the client itself when the chat is reopened.

Tap: show. Changes nothing, and counts neither as a tap nor as activity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.actions.learning import lessons as learning_lessons
from bot.chat import gatherings, menus, sent_cards, welcome
from bot.chat.champions import group, newcomers, suggestions
from bot.chat.delivery import reminders as delivery_reminders
from bot.chat.learning import lesson as learning_lesson
from bot.chat.pushes import push
from bot.chat.routes import Ask, Handler, Routes
from bot.core.turn import Reply

routes = Routes()

# What a card without a lesson of its own says it is (`as` in its refresh).
_AGAIN: Final[Mapping[str, Handler]] = {
    "appointing": suggestions.show_question,
    "champion": suggestions.my_role,
    "gathering": gatherings.show,
    "gatherings": gatherings.show_mine,
    "help": menus.show_help,
    "lessons": menus.lessons,
    "newcomers": newcomers.look,
    "status": menus.status,
    "suggestion": suggestions.show_suggestion,
    "welcome": welcome.welcome_again,
    "push": group.show_push,
    "sent": sent_cards.show_sent,
    "push-look": push.look,
    "recall": delivery_reminders.show_follow_up,
}


@routes.tap("show")
async def show(ask: Ask) -> Reply:
    """The lesson that has taken the card's place; what was chosen on the card; the menu that it
    was; or its lesson where the person is in it."""
    plain = not (ask.text("as") or ask.text("d"))
    if plain or await learning_lessons.has_moved_on(ask.services, ask.key, ask.turn.card):
        return await learning_lesson.show(ask)
    usual = sent_cards.show_lesson if ask.text("d") else learning_lesson.show
    menu = _AGAIN.get(ask.text("as"), usual)
    return await sent_cards.as_chosen(ask) or await menu(ask)
