"""What a person can do in chat: one file a thing. The list of routers is the table of contents."""

from __future__ import annotations

from bot.actions.house import House
from bot.features import (
    arrival,
    becoming,
    choosing,
    feedback,
    gathering,
    group,
    learning,
    menus,
    newcomers,
    personal,
    pushing,
    recruiting,
    redrawing,
    sharing,
    waiting,
)
from bot.features.front import Front
from bot.features.routing import Routes

ROUTERS = (
    arrival.routes,
    learning.routes,
    choosing.routes,
    menus.routes,
    feedback.routes,
    personal.routes,
    redrawing.routes,
    waiting.routes,
    gathering.routes,
    pushing.routes,
    group.routes,
    recruiting.routes,
    sharing.routes,
    becoming.routes,
    newcomers.routes,
)


def front(house: House) -> Front:
    """The function that answers a turn."""
    routes = Routes()
    for each in ROUTERS:
        routes.include(each)
    return Front(house, routes)
