"""Work on everybody whom a gathering is about, which goes on in the background until it is done."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct

from bot.core.gatherings.gathering import Audience

OPEN: Final = "open"  # every job there is: one that is done is deleted


class JobKind(StrEnum):
    INVITE = "invite"  # an invitation for everybody in an audience
    TELL = "tell"  # those who will come are told of a change
    REDRAW = "redraw"  # every card that was sent shows what is new


class GatheringJob(Struct, frozen=True):
    """What is to be done for `gathering`, since the moment `at`, and how far it has come: `after`
    names the last that was done, `done` counts them.

    To invite, `by` is the key of whoever does it, and `who` and `places` are the audience. With
    `notify`, those who will come get a card that it was moved or cancelled.
    """

    id: str
    gathering: str
    what: JobKind
    at: str
    by: str = ""
    who: Literal["champions", "everyone"] = "everyone"
    places: tuple[str, ...] = ()
    notify: bool = False
    after: str = ""
    done: int = 0
    state: Literal["open"] = "open"

    @property
    def audience(self) -> Audience:
        return Audience(self.who, self.places)
