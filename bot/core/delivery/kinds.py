"""The kinds of cards that a plan sends, and what a person asked to be reminded of."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Each is declared in `bot.actions.delivery`. The follow-up, which a plan sends too, is of
    `bot.core.learning.recall`."""

    LATER = "later"  # a reminder at the moment that the person chose
    WELCOME = "welcome"  # to whoever the app came to without their doing
    CORRECTION = "correction"  # a lesson that was wrong, anew
    LESSON = "lesson"  # the next one of the plan
    NUDGE = "nudge"  # a lesson still waits
    RESTING = "resting"  # nothing more comes until the person is back
