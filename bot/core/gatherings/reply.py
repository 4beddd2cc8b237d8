"""The answer of somebody who is invited to a gathering, and whether they came."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Rsvp(StrEnum):
    YES = "yes"  # they will come
    MAYBE = "maybe"  # they may come, and get the same reminders
    NO = "no"  # they won't come


ANSWERS: Final = tuple(Rsvp)
COMING: Final = frozenset({Rsvp.YES, Rsvp.MAYBE})


class Pulse(Struct, frozen=True):
    """The two answers afterwards, unchecked: how useful it was, and whether they will try it."""

    useful: str
    will_try: str


class Reply(Struct, frozen=True):
    """An invitation to `gathering`, which begins at the moment `at`. `answer` is an `Rsvp`, or ""
    before it is answered. The others are moments, "" if it has not happened: when it was answered,
    when the person came, and when they answered the questions afterwards, whose answers are only
    counted. `reported`: only a report from Teams says that they came, from the municipality `home`;
    `uninvited`: and nobody had invited them."""

    person: str
    gathering: str
    at: str
    answer: str = ""
    answered_at: str = ""
    came_at: str = ""
    pulsed_at: str = ""
    reported: bool = False
    home: str = ""
    uninvited: bool = False


def reply_key(gathering: str, person: str) -> str:
    return f"{gathering}/{person}"
