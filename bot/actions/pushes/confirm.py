"""A champion's push from the confirmation on. Whatever a card says is checked again.

A draft is kept under its id, and cards carry only that, so that nothing can be changed between the
preview and the confirmation. Somebody else's id is of no use.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.actions.people.places import calendar_of
from bot.actions.people.records import find
from bot.actions.pushes import rows as push_rows
from bot.actions.pushes.approval import ask_operators, needs_yes
from bot.actions.pushes.draft import previewed
from bot.actions.pushes.rows import load, may_push, record_push, save
from bot.actions.pushes.views import (
    PushOutcome,
    PushProblem,
    PushRefusal,
    PushView,
    lessons_of,
    mine,
    view_of,
)
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts
from bot.core import documents
from bot.core.actor import Actor
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.pushes import push as pushing
from bot.core.pushes.push import Push, PushState
from bot.core.turn import Address, Message
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services

_AT_ONCE: Final = 8  # pages before the reply; the loop does the rest


async def confirm(
    services: Services, actor: Actor, id: str, card: str, at: datetime
) -> PushOutcome:
    """Confirm the push. If that is repeated, it returns the progress. `card` is the message that
    shows it."""
    outcome = await services.store.run(lambda tx: _confirm(services, tx, actor, id, card, at))
    if isinstance(outcome, PushView) and outcome.push.state == PushState.PLANNING:
        # A small push is planned at once; the loop plans the rest before anything is due.
        await push_rows.advance(services, id, at, pages=_AT_ONCE)
        return await look(services, actor, id, at)
    return outcome


async def look(services: Services, actor: Actor, id: str, at: datetime) -> PushOutcome:
    """The progress, or the draft's preview. Changes nothing."""

    def change(tx: Tx) -> PushOutcome:
        return mine(
            services, tx, actor, id, at, lambda person, push: view_of(services, tx, person, push)
        )

    found = await services.store.run(change)
    if not isinstance(found, PushView) or found.push.state != PushState.DRAFT:
        return found
    if not standing_of(found.person, at).holds(Right.LEAD):
        return PushRefusal(found.person, "role")
    return await previewed(services, found, at)


async def undo(services: Services, actor: Actor, id: str, at: datetime) -> PushOutcome:
    """Cancel the push within three minutes, or before the chosen moment: nobody gets anything."""
    return await _back(services, actor, id, at, PushState.UNDOING)


async def withdraw(services: Services, actor: Actor, id: str, at: datetime) -> PushOutcome:
    """Withdraw the push later: waiting rows are skipped, and unanswered cards are replaced by a
    line."""
    return await _back(services, actor, id, at, PushState.WITHDRAWING)


async def follow(services: Services, key: str, id: str, shown: Message) -> None:
    """If it was confirmed in a dialog, send `shown` to the champion's own chat, once, where it is
    kept up to date."""

    def claim(tx: Tx) -> Address | None:
        push, person = load(tx, id), find(tx, key)
        if push is None or person is None or (push.by, push.card) != (key, ""):
            return None
        if push.state not in pushing.LIVE | {PushState.ASKING} or not person.conversation:
            return None
        save(tx, replace(push, card=pushing.COMING))
        return person.address

    to = await services.store.run(claim)
    if to is None:
        return
    outcome = await services.messenger.send(to, shown)

    def keep(tx: Tx) -> None:
        push = load(tx, id)
        if push and push.card == pushing.COMING:
            save(tx, replace(push, card=outcome.activity))

    await services.store.run(keep)


def _confirm(
    services: Services, tx: Tx, actor: Actor, id: str, card: str, at: datetime
) -> PushOutcome:
    def change(person: Person, push: Push) -> PushOutcome:
        if push.state != PushState.DRAFT:
            return view_of(services, tx, person, push)
        why = _refused(services, tx, person, push, at)
        due = pushing.due_at(push.when, person, at, calendar_of(services, push.place, at))
        if why or due is None:
            return PushRefusal(person, why or "gone")
        asking = needs_yes(services, tx, person, push, at)
        sure = replace(push, confirmed=moment(at), due=moment(due), card=card, asked=0)
        if asking:
            if not ask_operators(services, tx, push, person, at):
                return PushRefusal(person, "alone")
            sure = replace(sure, state=PushState.ASKING, asked=push.asked)
        else:
            sure = replace(sure, state=PushState.PLANNING)
        save(tx, sure)
        facts: Facts = {"lesson": push.lesson, "asked": push.asked}
        record_push(services, tx, actor, Act.PUSH_CONFIRMED, push, sure, at, facts)
        return view_of(services, tx, person, sure)

    return mine(services, tx, actor, id, at, change)


def _refused(
    services: Services, tx: Tx, person: Person, push: Push, at: datetime
) -> PushProblem | None:
    if not standing_of(person, at).holds(Right.LEAD):
        return "role"
    if push.lesson not in lessons_of(services):
        return "lesson"
    if not push.is_named and not may_push(services, tx, person, push.place, at):
        return "scope"
    if not push.asked:
        return "nobody"
    lately = (moment(at - pushing.WEEK), "")
    mine = tx.since(documents.PUSHES, "confirmed", by=person.key, after=lately)
    full = pushing.over_quota((from_doc(Push, doc).confirmed for _, doc in mine), at)
    return "day" if full == "day" else "week" if full else None


async def _back(services: Services, actor: Actor, id: str, at: datetime, state: str) -> PushOutcome:
    def change(tx: Tx) -> PushOutcome:
        def back(person: Person, push: Push) -> PushOutcome:
            undone = state == PushState.UNDOING
            may = push.may_be_undone(at) if undone else push.may_be_withdrawn(at)
            if not may:
                return view_of(services, tx, person, push)
            after = replace(push, state=state, after="", keys=())
            save(tx, after)
            act = Act.PUSH_UNDONE if undone else Act.PUSH_WITHDRAWN
            record_push(services, tx, actor, act, push, after, at)
            return view_of(services, tx, person, after)

        return mine(services, tx, actor, id, at, back)

    outcome = await services.store.run(change)
    if isinstance(outcome, PushView):
        await push_rows.advance(services, id, at, pages=_AT_ONCE)
        return await look(services, actor, id, at)
    return outcome
