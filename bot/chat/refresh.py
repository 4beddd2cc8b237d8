"""A card drawn again, as things are now: by the client itself when the chat is reopened.

Tap: show. Changes nothing, and counts neither as a tap nor as activity.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.learning import lessons as learning_lessons
from bot.chat.delivery import sent_cards
from bot.chat.learning import lesson as learning_lesson
from bot.chat.routes import Ask, Routes
from bot.core.turn import Reply


def showing(features: Iterable[Routes]) -> Routes:
    """The route that draws cards again, each as one of these has declared it by `again`."""
    redraws = {name: handler for each in features for name, handler in each.redraws.items()}
    routes = Routes()

    @routes.tap("show")
    async def show(ask: Ask) -> Reply:
        """The lesson that has taken the card's place; what was chosen on the card; what it says
        that it was; or its lesson where the person is in it."""
        plain = not (ask.text("as") or ask.text("d"))
        if plain or await learning_lessons.has_moved_on(ask.services, ask.key, ask.turn.card):
            return await learning_lesson.show(ask)
        usual = sent_cards.show_lesson if ask.text("d") else learning_lesson.show
        again = redraws.get(ask.text("as"), usual)
        return await sent_cards.as_chosen(ask) or await again(ask)

    return routes
