"""What a person gets next, and when: decided from values alone.

`decide` looks at one person at one moment and gives either something to plan now or the moment to
look again, always with a reason; `explain` is the same answer in one word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final

from bot.core.delivery import journeys
from bot.core.delivery.budget import free_at
from bot.core.delivery.journeys import NUDGE_DAYS, NUDGES, QUIET_LESSONS, WEEK, Journey
from bot.core.delivery.kinds import Kind
from bot.core.delivery.plan_queue import Enrolment, in_turn, unfinished
from bot.core.delivery.scene import Candidate, Scene, Step
from bot.core.delivery.states import Reason
from bot.core.learning import recall
from bot.core.moments import moment, parse_moment
from bot.core.people.hours import next_moment, zone_of
from bot.core.people.person import Person, has_left
from bot.core.values import replace

SPREAD: Final = timedelta(minutes=90)  # a morning's sends, over the first hour and a half
LATE: Final = timedelta(minutes=30)  # later than this, the bot has been away
MOST_ASKED: Final = 3  # questions in one follow-up card
_UNREACHABLE: Final = (Reason.LEFT, Reason.BLOCKED, Reason.NOT_INSTALLED)


def bar(person: Person, at: datetime) -> Reason:
    """The first reason why nothing may come at all; `NONE` where something may."""
    if has_left(person, at):
        return Reason.LEFT
    if person.blocked:
        return Reason.BLOCKED
    if not person.installed:
        return Reason.NOT_INSTALLED
    if person.stopped:
        return Reason.STOPPED
    return Reason.PAUSED if person.is_paused(at) else Reason.NONE


def out_of_reach(person: Person, at: datetime) -> Reason:
    """The reason why nothing can come at all, whatever the person has chosen."""
    reason = bar(person, at)
    return reason if reason in _UNREACHABLE else Reason.NONE


def decide(scene: Scene) -> Step:
    """What to plan for this person now, or when to look again and why nothing now."""
    barred = bar(scene.person, scene.at)
    if barred:
        until = scene.person.paused_until if barred == Reason.PAUSED else ""
        return Step(replace(scene.journey, next_at=until), barred)
    if scene.journey.pending:
        tomorrow = moment(scene.at + timedelta(days=1))
        return Step(replace(scene.journey, next_at=tomorrow), Reason.PENDING)
    if scene.journey.held and scene.journey.held > moment(scene.at):
        return Step(replace(scene.journey, next_at=scene.journey.held), Reason.FAILED)
    scene = _settled(scene)
    if scene.queue:
        scene = on_its_turn(scene)
    wishes = list(_wishes(scene))
    if not wishes:
        return Step(replace(scene.journey, next_at=_quiet_at(scene.journey)), _nothing(scene))
    return _choose(scene, wishes)


def on_its_turn(scene: Scene) -> Scene:
    """The scene with the plan whose turn it is, of those in its queue, and the journey in it."""
    mine = in_turn(scene.queue, scene.journey, scene.day)
    journey = journeys.moved_to(scene.journey, mine.plan.id if mine else journeys.NO_PLAN)
    if mine is None:
        return replace(scene, journey=journey, plan=None, course=None, progress=None)
    parts = {"plan": mine.plan, "course": mine.course, "progress": mine.progress}
    return replace(scene, journey=journey, **parts)


def plans_waiting(scene: Scene) -> tuple[str, ...]:
    """The plans that come after the one whose turn it is, in order."""
    return tuple(each.plan.id for each in _unfinished(scene) if each.plan != scene.plan)


def explain(scene: Scene) -> Reason:
    """The first reason why this person gets nothing now; `DUE` if something is due now."""
    return decide(scene).reason


def allowed_at(scene: Scene, at: datetime, *, counts: bool, spread: bool = True) -> datetime | None:
    """The first moment at or after `at` within hours, calendar and budget; None if there is none.

    The one place where hours and budget meet: planner and sender both ask here. What people asked
    for (it does not count) comes when they were told, so it is never spread.
    """
    zone, hours, calendar = zone_of(scene.person.time_zone), scene.hours, scene.calendar
    offset = SPREAD * scene.person.lot / 100 if spread and counts else timedelta()
    for _ in range(1000):
        free = free_at(scene.journey.recent, at, zone, scene.budget) if counts else at
        inside = next_moment(free, hours, zone, calendar, offset)
        if inside is None or inside == at:
            return inside
        at = inside
    return None


def _choose(scene: Scene, wishes: list[Candidate]) -> Step:
    """The most important of what may go now; else the first moment when something may."""
    timed = [
        (when, each)
        for each in wishes
        if (when := allowed_at(scene, max(each.at, scene.at), counts=each.counts))
    ]
    if not timed:
        return Step(replace(scene.journey, next_at=""), Reason.HOURS)
    now = [each for when, each in timed if when <= scene.at]
    ready = [each for each in now if not (each.counts and _overslept(scene))]
    if ready:
        return Step(scene.journey, Reason.DUE, _most_important(scene, ready))
    moments = [when for when, _ in timed]
    if quiet := _quiet_at(scene.journey):
        moments.append(parse_moment(quiet))
    when = min([*moments, *_others_begin(scene)])
    if now:
        when = scene.at + SPREAD * (scene.person.lot + 1) / 101
        return Step(replace(scene.journey, next_at=moment(when)), Reason.SPREAD)
    waiting = all(each.at > scene.at for each in wishes)
    full = Reason.BUDGET if _over_budget(scene, wishes) else Reason.HOURS
    reason = Reason.WAITING if waiting else full
    return Step(replace(scene.journey, next_at=_up(when)), reason)


def _others_begin(scene: Scene) -> list[datetime]:
    """When plans begin that will take their turn before the one whose turn it is now."""
    if scene.journey.lesson:
        return []
    before = takewhile(lambda each: each.plan != scene.plan, scene.queue)
    starts = [each.plan.start for each in before if each in _unfinished(scene)]
    return [_midnight(scene, day) for day in starts if day > scene.day]


def _unfinished(scene: Scene) -> list[Enrolment]:
    return unfinished(scene.enrolments, scene.journey, scene.day)


def _midnight(scene: Scene, day: date) -> datetime:
    return datetime.combine(day, time(), zone_of(scene.person.time_zone))


def _most_important(scene: Scene, ready: list[Candidate]) -> Candidate:
    order = scene.order
    return min(ready, key=lambda e: order.index(e.kind) if e.kind in order else len(order))


def _up(when: datetime) -> str:
    """Stored moments have whole seconds: never earlier than what was worked out."""
    return moment(when + timedelta(seconds=1) if when.microsecond else when)


def _overslept(scene: Scene) -> bool:
    """Nobody looked at the moment that was set: the bot was away. Spread, so that a morning after
    a night's downtime is no burst. The moment set then is met, so this happens once."""
    due = scene.journey.next_at
    return bool(due) and parse_moment(due) < scene.at - LATE


def _over_budget(scene: Scene, wishes: list[Candidate]) -> bool:
    zone = zone_of(scene.person.time_zone)
    recent = scene.journey.recent
    counted = any(each.counts and each.at <= scene.at for each in wishes)
    return counted and free_at(recent, scene.at, zone, scene.budget) > scene.at


def _settled(scene: Scene) -> Scene:
    """A lesson that was answered or reminded of in vain no longer waits."""
    journey = scene.journey
    if journey.lesson and scene.has_passed(journey.lesson):
        journey = replace(journey, lesson="", nudges=0, nudged="")
    elif journey.lesson and journey.nudges >= NUDGES and _after(journey.nudged) <= scene.at:
        journey = journeys.gone_quiet(journey)
    return scene if journey is scene.journey else replace(scene, journey=journey)


def _after(text: str, days: int = NUDGE_DAYS) -> datetime:
    return parse_moment(text) + timedelta(days=days)


def _wishes(scene: Scene) -> Iterator[Candidate]:
    journey = scene.journey
    if journey.later:
        at = parse_moment(journey.later)
        yield Candidate(
            Kind.LATER, journey.later_lesson, f"{journey.later}/{journey.rounds}", at, counts=False
        )
    if not (journey.welcomed or scene.person.welcomed):
        yield Candidate(Kind.WELCOME, "", str(journey.rounds), scene.at)
        return
    if journey.resting or _held_out(scene):
        return
    if journey.silent >= QUIET_LESSONS:
        yield Candidate(Kind.RESTING, "", f"{journey.rests + 1}/{journey.rounds}", scene.at)
        return
    yield from _nudge(scene) if journey.lesson else _lesson(scene)
    yield from _recall(scene)


def _held_out(scene: Scene) -> bool:
    return scene.plan is not None and scene.plan.holds_out(scene.person)


def _nudge(scene: Scene) -> Iterator[Candidate]:
    journey = scene.journey
    if journey.nudges < NUDGES and not journey.later:
        slot = f"{journey.plan}/{journey.nudges + 1}/{journey.rounds}"
        yield Candidate(Kind.NUDGE, journey.lesson, slot, _after(journey.nudged or journey.sent))


def _quiet_at(journey: Journey) -> str:
    """When a lesson reminded of for the last time is let be: nothing to send, but a moment to
    look. "" when there is none."""
    if not journey.lesson or journey.nudges < NUDGES:
        return ""
    return moment(_after(journey.nudged))


def _lesson(scene: Scene) -> Iterator[Candidate]:
    plan, course, progress = scene.plan, scene.course, scene.progress
    if plan is None or course is None or progress is None:
        return
    unsent = Enrolment(plan, course, progress).unsent(scene.journey)
    if not unsent:
        return
    start = _midnight(scene, plan.start)
    if scene.journey.sent:
        start = max(start, _after(scene.journey.sent, plan.every_days))
    slot = f"{plan.id}/{scene.journey.rounds}"
    yield Candidate(Kind.LESSON, unsent[0], slot, max(start, _joined(scene)))


def _joined(scene: Scene) -> datetime:
    """Newcomers start on the morning after the day they came."""
    return _midnight(scene, scene.day_after_joining)


def _recall(scene: Scene) -> Iterator[Candidate]:
    """One follow-up card a week at most, with the questions that are due."""
    journey = scene.journey
    if not journey.recalls:
        return
    first = parse_moment(journey.recalls[0].due)
    if journey.last_recall:
        first = max(first, parse_moment(journey.last_recall) + WEEK)
    at = max(first, scene.at)
    now = moment(at)
    due = [each for each in journey.recalls if each.due <= now]
    slot = f"{journey.recall_cards + 1}/{journey.rounds}"
    yield Candidate(recall.KIND, moment(first)[:10], slot, first, tuple(due[:MOST_ASKED]))


def _nothing(scene: Scene) -> Reason:
    journey = scene.journey
    if journey.resting:
        return Reason.RESTING
    if _held_out(scene):
        return Reason.HELD_OUT
    if journey.lesson:
        return Reason.WAITING
    return Reason.NO_PLAN if scene.plan is None else Reason.DONE
