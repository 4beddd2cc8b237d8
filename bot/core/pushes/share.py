"""A lesson that a champion shares in a group chat or channel: what its card carries and may show.

A shared card is the same for everybody who sees it. It has a seal: the lesson, the tenant, and the
id of the share if the bot posted the card. Nothing in it is about a viewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from bot.core.delivery.planner import out_of_reach
from bot.core.figures.steps import at_least
from bot.core.languages import Language
from bot.core.people.person import Person
from bot.core.pushes import seals
from bot.core.turn import Address, Room
from bot.core.values import replace

LASTS: Final = timedelta(days=365)  # how long a card in a chat works
FOLLOWED: Final = timedelta(days=60)  # how long a posted card is kept up to date
MOST_HITS: Final = 25  # Teams asks for so many results at a time
MOST_DRAFTS: Final = 20
HIDDEN: Final = -1  # the value of `told` while the card shows no number
_PURPOSE: Final = "share"


class ShareState(StrEnum):
    DRAFT = "draft"  # chosen, but not posted
    POSTING = "posting"  # the bot is about to post it
    POSTED = "posted"  # its card shows how many have started
    OUTDATED = "stirred"  # somebody has started since, so the card has to be updated
    GONE = "gone"  # its card can no longer be updated


class Share(Struct, frozen=True):
    """A lesson that a champion shares in a conversation. Moments are texts as in `Person`.

    `id` is "" for a card that the champion sends themselves, of which the bot keeps nothing.
    `language` is the champion's at the time. `activity` is the id of the posted message, `started`
    is how many started from it, and `told` is the number that it shows.
    """

    id: str
    by: str
    lesson: str
    words: str = ""
    language: Language = "nb"
    state: ShareState = ShareState.DRAFT
    created: str = ""
    tenant: str = ""
    service_url: str = ""
    conversation: str = ""
    bot: str = ""
    room: Room = "groupChat"
    activity: str = ""
    started: int = 0
    told: int = HIDDEN

    @property
    def address(self) -> Address:
        """The address of the conversation, not of a person in it."""
        return Address(
            self.tenant, self.service_url, self.conversation, "", "", self.bot, self.room
        )


@dataclass(frozen=True, slots=True)
class Seal:
    """The verified content of a shared card's seal. `share` is "" if the bot did not post the
    card."""

    tenant: str
    lesson: str
    share: str


def posted_in(share: Share, to: Address) -> Share:
    """The share, about to be posted in the conversation at `to`."""
    return replace(
        share,
        state=ShareState.POSTING,
        tenant=to.tenant,
        service_url=to.service_url,
        conversation=to.conversation,
        bot=to.bot,
        room=to.room,
    )


def seal(tenant: str, lesson: str, share: str, secret: bytes, at: datetime) -> str:
    """The seal for the button of a shared card. It is the same all day, so that cards can be
    cached."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return seals.sign(f"{tenant}|{lesson}|{share}", _PURPOSE, secret, day, LASTS)


def unseal(token: str, secret: bytes, at: datetime) -> Seal | None:
    """The seal in a token; None if it is forged or more than a year old."""
    said = (seals.verify(token, _PURPOSE, secret, at) or "").split("|")
    return Seal(*said) if len(said) == 3 else None


def reachable(person: Person | None, at: datetime) -> bool:
    """Whether the bot can send a card to this person's own chat. A pause doesn't matter, since they
    ask for it themselves."""
    return person is not None and not out_of_reach(person, at)


def shown(started: int, members: int | None, minimum: int) -> int:
    """How many have started, as the card may show it in a conversation with at least so many
    members; `HIDDEN` if it may not show any number."""
    if members is None and minimum > 1:
        return HIDDEN
    return at_least(started, members or 0, minimum) or HIDDEN


def chat_link(app_id: str, text: str = "") -> str:
    """A link to the bot's personal chat, with `text` already typed; "" if the bot has no id.
    https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
    """
    if not app_id:
        return ""
    written = f"&message={quote(text, safe='')}" if text else ""
    return f"https://teams.microsoft.com/l/chat/0/0?users=28:{quote(app_id)}{written}"


def page(found: Sequence[str], skip: int, count: int) -> Sequence[str]:
    """A page of results, at most `MOST_HITS`."""
    return found[skip : skip + min(count or MOST_HITS, MOST_HITS)]
