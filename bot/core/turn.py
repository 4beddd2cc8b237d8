"""What came in, and what goes back: plain values between the Teams adapter and the features."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from msgspec import Struct

Room = Literal["personal", "groupChat", "channel"]


class Address(Struct, frozen=True):
    """Where a conversation is: what is needed to send to it again.

    `tenant` is the Entra tenant id, `user` the Teams id ("29:..."), `entra` the Entra object id.
    `conversation` is "" until a conversation exists.
    """

    tenant: str
    service_url: str
    conversation: str
    user: str
    entra: str
    bot: str = ""
    room: Room = "personal"


class What(StrEnum):
    """What happened, in the words of this project."""

    INSTALLED = "installed"
    REMOVED = "removed"
    SAID = "said"  # a message with text (may be empty: an attachment, a sticker)
    TAPPED = "tapped"  # Action.Execute or Action.Submit
    REFRESHED = "refreshed"  # the client redraws a card by itself: never a tap
    IGNORED = "ignored"  # an edit, a reaction, typing: nothing to answer


class Turn(Struct, frozen=True):
    """One thing that happened to one person. Already authenticated and checked in shape.

    `verb` and `data` come from a card and are as hostile as any input: strings, numbers, bools,
    lists and dicts of those, of bounded depth and size. `card` is the id of the activity that
    holds the tapped card. `activity` is the id of this activity. `at` is aware, in UTC.
    """

    what: What
    address: Address
    at: datetime
    name: str = ""
    text: str = ""
    verb: str = ""
    data: Mapping[str, Any] = {}
    card: str = ""
    activity: str = ""
    locale: str = ""
    time_zone: str = ""
    submitted: bool = False  # by a card's button: no invoke response can carry the answer back
    mentioned: bool = False

    @property
    def person(self) -> str:
        """The person's key: tenant and Entra object id."""
        return f"{self.address.tenant}:{self.address.entra}"

    @property
    def is_from_own_chat(self) -> bool:
        """Whether it came from the sender's own chat with the bot, where they are reached: they
        installed the app there, or wrote. A card can be tapped wherever it was sent on to."""
        wrote = self.what is What.SAID and bool(self.text) and not self.submitted
        here = self.address.room == "personal" and bool(self.address.conversation)
        return here and (wrote or self.what is What.INSTALLED)


class Message(Struct, frozen=True):
    """One message out. `card` is an adaptive card as UTF-8 JSON; `summary` is the banner's text.

    `alert` asks Teams for a notification; only what comes unasked sets it.
    """

    card: bytes = b""
    summary: str = ""
    text: str = ""
    alert: bool = False


class Reply(Struct, frozen=True):
    """The answer to a turn.

    For a tap, the first message's card takes the place of the tapped card (in the HTTP response
    for Action.Execute, by updating the message for Action.Submit); `toast` is shown instead when
    there is no card. What is sent besides goes to the person's own chat, not to where they tapped.
    For everything else each message is sent in order, where it came from. Nothing: stay quiet.
    """

    messages: tuple[Message, ...] = ()
    toast: str = ""


QUIET = Reply()
