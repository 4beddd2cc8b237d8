"""A person as the store keeps them, with their choices."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from bot.core.languages import Language, guess_language
from bot.core.moments import moment, parse_moment
from bot.core.people.hours import zone_of
from bot.core.people.places import place_of
from bot.core.people.roles import Role
from bot.core.turn import Address
from bot.core.values import replace
from bot.core.visible_text import visible

# The roster overrides a rule, and a rule overrides what the person said.
_STRENGTH: Final = {"": 0, "self": 1, "rule": 2, "roster": 3}


class Leaving(StrEnum):
    """How figures take a leaving date."""

    AHEAD = "ahead"  # it has not come yet, or nobody has looked since it did
    COUNTED = "counted"  # they are out of the figures of the place that they have left


class Visitor(Struct, frozen=True):
    """What one turn says about its sender, before anything is stored. `in_own_chat` means that
    `address` is where they are reached: they installed the app there, or wrote to the bot."""

    address: Address
    name: str = ""
    locale: str = ""
    time_zone: str = ""
    in_own_chat: bool = True

    @property
    def key(self) -> str:
        return f"{self.address.tenant}:{self.address.entra}"

    @property
    def chat(self) -> str:
        """The id of their own chat with the bot; "" where this turn doesn't tell."""
        own = self.in_own_chat and self.address.room == "personal"
        return self.address.conversation if own else ""


class Person(Struct, frozen=True):
    """One employee. Moments are ISO texts in UTC ("2026-11-22T08:00:00Z"), "" if there is none.

    `municipality` is a number ("1506"), or "" if unknown; `municipality_by` is its source:
    "roster", "rule" or "self". `started` means at least one answer, `completed` a whole course.
    `hours` are as `Hours` writes them, "" for ordinary working hours; `left_on` is an ISO date.
    `lot` (0-99) is derived from the key, for spreading sends and for hold-out groups. `scope` has
    the places of a champion's or operator's role: "1506", or "1506/Sentrum skole" for one unit.
    `no_push` means no more pushes from champions. `help_wanted` is the moment since which they
    would like help. `may_tell` is "yes" if champions may be told that they are new, else None
    (which is not indexed). `rostered` is the role that the roster last gave them. Only a change of
    it has effect, so that people who gave the role back are left in peace. `no_recruit` means no
    more questions about units without a champion. `leaving` is None for somebody without a leaving
    date. `counted_as` is the number of a former municipality, now part of `municipality`, under
    which their dated counts are kept; "" for `municipality` itself. Nothing kept about the person
    is from before the day `oldest`. It begins as the day they joined, and code that writes anything
    dated earlier must move it back. `card` and `shows` record which lesson the latest lesson card
    shows, so that refreshing it draws the lesson they have come to. `asked` is the moment at which
    Teams last said who they are. `also_in` are the places of their other jobs according to the
    roster; no figure counts them there. `several` is "yes" if there are any, else None (which is
    not indexed).
    """

    key: str
    tenant: str
    entra: str
    joined: str
    name: str = ""
    user: str = ""
    bot: str = ""
    service_url: str = ""
    conversation: str = ""
    municipality: str = ""
    municipality_by: str = ""
    unit: str = ""
    language: Language = "nb"
    language_by: str = ""
    time_zone: str = ""
    role: Role = Role.EMPLOYEE
    installed: bool = True
    blocked: bool = False
    stopped: bool = False
    paused_until: str = ""
    welcomed: bool = False
    started: bool = False
    completed: bool = False
    card: str = ""
    shows: str = ""
    hours: str = ""
    left_on: str = ""
    lot: int = 0
    scope: tuple[str, ...] = ()
    no_push: bool = False
    help_wanted: str = ""
    may_tell: Literal["yes"] | None = None
    rostered: str = ""
    no_recruit: bool = False
    seen: str = ""
    oldest: str = ""
    leaving: Leaving | None = None
    counted_as: str = ""
    asked: str = ""
    also_in: tuple[str, ...] = ()
    several: Literal["yes"] | None = None

    def __post_init__(self) -> None:
        if not self.oldest:  # retention searches by it, so everybody needs one
            force_setattr(self, "oldest", self.joined)
        if bool(self.also_in) != bool(self.several):
            force_setattr(self, "several", "yes" if self.also_in else None)
        if bool(self.left_on) != bool(self.leaving):
            force_setattr(self, "leaving", Leaving.AHEAD if self.left_on else None)

    @property
    def is_rostered(self) -> bool:
        """Whether the roster says where they work."""
        return self.municipality_by == "roster"

    @property
    def address(self) -> Address:
        return Address(
            self.tenant, self.service_url, self.conversation, self.user, self.entra, self.bot
        )

    @property
    def is_member(self) -> bool:
        """Whether figures count them in the place where they belong."""
        return self.leaving is not Leaving.COUNTED

    @property
    def dated_place(self) -> str:
        """The municipality under which their dated counts are kept."""
        return self.counted_as or self.municipality

    @property
    def place(self) -> str:
        """Where they are recorded: "1506/Sentrum skole", "1506", or "" if it is unknown. See
        `bot.core.people.places` for what that means on a day."""
        return place_of(self.municipality, self.unit)

    def is_paused(self, at: datetime) -> bool:
        return bool(self.paused_until) and self.paused_until > moment(at)

    @property
    def paused_day(self) -> str:
        """The first day after the pause (ISO date), in the person's own time zone; "" for none. The
        year 9999 means until they say so."""
        if not self.paused_until or self.paused_until.startswith("9999"):
            return self.paused_until[:10]
        ends = parse_moment(self.paused_until)
        return str(ends.astimezone(zone_of(self.time_zone)).date())


def has_left(person: Person, at: datetime) -> bool:
    """Whether their leaving date has come, in their own time zone."""
    if not person.left_on:
        return False
    return person.left_on <= str(at.astimezone(zone_of(person.time_zone)).date())


def newcomer(who: Visitor, at: datetime) -> Person:
    """A new person for this visitor. `at` is aware, in UTC."""
    to = who.address
    return Person(
        key=who.key,
        tenant=to.tenant,
        entra=to.entra,
        joined=f"{at:%Y-%m-%d}",
        seen=f"{at:%Y-%m-%d}",
        name=visible(who.name),
        user=to.user,
        bot=to.bot,
        service_url=to.service_url,
        conversation=who.chat,
        lot=lot_of(who.key),
        language=guess_language(who.locale, None),
        language_by="guess",
        time_zone=who.time_zone,
    )


def lot_of(key: str) -> int:
    """0-99: always the same for the same person, and evenly distributed over people."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) % 100


passing = newcomer  # the same for somebody who will not be stored


def seen_again(person: Person, who: Visitor, at: datetime) -> Person:
    """The person with what is new in this turn: their name and time zone, and how to reach them if
    they wrote or installed the app.

    Equal to `person` if nothing is new, so that nothing need be written.
    """
    changes = {"name": visible(who.name), "time_zone": who.time_zone, "seen": f"{at:%Y-%m-%d}"}
    if who.chat or not person.service_url:
        changes |= _reached_by(who)
    fresh: dict[str, Any] = {n: v for n, v in changes.items() if v and v != getattr(person, n)}
    if who.chat or _is_at_home(person, who.address):
        if person.blocked:
            fresh["blocked"] = False  # people who write to the bot have not blocked it
        if not person.installed:
            fresh["installed"] = True  # and have the app
    return replace(person, **fresh) if fresh else person


def _reached_by(who: Visitor) -> dict[str, str]:
    """Learned as a whole: a service URL is that of the conversation's region."""
    to = who.address
    facts = {"user": to.user, "bot": to.bot, "service_url": to.service_url}
    return facts | {"conversation": who.chat}


def _is_at_home(person: Person, to: Address) -> bool:
    """Whether this is the chat in which the bot reaches them."""
    return to.room == "personal" and to.conversation == person.conversation != ""


def reachable(person: Person) -> Person:
    """The person after tapping a card, which shows that they have the app and don't block it."""
    if person.installed and not person.blocked:
        return person
    return replace(person, installed=True, blocked=False)


def placed(person: Person, municipality: str, by: str, unit: str = "") -> Person:
    """The person in this municipality, unless a stronger source has placed them already."""
    if _STRENGTH[by] < _STRENGTH[person.municipality_by]:
        return person
    return replace(person, municipality=municipality, municipality_by=by, unit=unit or person.unit)


def speaking(person: Person, language: Language) -> Person:
    return replace(person, language=language, language_by="self")
