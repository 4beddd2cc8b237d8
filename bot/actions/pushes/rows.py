"""The rows of a push: planned before the first is sent, withdrawn, and counted.

Work is done page by page and records how far it has come, so that after a crash it continues at the
next tick of the loop.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.delivery.corrections import take_back
from bot.actions.delivery.plan_row import plan_row
from bot.actions.learning.lessons import progress_of
from bot.actions.people.places import page
from bot.actions.people.records import find
from bot.actions.people.rights import may, reaches
from bot.actions.pushes.audience import page as audience_page
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts, pseudonym, record
from bot.actions.shared.batches import PLAN_PAGE, readable
from bot.actions.shared.delivery_rows import deliveries_among
from bot.core import documents
from bot.core.actor import BOT, Actor
from bot.core.delivery.deliveries import Delivery, PlannedCard
from bot.core.delivery.kinds import Kind
from bot.core.delivery.states import Reason
from bot.core.learning.events import LessonPassed
from bot.core.moments import moment, parse_moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, Target
from bot.core.pushes.push import AGAIN, TAKEN_BACK, Push, PushState
from bot.core.pushes.views import MessageDetails, PushDetails
from bot.core.values import replace
from bot.ports import Doc, Tx
from bot.services import DueCard, Services

KIND: Final = "push"
BROADCAST: Final = "broadcast"  # an operator's lesson
MESSAGE: Final = "message"  # an operator's message
_UNDER_WAY: Final = (PushState.PLANNING, PushState.UNDOING, PushState.WITHDRAWING)


def load(tx: Tx, id: str) -> Push | None:
    return tx.get(documents.PUSHES, id, Push) if id else None


def save(tx: Tx, push: Push) -> None:
    tx.put(documents.PUSHES, push.id, push)


def record_push(
    services: Services,
    tx: Tx,
    actor: Actor,
    act: Act,
    before: Push,
    after: Push,
    at: datetime,
    facts: Facts | None = None,
) -> None:
    """Record a step of a push in the audit: its state before and after, and `facts` after it."""
    was, now = {"state": before.state}, {"state": after.state, **(facts or {})}
    record(services, tx, actor, act, at, about=after.id, before=was, after=now)


def states_of(tx: Tx, id: str) -> dict[str, int]:
    """The push's rows by state: "waiting", "sent", "uncertain", "failed", "blocked", "skipped"."""
    prefix = f"push|{id}|"
    return {name.removeprefix(prefix): n for name, n in tx.counts(prefix).items()}


async def advance(services: Services, id: str, at: datetime, pages: int = 1_000_000) -> Push | None:
    """Continue unfinished work: planning rows, or withdrawing them. Returns the push when it is
    done, or after this many pages."""
    push: Push | None = None
    for _ in range(pages):
        push = await services.store.run(_step(services, id, at))
        if push is None or push.state not in _UNDER_WAY:
            break
    return push


def is_any_in(tx: Tx, *states: PushState) -> bool:
    """Whether there is a push in one of these states, readable or not."""
    return any(tx.find(documents.PUSHES, state=each, limit=1) for each in states)


async def in_state(services: Services, state: PushState) -> AsyncIterator[Push]:
    """Every push in this state that can be read."""
    after, full = "", True
    while full:
        find = partial(_find, state=state, after=after)
        rows = await services.store.run(find)
        for _, push in readable(rows, Push):
            yield push
        after, full = rows[-1][0] if rows else "", len(rows) == PLAN_PAGE


def _find(tx: Tx, state: PushState, after: str) -> list[tuple[str, Doc]]:
    return tx.find(documents.PUSHES, state=state, after=after, limit=PLAN_PAGE)


def _step(services: Services, id: str, at: datetime) -> Callable[[Tx], Push | None]:
    def change(tx: Tx) -> Push | None:
        push = load(tx, id)
        if push is None:
            return None
        if push.state == PushState.PLANNING:
            push = _plan_page(services, tx, push, at)
        elif push.state in _UNDER_WAY:
            push = _back_page(services, tx, push, at)
        else:
            return push
        save(tx, push)
        return push

    return change


def _plan_page(services: Services, tx: Tx, push: Push, at: datetime) -> Push:
    """Plan rows for the next page of recipients. The scope is checked again: a champion who has
    lost the role or the place, or has left, reaches nobody else."""
    if push.audience is not None:
        found, after = audience_page(services, tx, push.audience, push.after, at)
        return _planned(services, tx, push, found, after)
    champion = find(tx, push.by)
    allowed = champion and (push.is_named or may_push(services, tx, champion, push.place, at))
    if champion is None or not allowed:
        stopped = replace(push, state=PushState.WITHDRAWING, after="", keys=())
        record_push(services, tx, BOT, Act.PUSH_STOPPED, push, stopped, at)
        return stopped
    if push.is_named:
        named = [person for key in push.keys if (person := find(tx, key))]
        found, after = [each for each in named if reaches(services, tx, champion, each, at)], ""
    else:
        found, after = page(services, tx, champion.tenant, push.place, push.after, PLAN_PAGE, at)
    return _planned(services, tx, push, found, after)


def may_push(services: Services, tx: Tx, champion: Person, place: str, at: datetime) -> bool:
    """Whether they may push to everybody of their tenant in this place."""
    return may(services, tx, champion, Right.LEAD, Target(champion.tenant, place), at)


def _planned(services: Services, tx: Tx, push: Push, found: list[Person], after: str) -> Push:
    new = sum(_plan_row(services, tx, push, each) for each in found if each.key != push.by)
    push = replace(push, asked=push.asked + new, after=after)
    return push if after else replace(push, state=PushState.SENDING, keys=(), after="")


def _plan_row(services: Services, tx: Tx, push: Push, person: Person) -> bool:
    confirmed = parse_moment(push.confirmed)
    due = parse_moment(push.due)
    subject = push.lesson or push.id
    card = PlannedCard(person.key, kind_of(push), subject, due, slot=push.id, push=push.id)
    return plan_row(services, tx, card, confirmed)


def kind_of(push: Push) -> str:
    """The kind of its cards."""
    if push.audience is None:
        return KIND
    return BROADCAST if push.lesson else MESSAGE


def _back_page(services: Services, tx: Tx, push: Push, at: datetime) -> Push:
    rows = tx.find(documents.DELIVERIES, push=push.id, after=push.after, limit=PLAN_PAGE)
    undoing = push.state == PushState.UNDOING
    reason = Reason.UNDONE if undoing else Reason.WITHDRAWN
    for key, row in deliveries_among(rows):
        take_back(services, tx, key, row, reason, at)
    if len(rows) == PLAN_PAGE:
        return replace(push, after=rows[-1][0])
    if undoing:
        return replace(push, state=PushState.UNDONE, after="")
    under_way = states_of(tx, push.id).get("waiting", 0)
    # A card that is being sent right now is withdrawn in a later round, once it has been sent.
    return replace(
        push, state=PushState.WITHDRAWING if under_way else PushState.WITHDRAWN, after=""
    )


def skip_reason(services: Services, tx: Tx, due: DueCard) -> Reason:
    """Why this card of a push need not go any more."""
    row = due.row
    if row.push is None:
        return Reason.NONE
    push = load(tx, row.push)
    if push is None or push.state in TAKEN_BACK:
        return Reason.WITHDRAWN
    if push.state == PushState.PLANNING:
        return Reason.HALF_PLANNED
    if push.audience is not None:  # who wants no recommendations means those of champions
        return _unneeded(services, tx, due) if push.lesson else Reason.NONE
    return Reason.NO_PUSH if due.person.no_push else _unneeded(services, tx, due)


def _unneeded(services: Services, tx: Tx, due: DueCard) -> Reason:
    lesson = services.library.lesson(due.row.subject)
    if lesson is None:
        return Reason.CONTENT_GONE
    if progress_of(tx, due.person.key, lesson.course).track(lesson.id).passed:
        return Reason.DONE
    return Reason.HAD_IT if _had_lately(tx, due.row, due.at) else Reason.NONE


def enriched(_: Services, tx: Tx, due: DueCard) -> PushDetails:
    push = load(tx, due.row.push or "")
    champion = find(tx, push.by) if push and push.by else None
    if push is None or champion is None:
        return PushDetails()
    return PushDetails(champion.name, push.words)


def message_enriched(_: Services, tx: Tx, due: DueCard) -> MessageDetails:
    push = load(tx, due.row.push or "")
    return MessageDetails(push.texts, push.link) if push else MessageDetails()


def push_read(row: Delivery) -> tuple[tuple[str, str], ...]:
    return ((documents.PUSHES, row.push),) if row.push else ()


def lesson_passed(services: Services, tx: Tx, event: LessonPassed) -> None:
    """Count it for the champions who had pushed the lesson to a group that is large enough."""
    rows = tx.find(documents.DELIVERIES, person=event.person, subject=event.lesson, limit=100)
    pushes = {row.push or "" for _, row in deliveries_among(rows) if row.is_out}
    for push in (load(tx, each) for each in sorted(pushes)):
        if push and push.by and push.audience is None and not push.small:
            tx.add(f"passed_after|{pseudonym(services, push.by)}")


def _had_lately(tx: Tx, row: Delivery, at: datetime) -> bool:
    oldest = moment(at - AGAIN)
    rows = tx.find(documents.DELIVERIES, person=row.person, subject=row.subject, limit=100)
    return any(
        each.kind in (KIND, BROADCAST, Kind.LESSON) and each.is_out and each.sent_at > oldest
        for _, each in deliveries_among(rows)
    )
