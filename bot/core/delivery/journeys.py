"""One person's way through a plan: which lesson waits, what was sent, what comes next.

A `Journey` is a value; each function takes what happened and gives the journey afterwards. What
is to be sent next is worked out by `bot.core.delivery.planner` from the journey alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from bot.core.delivery.kinds import Kind
from bot.core.learning import recall
from bot.core.learning.recall import GAPS, Recall
from bot.core.moments import moment
from bot.core.values import replace

NUDGES: Final = 2
NUDGE_DAYS: Final = 3
QUIET_LESSONS: Final = 3  # so many unanswered in a row, and the bot rests
MOST_FAILURES: Final = 3  # a card that failed so often is let be
_LONGEST_WAIT: Final = 8  # days between two tries of what is never let be
WEEK: Final = timedelta(days=7)
NO_PLAN: Final = "-"  # an index finds no empty text


class Journey(Struct, frozen=True):
    """Moments are texts as in `Person`, "" for none. `next_at` is when to look at this person.

    `lesson` is the one that waits for an answer (sent at `sent`), `nudges` how many reminders it
    has had (the newest at `nudged`), `silent` how many lessons in a row went unanswered,
    `resting` that the bot has said it pauses until the person comes back. `later` is a moment the
    person asked for (`later_lesson` what it is about). `pending` is the key of a row that is
    planned and not yet settled. `plan` is the one whose turn it is (`NO_PLAN` for none), `opened`
    are the lessons it has sent; `elsewhere` are those of the person's other plans, by plan, so that
    each goes on where it was. `since` are the days (ISO) since which plans are the person's, ""
    where that was before it was kept. `sent` is of whichever plan came last. `recent` are the
    moments of cards in the budget, `last_recall` of the newest follow-up card, the
    `recall_cards`th.
    `rounds` counts rows that ended without a card. `failures` is how often in a row what was to
    be sent failed, `held` until when nothing is tried after that. `counted` are the places and
    bands ("1506|8-28") of recall in which this person is one of the people counted.
    """

    person: str
    plan: str = ""
    next_at: str = ""
    lesson: str = ""
    sent: str = ""
    nudges: int = 0
    nudged: str = ""
    silent: int = 0
    resting: bool = False
    rests: int = 0
    later: str = ""
    later_lesson: str = ""
    pending: str = ""
    opened: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    recalls: tuple[Recall, ...] = ()
    last_recall: str = ""
    recall_cards: int = 0
    rounds: int = 0
    failures: int = 0
    held: str = ""
    welcomed: bool = True
    counted: tuple[str, ...] = ()
    elsewhere: Mapping[str, tuple[str, ...]] = {}
    since: Mapping[str, str] = {}


def opened_by(journey: Journey, plan: str) -> tuple[str, ...]:
    """The lessons that this plan has sent. Earlier versions did not keep which plan sent a lesson
    once the person was in none; those lessons count for whichever plan is asked about."""
    unnamed = journey.plan in (plan, NO_PLAN, "")
    return journey.elsewhere.get(plan, journey.opened if unnamed else ())


def enrolled(journey: Journey, plans: Iterable[str], day: str) -> Journey:
    """The journey of somebody who is in these plans on `day` (an ISO date), which is recorded as
    the first day of each plan that is new to them."""
    earlier = {journey.plan, *journey.elsewhere}
    since = {each: journey.since.get(each, "" if each in earlier else day) for each in plans}
    return journey if since == journey.since else replace(journey, since=since)


def moved_to(journey: Journey, plan: str) -> Journey:
    """The journey with `plan` as the one whose turn it is. What the plan before it has sent is
    kept, so that it can resume."""
    if journey.plan == plan:
        return journey
    opened, kept = opened_by(journey, plan), dict(journey.elsewhere)
    kept.pop(plan, None)
    if journey.plan not in (NO_PLAN, "") and journey.opened:
        kept[journey.plan] = journey.opened
    return replace(journey, plan=plan, opened=opened, elsewhere=kept)


def _opened(journey: Journey, lesson: str, slot: str) -> Journey:
    """The journey with the lesson among those sent by its plan. `slot` is the row's: it names that
    plan, since another one may have its turn by now."""
    plan, slash, _ = slot.partition("/")
    if not slash or plan == journey.plan:
        return replace(journey, opened=tuple(dict.fromkeys((*journey.opened, lesson))))
    earlier = journey.elsewhere.get(plan, ())
    kept = {**journey.elsewhere, plan: tuple(dict.fromkeys((*earlier, lesson)))}
    return replace(journey, elsewhere=kept)


def look_again(journey: Journey, at: datetime) -> Journey:
    """Something changed: work out anew what comes next, at the next tick."""
    return replace(journey, next_at=moment(at))


def came_back(journey: Journey, at: datetime) -> Journey:
    """The person did something by themselves: the silence is over."""
    return look_again(replace(journey, silent=0, resting=False, held=""), at)


def sent(
    journey: Journey, kind: str, subject: str, at: datetime, *, counts: bool, slot: str = ""
) -> Journey:
    """A card went out (or may have): `counts` unless the person asked for it. `slot` is its row's,
    where that is known."""
    now = moment(at)
    after = replace(journey, pending="", failures=0, held="", next_at=now)
    if counts:
        horizon = moment(at - WEEK)
        kept = tuple(each for each in journey.recent if each > horizon)
        after = replace(after, recent=(*kept, now))
    match kind:
        case Kind.LESSON:
            after = _opened(after, subject, slot)
            return replace(after, lesson=subject, sent=now, nudges=0, nudged="")
        case Kind.NUDGE:
            return replace(after, nudges=journey.nudges + 1, nudged=now)
        case Kind.RESTING:
            return replace(after, resting=True, rests=journey.rests + 1, lesson="")
        case Kind.LATER:
            about = journey.lesson and journey.lesson == journey.later_lesson
            nudged = now if about else journey.nudged  # no nudge on top of a reminder
            return replace(after, later="", later_lesson="", nudged=nudged)
        case Kind.WELCOME:
            return replace(after, welcomed=True)
        case recall.KIND:
            cards = journey.recall_cards + 1
            return replace(after, last_recall=now, recall_cards=cards)
    return after


def not_sent(journey: Journey, at: datetime) -> Journey:
    """The row ended without a card, as the person chose or because nobody wants it any more. What
    is planned from now on is another round: the ended row's key is used up."""
    return look_again(replace(journey, pending="", rounds=journey.rounds + 1), at)


def failed(journey: Journey, kind: str, subject: str, at: datetime) -> Journey:
    """The row failed: what it was for is tried again after a day, then two, and then let be. A
    welcome is tried on, ever more seldom: without it the rest would come from nobody knows who."""
    after, failures = not_sent(journey, at), journey.failures + 1
    if failures >= MOST_FAILURES and kind != Kind.WELCOME:
        return dropped(after, kind, subject, at)
    held = moment(at + timedelta(days=min(2 ** (failures - 1), _LONGEST_WAIT)))
    return replace(after, failures=failures, held=held, next_at=held)


def dropped(journey: Journey, kind: str, subject: str, at: datetime) -> Journey:
    """The journey without this card, which is not needed any more or can't be sent."""
    after = look_again(replace(journey, failures=0, held=""), at)
    match kind:
        case Kind.LESSON | Kind.NUDGE:
            waits = "" if journey.lesson == subject else journey.lesson
            return replace(_opened(after, subject, ""), lesson=waits)
        case Kind.LATER:
            return replace(after, later="", later_lesson="")
        case Kind.RESTING:
            return replace(after, resting=True, rests=journey.rests + 1, lesson="")
    return after


def gone_quiet(journey: Journey) -> Journey:
    """The lesson was reminded of twice and still waits: nobody is reminded again."""
    return replace(journey, lesson="", silent=journey.silent + 1)


def answered(
    journey: Journey, lesson: str, missed: tuple[str, ...], passed: bool, at: datetime
) -> Journey:
    """A lesson's quiz is finished. One that is passed is asked about again after each gap."""
    after = came_back(journey, at)
    if journey.lesson == lesson:
        after = replace(after, lesson="", nudges=0, nudged="")
    if journey.later_lesson == lesson:
        after = replace(after, later="", later_lesson="")
    known = any(each.lesson == lesson for each in journey.recalls)
    if not passed or known:
        return after
    day = moment(at)[:10]
    fresh = tuple(
        Recall(lesson, moment(at + timedelta(days=gap)), gap, day, missed) for gap in GAPS
    )
    return replace(after, recalls=_in_order((*after.recalls, *fresh)))


def recalled(journey: Journey, asked: tuple[Recall, ...]) -> Journey:
    """These went out in a follow-up card."""
    return replace(journey, recalls=tuple(e for e in journey.recalls if e not in asked))


def missed_again(journey: Journey, wrong: Recall, question: str, at: datetime) -> Journey:
    """Answered wrongly in a follow-up: it comes back at the next permitted card."""
    back = replace(wrong, due=moment(at), questions=(question,))
    return look_again(replace(journey, recalls=_in_order((*journey.recalls, back))), at)


def _in_order(recalls: tuple[Recall, ...]) -> tuple[Recall, ...]:
    return tuple(sorted(recalls, key=lambda each: (each.due, each.lesson, each.gap)))
