"""Delivery: who is sent what, and when. What it wants to be told of."""

from bot.actions.delivery import listeners
from bot.core.learning.events import FollowupAnswered, QuizFinished
from bot.core.people.events import (
    ContactChosen,
    LeavingDateSet,
    PersonArrived,
    PersonPlaced,
    PersonSeen,
    RoleRostered,
)
from bot.services import Listener

HEARS = (
    Listener(PersonArrived, listeners.person_arrived),
    Listener(PersonSeen, listeners.person_seen),
    Listener(PersonPlaced, listeners.person_placed),
    Listener(RoleRostered, listeners.role_rostered),
    Listener(LeavingDateSet, listeners.leaving_date_set),
    Listener(ContactChosen, listeners.contact_chosen),
    Listener(QuizFinished, listeners.quiz_finished),
    Listener(FollowupAnswered, listeners.followup_answered),
)
