"""What somebody who is invited to a gathering answers, and whether they came."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Rsvp(StrEnum):
    YES = "yes"  # they come
    MAYBE = "maybe"  # they may come: reminded like whoever does
    NO = "no"  # they don't


ANSWERS: Final = tuple(Rsvp)
COMING: Final = frozenset({Rsvp.YES, Rsvp.MAYBE})


class Pulse(Struct, frozen=True):
    """The two answers afterwards, unchecked: how useful it was, and whether they will try it."""

    useful: str
    will_try: str


class Reply(Struct, frozen=True):
    """An invitation to `gathering`, which begins at the moment `at`. `answer` is an `Rsvp`, "" for
    none yet; the others are moments, "" for what has not happened: answered, been there, answered
    the two questions afterwards (what, is only counted)."""

    person: str
    gathering: str
    at: str
    answer: str = ""
    answered_at: str = ""
    came_at: str = ""
    pulsed_at: str = ""


def reply_key(gathering: str, person: str) -> str:
    return f"{gathering}/{person}"
