"""Who does something: a person, a token of the API, the command line, or the bot itself.

Each front makes it (chat of the turn, web of the token, the command line and the engine of
themselves), and each act that somebody does takes it. Rights follow from it inside the act, and
the audit says who it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final


class ActorKind(StrEnum):
    PERSON = auto()  # somebody in Teams, with the rights of their role
    TOKEN = auto()  # whoever holds a token of the API, with an operator's rights
    COMMAND_LINE = auto()  # whoever works on the bot's own machine, likewise
    BOT = auto()  # nobody: a setting says so, or time is up


@dataclass(frozen=True, slots=True)
class Actor:
    """`name` is a person's key or a token's name, "" for the others."""

    kind: ActorKind
    name: str = ""

    @property
    def person(self) -> str:
        """The person's key; "" for all others, so that no token's name is taken for a key."""
        return self.name if self.kind is ActorKind.PERSON else ""


BOT: Final = Actor(ActorKind.BOT)
COMMAND_LINE: Final = Actor(ActorKind.COMMAND_LINE)


def person_actor(key: str) -> Actor:
    """The person with this key, as the one who does something."""
    return Actor(ActorKind.PERSON, key)


def token_actor(name: str) -> Actor:
    """Whoever holds the API token with this name."""
    return Actor(ActorKind.TOKEN, name)
