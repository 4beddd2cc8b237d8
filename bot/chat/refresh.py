"""Redraws a card as things are now, which the client asks for when the chat is opened again.

Tap: show. It changes nothing, and counts neither as a tap nor as activity.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.learning import lessons as learning_lessons
from bot.chat.delivery import sent_cards
from bot.chat.learning import lesson as learning_lesson
from bot.chat.routes import Ask, Routes
from bot.core.turn import Reply


def showing(features: Iterable[Routes]) -> Routes:
    """The route that redraws cards, with the handlers that `features` have declared by `again`."""
    redraws = {name: handler for each in features for name, handler in each.redraws.items()}
    routes = Routes()

    @routes.tap("show")
    async def show(ask: Ask) -> Reply:
        """Redraw the lesson that has replaced the card; else what was chosen on the card; else what
        its refresh says that it was; else its lesson, as far as the person has come."""
        plain = not (ask.text("as") or ask.text("d"))
        if plain or await learning_lessons.has_moved_on(ask.services, ask.key, ask.turn.card):
            return await learning_lesson.show(ask)
        usual = sent_cards.show_lesson if ask.text("d") else learning_lesson.show
        again = redraws.get(ask.text("as"), usual)
        return await sent_cards.as_chosen(ask) or await again(ask)

    return routes
