"""What the coming days would bring: the real planner on a copy of the real store.

People are taken page by page into a store of their own in memory, where planning, deciding at the
moment of sending and settling run as they do in the bot, with a clock that goes from moment to
moment. Every card arrives. Nobody taps anything, but for the share that is said to take each
lesson as it comes. What the throttle would spread over minutes comes at once here.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.actions.delivery import dispatch
from bot.actions.delivery import hold as delivery_hold
from bot.actions.delivery.dispatch import Ready, Sent
from bot.actions.delivery.journeys import (
    are_plans_new,
    journey_of,
    oldest_due,
    plan_due,
    scene_of,
    touch,
)
from bot.actions.learning.lessons import progress_of, save_progress
from bot.actions.people.places import date_of, municipality_of
from bot.actions.people.records import find
from bot.actions.shared.delivery_rows import load_delivery
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.delivery.forecast import Ahead, Forecast, ahead_of, of_one
from bot.core.delivery.planner import decide
from bot.core.delivery.plans import Plan
from bot.core.delivery.rehearsal import HeldBack, Rehearsal, RehearsedCard, folded
from bot.core.delivery.settlement import settle
from bot.core.delivery.states import DeliveryState, Reason
from bot.core.learning.events import QuizFinished
from bot.core.moments import moment
from bot.core.people.hours import zone_of
from bot.core.people.person import Person, lot_of
from bot.core.people.places import municipality_on
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.values import replace
from bot.engine.sandbox import copied, next_people, pasted, uses_of
from bot.ports import Store, Tx
from bot.services import Services

Scratch = Callable[[], AbstractAsyncContextManager[Store]]
PAGE: Final = 500  # people in one copy
TICK: Final = timedelta(minutes=1)
_ARRIVED: Final = SendOutcome(Ended.SENT, activity="rehearsed")
# Said at the start, these pass by themselves: what counts is how it stands at the end.
_PASSING: Final = (
    *(Reason.DUE, Reason.HOURS, Reason.BUDGET, Reason.SPREAD, Reason.WAITING, Reason.PENDING),
)


async def rehearse(
    services: Services,
    scratch: Scratch,
    at: datetime,
    *,
    days: int = 30,
    answering: int = 0,
    minimum: int = 1,
) -> Rehearsal:
    """Rehearse `days` days from `at` (aware), with the plans of `services`: where the bot has not
    followed these yet, as if it took them now. `services.store` is only read; `scratch()` opens an
    empty store for each page. `answering` (0-100) in a hundred take each lesson as it comes.

    Those who have left are in none of its figures. Municipalities of fewer than `minimum` people
    are added up. A document that can't be read
    stops only its own person, whose reason is "broken".
    """
    play = _Play(services, at, at + timedelta(days=days), answering)
    anew = moment(at) if await are_plans_new(services) else ""
    after = ("", "")
    while page := await services.store.run(next_people(after, PAGE)):
        keys = [key for _, key in page]
        copies = await services.store.run(copied(services.kinds, keys))
        uses = await services.store.run(uses_of(services, keys, play.end))
        async with scratch() as store:
            await store.run(pasted(copies, uses, anew))
            await play.page(replace(services, store=store), keys)
        after = page[-1]
    found = play.found(days)
    return folded(replace(found, on_hold=await delivery_hold.is_held(services.store)), minimum)


@dataclass(frozen=True, slots=True)
class _Standing:
    """One person at one moment: where they belong, the reason why nothing comes, their plans."""

    place: str
    reason: str
    ahead: Mapping[str, Ahead] = field(default_factory=dict)


@dataclass(slots=True)
class _Play:
    """Page after page with the same clock; what it counts is of all pages."""

    services: Services
    at: datetime
    end: datetime
    answering: int
    people: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    cards: Counter[RehearsedCard] = field(default_factory=Counter)
    nothing: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: Counter[HeldBack] = field(default_factory=Counter)
    outlook: dict[tuple[str, str], Forecast] = field(default_factory=dict)
    misses_again: Counter[str] = field(default_factory=Counter)

    @property
    def plans(self) -> dict[str, Plan]:
        return {each.id: each for each in self.services.plans}

    async def page(self, part: Services, keys: list[str]) -> None:
        """`part` is the house with these people alone in its store."""
        first = await part.store.run(lambda tx: [_standing(part, tx, e, self.at) for e in keys])
        got = await self._go(part)
        last = await part.store.run(lambda tx: [_standing(part, tx, e, self.end) for e in keys])
        for key, before, after in zip(keys, first, last, strict=True):
            if before.reason == Reason.LEFT:
                continue  # as in every other figure
            self.people[before.place] += 1
            self._look_ahead(before)
            if key in got:
                self.reached[before.place] += 1
            else:
                reason = after.reason if before.reason in _PASSING else before.reason
                self.nothing[before.place, reason] += 1

    def _look_ahead(self, person: _Standing) -> None:
        found = {id: of_one(self.plans[id], ahead) for id, ahead in person.ahead.items()}
        for id, each in found.items():
            key = id, person.ahead[id].municipality
            self.outlook[key] = self.outlook.get(key, Forecast()) + each
        self.misses_again[person.place] += max(sum(each.missing for each in found.values()) - 1, 0)

    async def _go(self, part: Services) -> set[str]:
        """Plan and send as the loop does, at every moment when there is something to do; the keys
        of those who got a card."""
        now, got = self.at, set()
        while (due := await oldest_due(part)) and due < self.end:
            now = max(_whole(due), now)
            while (await plan_due(part, now)).looked:
                pass
            while rows := (await part.store.claim(now, PAGE, part.lease)).rows:
                got |= await self._send(part, [key for key, _ in rows], now)
            now += TICK
            await asyncio.sleep(0)
        return got

    async def _send(self, part: Services, keys: list[str], now: datetime) -> set[str]:
        ready = [each for each in await dispatch.exchange(part, (), keys, now) if each]
        done = [Sent(each.key, settle(each.row, _ARRIVED, now, 0.0)) for each in ready]
        await dispatch.exchange(part, done, (), now)
        self.cards.update(self._card(each, now) for each in ready)
        ended = set(keys) - {each.key for each in ready}
        if ended:
            self.held.update(await part.store.run(lambda tx: _skipped(part, tx, ended, self.at)))
        taken = [e for e in ready if lot_of(f"{e.person.key}/{e.row.subject}") < self.answering]
        if taken:
            await part.store.run(lambda tx: _take(part, tx, taken, now))
        return {each.person.key for each in ready}

    def _card(self, ready: Ready, now: datetime) -> RehearsedCard:
        day = now.astimezone(zone_of(ready.person.time_zone)).date()
        kind, subject = ready.row.kind, ready.row.subject
        lesson = subject if self.services.library.lesson(subject) else ""
        return RehearsedCard(day, _place(self.services, ready.person, self.at), kind, lesson)

    def found(self, days: int) -> Rehearsal:
        return Rehearsal(
            start=self.at.astimezone(zone_of("")).date(),
            days=days,
            answering=self.answering,
            people=self.people,
            reached=self.reached,
            cards=self.cards,
            nothing=self.nothing,
            held=self.held,
            outlook=self.outlook,
            deadlines={id: self.plans[id].done_by for id, _ in self.outlook},
            misses_again=self.misses_again,
            names={each.number: each.name for each in self.services.municipalities},
            kinds=tuple(self.services.kinds),
            titles={id: each.title for id, each in self.services.library.current.items()},
        )


def _standing(services: Services, tx: Tx, key: str, at: datetime) -> _Standing:
    try:
        person = find(tx, key)
        if person is None:
            return _Standing("", Reason.BROKEN)
        scene = scene_of(services, tx, person, journey_of(tx, key), at)
        place = _place(services, person, at)
        return _Standing(place, decide(scene).reason, ahead_of(scene, place))
    except (KeyError, TypeError, ValueError):
        number = (tx.get(documents.PEOPLE, key) or {}).get("municipality", "")
        return _Standing(
            municipality_on(services.municipalities, str(number), date_of(at)), Reason.BROKEN
        )


def _place(services: Services, person: Person, at: datetime) -> str:
    return municipality_of(services, person, at)


def _skipped(services: Services, tx: Tx, keys: set[str], at: datetime) -> list[HeldBack]:
    """Those of these rows that ended without a card."""
    held = []
    for key in sorted(keys):
        row = load_delivery(tx, key)
        if row and row.state == DeliveryState.SKIPPED:
            person = find(tx, row.person)
            place = _place(services, person, at) if person else ""
            held.append(HeldBack(place, row.kind, row.reason))
    return held


def _take(services: Services, tx: Tx, ready: list[Ready], at: datetime) -> None:
    """These people pass the lesson that came, or answer the follow-up. It is the same people and
    lessons every time it is rehearsed."""
    for each in ready:
        key, lesson = each.person.key, services.library.lesson(each.row.subject)
        if lesson is None:
            touch(tx, key, at)
            continue
        taken = progress_of(tx, key, lesson.course)
        track, day = taken.track(lesson.id), moment(at)[:10]
        track = replace(track, started=track.started or day, passed=track.passed or day)
        save_progress(tx, taken.with_track(lesson.id, track))
        announce(services, tx, QuizFinished(key, lesson.id, (), True, at))


def _whole(at: datetime) -> datetime:
    """The first whole minute at or after `at`."""
    return at if not at.second else at.replace(second=0) + TICK
