"""A gathering: a meeting that a champion or an operator calls, from the invitation to the questions
afterwards. Values and rules: whom a host may invite, and when a tap counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.states import Reason
from bot.core.gatherings.reply import COMING, Reply
from bot.core.moments import moment, parse_moment
from bot.core.people.hours import Calendar, Hours, is_within, moment_of, next_moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of

INVITATION: Final = "invitation"  # kinds of cards
GATHERING: Final = "gathering"  # what follows a yes: reminders, a notice, questions afterwards
USEFUL: Final = ("much", "some", "little")
WILL_TRY: Final = ("yes", "no")
OPENS: Final = timedelta(minutes=15)  # before it begins: "I'm here" counts from then on
CLOSES: Final = timedelta(hours=2)  # after it ends: "I'm here" counts until then
PULSE: Final = timedelta(days=3)  # after it ends: the questions can be answered until then
SOON: Final = timedelta(hours=1)
UNDO: Final = timedelta(minutes=3)  # invitations wait this long, so that they can be cancelled
_ID: Final = re.compile(r"[0-9a-f]{20}")


class GatheringState(StrEnum):
    OPEN = "open"  # it will be held, or has been
    CANCELLED = "cancelled"  # this can't be undone


class Gathering(Struct, frozen=True):
    """`start` is a stored moment. It is online at `link`, or at `place`, a text. `by` is the host's
    key, "" once they are erased; `municipality` is where they belonged then.

    `municipalities` are those it is for. `venue` is the municipality where people would have met,
    from which savings are computed. `rev` counts changes, for calendars. `entered`: it was held
    without the bot, and written down afterwards: online, unless it has a `place`. `hall` is what a
    hall would have cost, in NOK; None if nobody said. `tenant` is that of a host who was erased.
    """

    id: str
    by: str
    title: str
    start: str
    minutes: int
    agenda: str
    municipality: str
    venue: str
    municipalities: tuple[str, ...] = ()
    place: str = ""
    link: str = ""
    state: GatheringState = GatheringState.OPEN
    rev: int = 0
    created: str = ""
    notes: str = ""
    entered: bool = False
    hall: int | None = None
    tenant: str = ""

    @property
    def held_in(self) -> str:
        """The tenant whose gathering it is: its host's, "" if nobody knows any more."""
        return self.tenant or self.by.partition(":")[0]

    @property
    def begins(self) -> datetime:
        return parse_moment(self.start)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)

    @property
    def is_online(self) -> bool:
        return bool(self.link) or (self.entered and not self.place)

    @property
    def meant_for(self) -> tuple[str, ...]:
        """The municipalities it is for, as it may be told. Those of one that was entered were once
        kept by where people came from, who may have been few."""
        return (self.venue,) if self.entered else self.municipalities

    @property
    def is_cancelled(self) -> bool:
        return self.state == GatheringState.CANCELLED

    def may_answer(self, at: datetime) -> bool:
        """An invitation can be answered, and the answer changed, until it begins."""
        return not self.is_cancelled and at < self.begins

    def may_attend(self, at: datetime) -> bool:
        return not self.is_cancelled and self.begins - OPENS <= at <= self.ends + CLOSES

    def is_closed(self, at: datetime) -> bool:
        """Whether attendance is final."""
        return at > self.ends + CLOSES

    def takes_pulse(self, at: datetime) -> bool:
        return not self.is_cancelled and self.ends <= at < self.ends + PULSE

    def shows_pulse(self, at: datetime) -> bool:
        """Whether the answers may be shown: only when there can be no more of them, so that nobody
        can watch the figures change."""
        return at >= self.ends + PULSE


NumberOf = Callable[[str], str]
"""The number of the municipality that a place belongs to now."""


def is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom to invite: the champions, or everyone, in these places ("1506" or "1506/unit")."""

    who: Literal["champions", "everyone"]
    places: tuple[str, ...]

    @property
    def id(self) -> str:
        return sha256("|".join((self.who, *self.places)).encode()).hexdigest()[:12]


def scope_of(
    person: Person, at: datetime, standing: Iterable[str], number_of: NumberOf
) -> tuple[str, ...]:
    """The places from which this person may invite people, as for a push. `standing` are the
    numbers of today's municipalities: an operator without a scope has all of them."""
    who = standing_of(person, at)
    if not who.holds(Right.LEAD):
        return ()
    known = frozenset(standing)
    scope = who.scope if who.is_local else tuple(sorted(known))
    return tuple(dict.fromkeys(each for each in scope if number_of(each) in known))


def audiences(
    scope: tuple[str, ...], gathering: Gathering, unit: str, number_of: NumberOf
) -> tuple[Audience, ...]:
    """The audiences that a host with this scope may invite to this gathering, most likely first.
    `unit` is where the host works ("1506/Sentrum skole")."""
    here = {number_of(each) for each in gathering.meant_for}
    places = tuple(each for each in scope if number_of(each) in here)
    if not places:
        return ()
    found = [Audience("champions", places)]
    if len(places) > 1:
        found += [Audience("champions", (each,)) for each in places]
    if "/" in unit and unit not in places and number_of(unit) in places:
        found.append(Audience("everyone", (unit,)))
    found += [Audience("everyone", (each,)) for each in places]
    return tuple(found[:40])


def municipalities_of(
    scope: tuple[str, ...], own: str, reach: str, number_of: NumberOf
) -> tuple[str, ...]:
    """The municipalities that a gathering is for: the host's own, or all in their scope, also if
    their own is not among these."""
    numbers = tuple(dict.fromkeys(number_of(each) for each in scope))
    return (own,) if reach == "own" and own in numbers else numbers


def reminders(
    gathering: Gathering, at: datetime, hours: Hours, zone: ZoneInfo, calendar: Calendar
) -> list[tuple[str, datetime]]:
    """The reminders for somebody who will attend, as (slot, due) and within their own hours: one on
    the last working day before, one within the last hour. The slot includes the start, so that
    there are new reminders if the gathering is moved."""
    found = []
    if before := _day_before(gathering.begins, at, hours, zone, calendar):
        found.append((f"day/{gathering.start}", before))
    last = gathering.begins - SOON
    soon = last if is_within(last, hours, zone, calendar) else None
    soon = soon or next_moment(last, hours, zone, calendar)
    if soon and at < soon <= gathering.begins - timedelta(minutes=10):
        found.append((f"hour/{gathering.start}", soon))
    return found


def _day_before(
    begins: datetime, at: datetime, hours: Hours, zone: ZoneInfo, calendar: Calendar
) -> datetime | None:
    """The same time on the last working day before it; or the beginning of that day, if its working
    hours end before that time."""
    for days in range(1, 6):
        same = begins - timedelta(days=days)
        if same <= at:
            return None
        if is_within(same, hours, zone, calendar):
            return same
        day = same.astimezone(zone).date()
        opens = next_moment(moment_of(day, time(), zone), hours, zone, calendar)
        if opens and opens.astimezone(zone).date() == day and opens > at:
            return opens
    return None


def skip_reason(row: Delivery, gathering: Gathering, reply: Reply, at: datetime) -> Reason:
    """Why this row's card is not to go any more."""
    what, _, about = row.slot.partition("/")
    begun = at >= gathering.begins
    if what == "cancelled":
        return Reason.OVER if begun else Reason.NONE
    if gathering.is_cancelled:
        return Reason.CANCELLED
    if what == "pulse":
        return _pulse_reason(gathering, reply, at)
    if begun:
        return Reason.OVER
    if row.kind == INVITATION:
        return Reason.DONE if reply.answer else Reason.NONE
    if about != (str(gathering.rev) if what == "moved" else gathering.start):
        return Reason.MOVED
    return Reason.NONE if what == "moved" or reply.answer in COMING else Reason.DECLINED


def _pulse_reason(gathering: Gathering, reply: Reply, at: datetime) -> Reason:
    if reply.pulsed_at:
        return Reason.DONE
    return Reason.NONE if gathering.takes_pulse(at) else Reason.OVER


def pulse_figures(counts: Mapping[str, int], minimum: int) -> dict[str, dict[str, int]] | None:
    """The answers to each of the two questions; None if fewer than `minimum` people answered. A
    question that all answered alike is left out, since it would reveal everybody's answer."""
    useful = {each: counts.get(f"useful|{each}", 0) for each in USEFUL}
    will_try = {each: counts.get(f"try|{each}", 0) for each in WILL_TRY}
    if sum(useful.values()) < max(minimum, 1):
        return None
    asked = {"useful": useful, "try": will_try}
    return {name: each for name, each in asked.items() if sum(1 for n in each.values() if n) > 1}


def invited(person: str, gathering: Gathering) -> Reply:
    """An invitation that has not been answered."""
    return Reply(person, gathering.id, gathering.start)


def stamp(at: datetime) -> str:
    """An id for a form: the second in which it was drawn."""
    return moment(at).replace("-", "").replace(":", "")
