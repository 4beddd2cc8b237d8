"""Everything that a person can do in chat. This table of contents has a line for each subject."""

from __future__ import annotations

from typing import Final

from bot.chat import gatherings, menus, people, personal_data, refresh, welcome
from bot.chat.champions import group, newcomers, recruitment, suggestions
from bot.chat.delivery import reminders, sent_cards
from bot.chat.front import Front
from bot.chat.learning import feedback, lesson
from bot.chat.pushes import push, share
from bot.chat.routes import Routes
from bot.services import Services

CONTENTS: Final = {
    "": (welcome.routes, menus.routes),  # the bot itself: hello, help
    "people": (people.routes,),
    "learning": (lesson.routes, feedback.routes),
    "delivery": (reminders.routes, sent_cards.routes),
    "pushes": (push.routes, share.routes),
    "gatherings": (gatherings.routes,),
    "champions": (group.routes, suggestions.routes, newcomers.routes, recruitment.routes),
    "personal_data": (personal_data.routes,),
}
_OWN: Final = tuple(each for routes in CONTENTS.values() for each in routes)
ROUTERS: Final = (*_OWN, refresh.showing(_OWN))


def front(services: Services) -> Front:
    """The function that answers a turn."""
    routes = Routes()
    for each in ROUTERS:
        routes.include(each)
    return Front(services, routes)
