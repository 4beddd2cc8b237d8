"""A champion recommends a lesson: how often, when, and what may be shown of it.

Decided from values alone. A *place* is a municipality ("1506") or a unit ("1506/Sentrum skole"),
on today's map; a push goes to a place, or to people who are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from bot.core.delivery.states import OUT
from bot.core.figures.snapshots import Snapshot
from bot.core.moments import moment
from bot.core.people.hours import Calendar, moment_of, zone_of
from bot.core.people.person import Person

A_DAY: Final = 3
A_WEEK: Final = 10
UNDO: Final = timedelta(minutes=3)
MOST_WORDS: Final = 280
MOST_NAMED: Final = 50
FARTHEST: Final = timedelta(days=60)  # how far ahead a push may be set
MORNING: Final = time(7, 0)  # from then on: each gets it when their own hours begin
AGAIN: Final = timedelta(days=14)  # the same lesson from several champions comes once
QUESTION_LASTS: Final = timedelta(days=7)  # for an operator to answer
DRAFT_LASTS: Final = timedelta(hours=24)
COMING: Final = "-"  # instead of a card's id: it is being sent, and nobody else may send it


class PushState(StrEnum):
    """What ends in -ing is still worked on by the loop."""

    DRAFT = "draft"  # nobody has confirmed it
    ASKING = "asking"  # confirmed, and an operator has to agree
    PLANNING = "planning"  # its rows are being written: none goes before all are there
    SENDING = "sending"  # every row is there, and some wait
    DONE = "done"  # no row waits
    REFUSING = "refusing"  # an operator said no: the champion is to be told
    REFUSED = "refused"  # and has been
    LAPSING = "lapsing"  # no operator answered in time: the champion is to be told
    LAPSED = "lapsed"  # and has been
    UNDOING = "undoing"  # taken back before anything was due
    UNDONE = "undone"  # nobody got anything
    WITHDRAWING = "withdrawing"  # what waits is skipped, and cards that are out are taken back
    WITHDRAWN = "withdrawn"  # all of them


LIVE: Final = frozenset({PushState.PLANNING, PushState.SENDING})
OVER: Final = frozenset(
    {
        PushState.DONE,
        PushState.UNDONE,
        PushState.WITHDRAWN,
        PushState.REFUSED,
        PushState.LAPSED,
    }
)
TAKEN_BACK: Final = frozenset(
    {
        PushState.UNDOING,
        PushState.UNDONE,
        PushState.WITHDRAWING,
        PushState.WITHDRAWN,
        PushState.REFUSING,
        PushState.REFUSED,
        PushState.LAPSING,
        PushState.LAPSED,
    }
)


class Push(Struct, frozen=True):
    """`place` is "" for named people, whose keys are `keys` until their rows are planned.

    `when` is "now", "tomorrow" or an ISO date. Moments are texts as in `Person`. `asked` counts
    those who have a row (before the confirmation: who would have), `outside` those named who are
    not within the champion's scope or not known. `after` is how far the planning has come.
    `card` is the champion's own card, `told` what it shows, and `told_at` since when.
    `small`: nothing but `asked` may be shown.
    """

    id: str
    by: str
    lesson: str
    place: str = ""
    keys: tuple[str, ...] = ()
    words: str = ""
    when: str = "now"
    state: PushState = PushState.DRAFT
    created: str = ""
    confirmed: str = ""
    due: str = ""
    after: str = ""
    asked: int = 0
    outside: int = 0
    small: bool = True
    card: str = ""
    told: str = ""
    told_at: str = ""

    @property
    def is_named(self) -> bool:
        return not self.place

    def may_be_undone(self, at: datetime) -> bool:
        return self.state == PushState.ASKING or (self.state in LIVE and moment(at) < self.due)

    def may_be_withdrawn(self, at: datetime) -> bool:
        return self.state in LIVE | {PushState.DONE} and not self.may_be_undone(at)


def over_quota(confirmed: Iterable[str], at: datetime) -> str:
    """ "day" or "week" when one more would be too many, else "". `confirmed` are the moments of
    this champion's earlier pushes. A day is 24 hours, so that midnight opens no gate."""
    lately = [each for each in confirmed if each > moment(at - timedelta(days=7))]
    if sum(each > moment(at - timedelta(days=1)) for each in lately) >= A_DAY:
        return "day"
    return "week" if len(lately) >= A_WEEK else ""


def due_at(when: str, person: Person, at: datetime, calendar: Calendar) -> datetime | None:
    """From when on its cards may go; each still waits for its recipient's own hours. None for
    what is no moment to come within sixty days. `calendar` is the champion's municipality's."""
    zone = zone_of(person.time_zone)
    soonest = at + UNDO
    if when == "now":
        return soonest
    if when == "tomorrow":
        day = at.astimezone(zone).date() + timedelta(days=1)
        while day.isoweekday() > 5 or calendar.is_free(day):
            day += timedelta(days=1)
        return max(soonest, moment_of(day, MORNING, zone))
    try:
        chosen = date.fromisoformat(when)
    except ValueError:
        return None
    today = at.astimezone(zone).date()
    if not today <= chosen <= today + FARTHEST:
        return None
    return max(soonest, moment_of(chosen, MORNING, zone))


def clean(words: str) -> str:
    """The champion's own words as plain text of at most 280 characters."""
    printable = "".join(each if each.isprintable() else " " for each in words)
    return " ".join(printable.split())[:MOST_WORDS].rstrip()


@dataclass(frozen=True, slots=True)
class PushPreview:
    """What a champion is told before they confirm. `asked` gets a row. The others are as
    `steps.at_least` gives them; for a named or small group there are none. `exact` where nothing is
    hidden."""

    asked: int
    completed: int | None = None
    unreachable: int | None = None
    later: int | None = None
    outside: int = 0
    small: bool = True
    exact: bool = False


def preview(asked: int, figures: Snapshot, lesson: str, minimum: int) -> PushPreview:
    """From a place's figures of the day."""
    if not figures.open:
        return PushPreview(asked)
    passed = figures.figure(f"lesson:{lesson}:passed", minimum)
    unreachable, full, exact = figures.unreachable, figures.full, minimum <= 1
    return PushPreview(asked, passed, unreachable, full, small=False, exact=exact)


def shown_state(push: Push, sent: int | None) -> PushState:
    """How far the push has come, as it may be shown: that it has ended is told only together with
    how many got it, since at night only cards that nobody gets can end."""
    done = push.state == PushState.DONE
    return PushState.SENDING if done and sent is None else push.state


def sent_of(states: Mapping[str, int]) -> int:
    return sum(states.get(each, 0) for each in OUT)


def waiting_of(states: Mapping[str, int]) -> int:
    return states.get("waiting", 0)
