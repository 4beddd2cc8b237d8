"""What the cards about a champion's push say beside their row."""

from __future__ import annotations

from msgspec import Struct

from bot.core.pushes.push import Push


class PushDetails(Struct, frozen=True):
    """The champion's name and own words; "" for both once they are gone."""

    by: str = ""
    words: str = ""


class MessageDetails(Struct, frozen=True):
    """An operator's message, in the languages that it has. `link` is an https address, or ""."""

    texts: dict[str, str] = {}
    link: str = ""


class ApprovalDetails(Struct, frozen=True):
    """What an operator is asked to agree to. `champion` is whose push it is, by name."""

    push: Push
    champion: str
