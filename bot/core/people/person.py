"""A person, as the store keeps them, and what they have chosen."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from bot.core.languages import Language, guess_language
from bot.core.moments import moment, parse_moment
from bot.core.people.hours import zone_of
from bot.core.people.roles import Role
from bot.core.turn import Address
from bot.core.values import replace

# Roster beats rule beats what the person said.
_STRENGTH: Final = {"": 0, "self": 1, "rule": 2, "roster": 3}


class Visitor(Struct, frozen=True):
    """Who is at the door: what one turn tells of a person, before anything is stored."""

    address: Address
    name: str = ""
    locale: str = ""
    time_zone: str = ""

    @property
    def key(self) -> str:
        return f"{self.address.tenant}:{self.address.entra}"


class Person(Struct, frozen=True):
    """One employee. Moments are ISO texts in UTC ("2026-11-22T08:00:00Z"), "" when there is none.

    `municipality` is a number ("1506") or "" while unknown, `municipality_by` says who knew:
    "roster", "rule" or "self". `started` means at least one answer, `completed` a whole course.
    `hours` are as `Hours` writes them, "" for the usual working day; `left_on` is an ISO date.
    `lot` (0-99) is drawn once from the key: for spreading sends and for a hold-out group.
    `scope` is where a champion or operator has their role: "1506", or "1506/Sentrum skole" for one
    unit. `no_push`: no more from champions. `help_wanted`: since when they would like help.
    `may_tell`: "yes" when a champion may be told that they are new here, else None (an index has
    no entry for None). `rostered` is the role that the roster last gave them: it counts when it
    is said anew, so who gave it back is left in peace. `no_recruit`: no more
    questions about units that have no champion.
    Nothing that is kept of the person is from before the day `oldest`, at first the day they
    joined; whoever writes something dated earlier moves it back. `card` and `shows` remember which
    lesson the newest lesson card shows, so that a refresh of it draws the one they are at.
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

    def __post_init__(self) -> None:
        if not self.oldest:  # the store finds by it whose data is old: nobody goes without
            force_setattr(self, "oldest", self.joined)

    @property
    def address(self) -> Address:
        return Address(
            self.tenant, self.service_url, self.conversation, self.user, self.entra, self.bot
        )

    def is_paused(self, at: datetime) -> bool:
        return bool(self.paused_until) and self.paused_until > moment(at)

    @property
    def paused_day(self) -> str:
        """The first day after the pause (ISO date), on the person's own calendar; "" for none,
        and year 9999 as it is: until they say so."""
        if not self.paused_until or self.paused_until.startswith("9999"):
            return self.paused_until[:10]
        ends = parse_moment(self.paused_until)
        return str(ends.astimezone(zone_of(self.time_zone)).date())


def has_left(person: Person, at: datetime) -> bool:
    """Whether their leaving date has come, on their own calendar."""
    if not person.left_on:
        return False
    return person.left_on <= str(at.astimezone(zone_of(person.time_zone)).date())


def newcomer(who: Visitor, at: datetime) -> Person:
    """The person this visitor becomes. `at` is aware, in UTC."""
    to = who.address
    return Person(
        key=who.key,
        tenant=to.tenant,
        entra=to.entra,
        joined=f"{at:%Y-%m-%d}",
        seen=f"{at:%Y-%m-%d}",
        name=who.name,
        user=to.user,
        bot=to.bot,
        service_url=to.service_url,
        conversation=to.conversation if to.room == "personal" else "",
        lot=lot_of(who.key),
        language=guess_language(who.locale, None),
        language_by="guess",
        time_zone=who.time_zone,
    )


def lot_of(key: str) -> int:
    """0-99, the same for the same person for ever, and even over people."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) % 100


passing = newcomer  # the same picture of someone at the door, when it is not going to be kept


def seen_again(person: Person, who: Visitor, at: datetime) -> Person:
    """The person with what this turn tells anew: how to reach them, their name and time zone.

    Equal to `person` when nothing is new, so that a turn need not write.
    """
    to = who.address
    personal = to.room == "personal"
    changes = {
        "name": who.name,
        "user": to.user,
        "bot": to.bot,
        "service_url": to.service_url,
        "conversation": to.conversation if personal else "",
        "time_zone": who.time_zone,
        "seen": f"{at:%Y-%m-%d}",
    }
    fresh: dict[str, Any] = {n: v for n, v in changes.items() if v and v != getattr(person, n)}
    if personal and person.blocked:
        fresh["blocked"] = False  # who writes to us has not blocked us
    if personal and not person.installed:
        fresh["installed"] = True  # and has the app
    return replace(person, **fresh) if fresh else person


def reachable(person: Person) -> Person:
    """The person who has just tapped a card: so they have the app, and have not blocked the bot."""
    if person.installed and not person.blocked:
        return person
    return replace(person, installed=True, blocked=False)


def placed(person: Person, municipality: str, by: str, unit: str = "") -> Person:
    """The person in that municipality, unless a stronger source already placed them."""
    if _STRENGTH[by] < _STRENGTH[person.municipality_by]:
        return person
    return replace(person, municipality=municipality, municipality_by=by, unit=unit or person.unit)


def speaking(person: Person, language: Language) -> Person:
    return replace(person, language=language, language_by="self")


class Standing(Struct, frozen=True):
    """What a person has to show for themselves, for counting: ids of lessons and courses."""

    started: bool = False
    completed: bool = False
    lessons_started: tuple[str, ...] = ()
    lessons_passed: tuple[str, ...] = ()
    courses_started: tuple[str, ...] = ()
    courses_completed: tuple[str, ...] = ()
