"""Champions' pushes in the loop: rows planned before anything is sent, cards kept up to date."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from bot import drawing
from bot.actions.figures import snapshots
from bot.actions.people import records as person_records
from bot.actions.pushes import approval as push_approval
from bot.actions.pushes import rows as push_rows
from bot.actions.pushes import views as push_views
from bot.actions.shared.batches import READ_PAGE, readable
from bot.core import documents
from bot.core.actor import BOT
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.people.roles import Role
from bot.core.pushes import push as pushing
from bot.core.pushes.push import Push, PushState, waiting_of
from bot.core.send_outcome import Ended
from bot.core.values import replace
from bot.drawing.pushes import progress
from bot.engine.daily import Daily
from bot.engine.throttle import SLICE, Throttle
from bot.errors import UNREADABLE
from bot.ports import Doc, Tx
from bot.services import Services

log = structlog.get_logger(__name__)
EVERY: Final = timedelta(seconds=30)  # a champion's card is drawn anew no oftener than this
_HALF_DONE: Final = (PushState.PLANNING, PushState.UNDOING)
_FOLLOWED: Final = (PushState.SENDING, PushState.REFUSING, PushState.LAPSING)
_TOLD: Final = {  # nobody is to be told any more
    PushState.REFUSING: PushState.REFUSED,
    PushState.LAPSING: PushState.LAPSED,
}


class Pushes:
    """Run it before sending: a push is planned whole before its first card goes."""

    def __init__(self, services: Services, throttle: Throttle) -> None:
        self._services = services
        self._throttle = throttle
        # How often this process looks: two that look twice as often draw the same card twice.
        self._looked: datetime | None = None
        self._daily = Daily(services, "pushes")
        self.tally: Counter[str] = Counter()

    def has_work(self, tx: Tx, at: datetime) -> bool:
        """Something is half done; or it is time to look, and there is something to follow."""
        return (
            self._daily.is_due(at)
            or push_rows.is_any_in(tx, *_HALF_DONE)
            or (self._is_time(at) and push_rows.is_any_in(tx, PushState.WITHDRAWING, *_FOLLOWED))
        )

    def _is_time(self, at: datetime) -> bool:
        return self._looked is None or abs(at - self._looked) >= EVERY

    async def run(self, at: datetime) -> None:
        """Finish what is half planned or half taken back; follow the others now and then."""
        for state in _HALF_DONE:
            await self._advance(state, at)
        if self._is_time(at):
            self._looked = at
            await self._advance(PushState.WITHDRAWING, at, pages=200)
            for state in _FOLLOWED:
                await self._follow(state, at)
        await self._daily.run(at, partial(self._once_a_day, at))

    async def _once_a_day(self, at: datetime) -> None:
        self.tally["questions_lapsed"] += await push_approval.lapse(self._services, BOT, at)
        await self._snapshots(at)

    async def _advance(self, state: PushState, at: datetime, pages: int = 1_000_000) -> None:
        async for each in push_rows.in_state(self._services, state):
            with self._guarded(each):
                push = await push_rows.advance(self._services, each.id, at, pages)
                if push and push.state != state:
                    await self._tell(push, at)

    async def _follow(self, state: PushState, at: datetime) -> None:
        """For `SLICE` seconds: what shows the newest already takes none of it at the next look."""
        time = asyncio.get_running_loop().time
        ends = time() + SLICE
        async for each in push_rows.in_state(self._services, state):
            with self._guarded(each):
                await self._tell(each, at)
            if time() >= ends:
                return

    @contextmanager
    def _guarded(self, push: Push) -> Iterator[None]:
        """A push that can't be read stops no other, and none of its cards goes out."""
        try:
            yield
        except UNREADABLE as error:
            log.error("push_broken", push=push.id, error=type(error).__name__)
            self.tally["broken"] += 1

    async def _tell(self, push: Push, at: datetime) -> None:
        """The champion's card, where what it shows has changed."""
        services = self._services

        def look(tx: Tx) -> tuple[Person | None, push_views.PushView | None]:
            person = person_records.find(tx, push.by) if push.by else None
            view = push_views.view_of(services, tx, person, push) if person else None
            ended = _ended(tx, push)
            if ended != push:
                push_rows.save(tx, ended)
            return person, replace(view, push=ended) if view else None

        person, view = await services.store.run(look)
        shown = view and view.push.card not in ("", pushing.COMING)
        if person and view and shown and person.conversation:
            await self._update(person, view, at)

    async def _update(self, person: Person, view: push_views.PushView, at: datetime) -> None:
        push, sent = view.push, push_views.sent_shown(self._services, view)
        told = f"{pushing.shown_state(push, sent)}|{sent}|{push.may_be_undone(at)}"
        if told == push.told:
            return
        if await self._throttle.turn(person.tenant, person.key):
            return
        card = progress(self._services, person, push, view.preview, sent, at)
        message = drawing.message(self._services, person, card)
        outcome = await self._services.messenger.update(person.address, push.card, message)
        self.tally[str(outcome.ended)] += 1
        if outcome.ended is Ended.THROTTLED:
            self._throttle.stop(person.tenant, outcome.wait or 30.0)
            return

        def keep(tx: Tx) -> None:
            now = push_rows.load(tx, push.id)
            if now:
                push_rows.save(tx, replace(now, told=told, told_at=moment(at)))

        await self._services.store.run(keep)

    async def _snapshots(self, at: datetime) -> None:
        """The day's figures of every champion's places, so that next week can be compared."""
        for tenant, place in await self._scopes(at):
            await snapshots.of_day(self._services, tenant, place, at)

    async def _scopes(self, at: datetime) -> list[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        after = ""
        while True:
            page = await self._services.store.run(_champions(after))
            for _, person in readable(page, Person):
                leads = standing_of(person, at).holds(Right.LEAD)
                found |= {(person.tenant, each) for each in person.scope if leads}
            if len(page) < READ_PAGE:
                return sorted(found)
            after = page[-1][0]


def _ended(tx: Tx, push: Push) -> Push:
    """The push in its last state, once there is nothing left to do for it."""
    if push.state in _TOLD:
        return replace(push, state=_TOLD[push.state])
    if push.state == PushState.SENDING and not waiting_of(push_rows.states_of(tx, push.id)):
        return replace(push, state=PushState.DONE)
    return push


def _champions(after: str) -> Callable[[Tx], list[tuple[str, Doc]]]:
    return lambda tx: tx.find(documents.PEOPLE, role=Role.CHAMPION, after=after, limit=READ_PAGE)
