"""Champions: how they come, whom they meet, what they write. What it wants to be told of."""

from bot.actions.champions import newcomers, role
from bot.core.people.events import PersonPlaced, RoleRostered
from bot.services import Listener

HEARS = (
    Listener(PersonPlaced, newcomers.person_placed),
    Listener(PersonPlaced, role.person_placed),
    Listener(RoleRostered, role.role_rostered),
)
