"""A champion's push: how often it may be done, when it is sent, and what may be shown about it.

Pure. A *place* is a municipality ("1506") or a unit ("1506/Sentrum skole"), on today's map. A push
goes to a place, or to named people.
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
from bot.core.pushes.broadcast import Audience
from bot.core.visible_text import visible

A_DAY: Final = 3
A_WEEK: Final = 10
WEEK: Final = timedelta(days=7)
UNDO: Final = timedelta(minutes=3)
MOST_WORDS: Final = 280
MOST_NAMED: Final = 50
FARTHEST: Final = timedelta(days=60)  # how far ahead a push may be scheduled
MORNING: Final = time(7, 0)  # due from then on; each recipient gets it in their own hours
AGAIN: Final = timedelta(days=14)  # within it, the same lesson from several champions is sent once
QUESTION_LASTS: Final = timedelta(days=7)  # for an operator to answer
DRAFT_LASTS: Final = timedelta(hours=24)
COMING: Final = "-"  # instead of a card's id: it is being sent, and must not be sent again


class PushState(StrEnum):
    """The loop still has work to do on states that end in -ing."""

    DRAFT = "draft"  # not confirmed yet
    ASKING = "asking"  # confirmed, and waiting for an operator's approval
    PLANNING = "planning"  # its rows are being written; none is sent before all are there
    SENDING = "sending"  # all rows are written, and some are waiting
    DONE = "done"  # no row is waiting
    REFUSING = "refusing"  # an operator said no, and the champion is to be told
    REFUSED = "refused"  # the champion has been told
    LAPSING = "lapsing"  # no operator answered in time, and the champion is to be told
    LAPSED = "lapsed"  # the champion has been told
    UNDOING = "undoing"  # cancelled before anything was due
    UNDONE = "undone"  # nobody got anything
    WITHDRAWING = "withdrawing"  # waiting rows are being skipped, and sent cards withdrawn
    WITHDRAWN = "withdrawn"  # all cards are withdrawn


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
    """`place` is "" for named people, whose keys are in `keys` until their rows are planned.

    `when` is "now", "tomorrow" or an ISO date. Moments are texts as in `Person`. `asked` counts
    people with a row (before confirmation: who would get one), and `outside` counts named people
    who are unknown or outside the champion's scope. `after` is how far the planning has come.
    `card` is the champion's own card, `told` is what it shows, and `told_at` since when. `small`
    means that nothing but `asked` may be shown.

    One with an `audience` is an operator's broadcast, by `HOUSE`: of a lesson, or of `texts` by
    language, with `link` or without. `hidden` means that no figure of it may be shown;
    `few` that there are people of municipalities with too few among those who get it.
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
    audience: Audience | None = None
    texts: dict[str, str] = {}
    link: str = ""
    hidden: bool = False
    few: bool = False

    @property
    def is_named(self) -> bool:
        return not self.place and self.audience is None

    def may_be_undone(self, at: datetime) -> bool:
        return self.state == PushState.ASKING or (self.state in LIVE and moment(at) < self.due)

    def may_be_withdrawn(self, at: datetime) -> bool:
        return self.state in LIVE | {PushState.DONE} and not self.may_be_undone(at)


def over_quota(confirmed: Iterable[str], at: datetime) -> str:
    """Which quota one more push would exceed: "day", "week", or "" for none. `confirmed` has the
    moments of this champion's earlier pushes. A day is 24 hours, so that midnight makes no
    difference."""
    lately = [each for each in confirmed if each > moment(at - WEEK)]
    if sum(each > moment(at - timedelta(days=1)) for each in lately) >= A_DAY:
        return "day"
    return "week" if len(lately) >= A_WEEK else ""


def due_at(when: str, person: Person, at: datetime, calendar: Calendar) -> datetime | None:
    """The moment from which its cards may be sent; each then waits for its recipient's hours. None
    unless `when` is within the next 60 days. `calendar` is that of the champion's municipality."""
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
    return visible(words)[:MOST_WORDS].rstrip()


@dataclass(frozen=True, slots=True)
class PushPreview:
    """What a champion is told before they confirm. `asked` people get a row. The other counts are
    rounded by `bot.core.figures.steps.at_least`, and None for named people and small groups.
    `exact` if nothing is hidden. How many a place has is told in steps of `step` people, so that
    nobody sees when one of them erases their data."""

    asked: int
    completed: int | None = None
    unreachable: int | None = None
    later: int | None = None
    outside: int = 0
    small: bool = True
    exact: bool = False
    step: int = 1


def preview(asked: int, figures: Snapshot, lesson: str, minimum: int) -> PushPreview:
    """The preview, from a place's figures of the day."""
    if not figures.open:
        return PushPreview(asked, step=minimum)
    passed = figures.figure(f"lesson:{lesson}:passed", minimum)
    unreachable, full, exact = figures.unreachable, figures.full, minimum <= 1
    return PushPreview(asked, passed, unreachable, full, small=False, exact=exact, step=minimum)


def shown_state(push: Push, sent: int | None) -> PushState:
    """The push's state as it may be shown. That it is done is shown only together with how many got
    it: at night, cards can end only by not being sent, which would reveal something."""
    done = push.state == PushState.DONE
    return PushState.SENDING if done and sent is None else push.state


def sent_of(states: Mapping[str, int]) -> int:
    return sum(states.get(each, 0) for each in OUT)


def waiting_of(states: Mapping[str, int]) -> int:
    return states.get("waiting", 0)
