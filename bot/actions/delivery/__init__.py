"""Deliveries: who is sent what, and when; and the cards that a plan sends."""

from __future__ import annotations

from typing import Final

from bot.actions.delivery import listeners, owned
from bot.actions.delivery.quiz_begun import enriched
from bot.core.delivery import outdated
from bot.core.delivery.kinds import Kind
from bot.core.learning.events import FollowupAnswered, QuizFinished
from bot.core.people.events import (
    ContactChosen,
    LeavingDateSet,
    PersonArrived,
    PersonPlaced,
    PersonSeen,
    RoleRostered,
)
from bot.services import CardKind, Listener

HEARS: Final = (
    Listener(PersonArrived, listeners.person_arrived),
    Listener(PersonSeen, listeners.person_seen),
    Listener(PersonPlaced, listeners.person_placed),
    Listener(RoleRostered, listeners.role_rostered),
    Listener(LeavingDateSet, listeners.leaving_date_set),
    Listener(ContactChosen, listeners.contact_chosen),
    Listener(QuizFinished, listeners.quiz_finished),
    Listener(FollowupAnswered, listeners.followup_answered),
)
KINDS: Final = (
    CardKind(Kind.LATER, 20, counts=False),
    CardKind(Kind.WELCOME, 30, outdated=outdated.welcome),
    CardKind(Kind.CORRECTION, 40, teaches=True),
    CardKind(Kind.LESSON, 140, teaches=True, outdated=outdated.lesson),
    CardKind(Kind.NUDGE, 150, outdated=outdated.nudge, enrich=enriched),
    CardKind(Kind.RESTING, 160),
)
OWNS: Final = owned.OWNS
