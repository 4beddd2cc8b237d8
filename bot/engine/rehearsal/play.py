"""Some people of a rehearsal, played: planned for and sent to in a store of their own.

Planning, deciding at the moment of sending and settling run as they do in the bot, with a clock
that goes from moment to moment. Every card arrives. Nobody taps anything, but for the share that is
said to take each lesson as it comes. What the throttle would spread over minutes comes at once
here.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.actions.delivery import dispatch
from bot.actions.delivery.dispatch import Ready, Sent
from bot.actions.delivery.journeys import (
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
from bot.core.delivery.rehearsal import HeldBack, RehearsedCard
from bot.core.delivery.settlement import settle
from bot.core.delivery.states import DeliveryState, Reason
from bot.core.learning.events import QuizFinished
from bot.core.moments import moment
from bot.core.people.hours import zone_of
from bot.core.people.person import Person, lot_of
from bot.core.people.places import municipality_on
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.values import replace
from bot.engine.sandbox import copied, pasted, uses_of
from bot.ports import Store, Tx
from bot.services import Services

People = Sequence[tuple[str, int]]
"""Keys of people, and how many are like each of them."""

Scratch = Callable[[], AbstractAsyncContextManager[Store]]
PAGE: Final = 500  # people in one copy
TICK: Final = timedelta(minutes=1)
_ARRIVED: Final = SendOutcome(Ended.SENT, activity="rehearsed")
# Said at the start, these pass by themselves: what counts is how it stands at the end.
_PASSING: Final = (
    *(Reason.DUE, Reason.HOURS, Reason.BUDGET, Reason.SPREAD, Reason.WAITING, Reason.PENDING),
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """One person at one moment: where they belong, the reason why nothing comes, their plans."""

    place: str
    reason: str
    ahead: Mapping[str, Ahead] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is rehearsed: from `at` to `end` (aware), `answering` in a hundred take each lesson as
    it comes. `anew` is the moment when everyone is looked at, "" where each has their own."""

    at: datetime
    end: datetime
    answering: int = 0
    anew: str = ""


@dataclass(slots=True)
class Counts:
    """What was found, in counts as `bot.core.delivery.rehearsal.Rehearsal` has them: of some
    people, or of all."""

    people: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    cards: Counter[RehearsedCard] = field(default_factory=Counter)
    nothing: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: Counter[HeldBack] = field(default_factory=Counter)
    outlook: dict[tuple[str, str], Forecast] = field(default_factory=dict)
    misses_again: Counter[str] = field(default_factory=Counter)
    played: int = 0  # people, those among them who are in none of the figures

    def add(self, other: Counts) -> None:
        """Add what was found of other people."""
        self.people.update(other.people)
        self.reached.update(other.reached)
        self.cards.update(other.cards)
        self.nothing.update(other.nothing)
        self.held.update(other.held)
        for key, each in other.outlook.items():
            self.outlook[key] = self.outlook.get(key, Forecast()) + each
        self.misses_again.update(other.misses_again)
        self.played += other.played


async def play(services: Services, scratch: Scratch, rules: Rules, people: People) -> Counts:
    """Rehearse with these people, each counted as many times as there are people alike. What is
    too many for one store goes through several, one after the other."""
    found = Counts()
    for n in range(0, len(people), PAGE):
        page = dict(people[n : n + PAGE])
        copies = await services.store.run(copied(services.kinds, list(page)))
        uses = await services.store.run(uses_of(services, list(page), rules.end))
        async with scratch() as store:
            await store.run(pasted(copies, uses, rules.anew))
            await _Play(replace(services, store=store), rules, page, found).page()
    return found


@dataclass(frozen=True, slots=True)
class _Play:
    """`services` is the house with these people alone in its store; `sizes` says how many each of
    them stands for."""

    services: Services
    rules: Rules
    sizes: Mapping[str, int]
    found: Counts

    async def page(self) -> None:
        at, end, store = self.rules.at, self.rules.end, self.services.store
        keys, part = list(self.sizes), self.services
        self.found.played += sum(self.sizes.values())
        first = await store.run(lambda tx: [_standing(part, tx, each, at) for each in keys])
        got = await self._go()
        last = await store.run(lambda tx: [_standing(part, tx, each, end) for each in keys])
        for key, before, after in zip(keys, first, last, strict=True):
            if before.reason == Reason.LEFT:
                continue  # as in every other figure
            n = self.sizes[key]
            self.found.people[before.place] += n
            self._look_ahead(before, n)
            if key in got:
                self.found.reached[before.place] += n
            else:
                reason = after.reason if before.reason in _PASSING else before.reason
                self.found.nothing[before.place, reason] += n

    def _look_ahead(self, person: _Standing, n: int) -> None:
        plans = {each.id: each for each in self.services.plans}
        found = {id: of_one(plans[id], ahead) for id, ahead in person.ahead.items()}
        for id, each in found.items():
            key = id, person.ahead[id].municipality
            self.found.outlook[key] = self.found.outlook.get(key, Forecast()) + each.times(n)
        again = max(sum(each.missing for each in found.values()) - 1, 0)
        self.found.misses_again[person.place] += n * again

    async def _go(self) -> set[str]:
        """Plan and send as the loop does, at every moment when there is something to do; the keys
        of those who got a card."""
        part, now, got = self.services, self.rules.at, set[str]()
        while (due := await oldest_due(part)) and due < self.rules.end:
            now = max(_whole(due), now)
            while (await plan_due(part, now, PAGE)).looked:
                pass
            while rows := (await part.store.claim(now, PAGE, part.lease)).rows:
                got |= await self._send([key for key, _ in rows], now)
            now += TICK
            await asyncio.sleep(0)
        return got

    async def _send(self, keys: list[str], now: datetime) -> set[str]:
        part, at = self.services, self.rules.at
        ready = [each for each in await dispatch.exchange(part, (), keys, now) if each]
        done = [Sent(each.key, settle(each.row, _ARRIVED, now, 0.0)) for each in ready]
        await dispatch.exchange(part, done, (), now)
        for each in ready:
            self.found.cards[self._card(each, now)] += self.sizes[each.person.key]
        ended = set(keys) - {each.key for each in ready}
        if ended:
            for person, held in await part.store.run(lambda tx: _skipped(part, tx, ended, at)):
                self.found.held[held] += self.sizes.get(person, 1)
        share = self.rules.answering
        taken = [e for e in ready if lot_of(f"{e.person.key}/{e.row.subject}") < share]
        if taken:
            await part.store.run(lambda tx: _take(part, tx, taken, now))
        return {each.person.key for each in ready}

    def _card(self, ready: Ready, now: datetime) -> RehearsedCard:
        day = now.astimezone(zone_of(ready.person.time_zone)).date()
        kind, subject = ready.row.kind, ready.row.subject
        lesson = subject if self.services.library.lesson(subject) else ""
        return RehearsedCard(day, _place(self.services, ready.person, self.rules.at), kind, lesson)


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


def _skipped(
    services: Services, tx: Tx, keys: set[str], at: datetime
) -> list[tuple[str, HeldBack]]:
    """Those of these rows that ended without a card, with the keys of their people."""
    held = []
    for key in sorted(keys):
        row = load_delivery(tx, key)
        if row and row.state == DeliveryState.SKIPPED:
            person = find(tx, row.person)
            place = _place(services, person, at) if person else ""
            held.append((row.person, HeldBack(place, row.kind, row.reason)))
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
