"""Learning: lessons, quizzes and follow-ups. What it wants to be told of."""

from bot.actions.learning import listeners
from bot.core.people.events import PersonArrived, PersonPlaced
from bot.services import Listener

HEARS = (
    Listener(PersonArrived, listeners.person_arrived),
    Listener(PersonPlaced, listeners.person_placed),
)
