"""Lessons, their quizzes, and follow-ups."""

from __future__ import annotations

from typing import Final

from bot.actions.learning import listeners, owned
from bot.actions.learning.followup_questions import enriched
from bot.core.learning.recall import KIND
from bot.core.people.events import MembershipChanged
from bot.services import CardKind, Listener

HEARS: Final = (Listener(MembershipChanged, listeners.membership_changed),)
KINDS: Final = (CardKind(KIND, 170, enrich=enriched),)
OWNS: Final = owned.OWNS
