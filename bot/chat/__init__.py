"""What a person can do in chat: one file a thing. The list of routers is the table of contents."""

from __future__ import annotations

from bot.chat import gatherings, menus, personal_data, refresh
from bot.chat.champions import group, newcomers, recruitment, suggestions
from bot.chat.delivery import reminders as delivery_reminders
from bot.chat.front import Front
from bot.chat.learning import feedback
from bot.chat.learning import lesson as learning_lesson
from bot.chat.people import arrival
from bot.chat.people import choices as person_choices
from bot.chat.pushes import push
from bot.chat.pushes import share as push_share
from bot.chat.routes import Routes
from bot.services import Services

ROUTERS = (
    arrival.routes,
    learning_lesson.routes,
    person_choices.routes,
    menus.routes,
    feedback.routes,
    personal_data.routes,
    refresh.routes,
    delivery_reminders.routes,
    gatherings.routes,
    push.routes,
    group.routes,
    recruitment.routes,
    push_share.routes,
    suggestions.routes,
    newcomers.routes,
)


def front(services: Services) -> Front:
    """The function that answers a turn."""
    routes = Routes()
    for each in ROUTERS:
        routes.include(each)
    return Front(services, routes)
