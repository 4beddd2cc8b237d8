"""Operators' approval of pushes to many people: who is asked, and what their answer does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.delivery.plan_row import plan_row
from bot.actions.people.places import size_of
from bot.actions.people.records import find
from bot.actions.people.rights import may, operators_of
from bot.actions.pushes.rows import in_state, load, record_push, save
from bot.actions.pushes.views import forged
from bot.actions.shared.acts import Act
from bot.core.actor import Actor
from bot.core.delivery.deliveries import PlannedCard
from bot.core.delivery.states import Reason
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, Target, standing_of, target_of
from bot.core.pushes.push import QUESTION_LASTS, UNDO, Push, PushState
from bot.core.pushes.views import ApprovalDetails
from bot.core.values import replace
from bot.ports import Tx
from bot.services import DueCard, Services

KIND: Final = "approval"


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """A question to an operator. `champion` is the champion's name, "" if they are gone. `state` is
    "asking" until it is answered, then "yes", "no" or "gone"."""

    person: Person
    push: Push | None
    champion: str
    state: str


_ANSWERS: Final[Mapping[PushState, str]] = {
    PushState.ASKING: "asking",
    PushState.REFUSING: "no",
    PushState.REFUSED: "no",
    **dict.fromkeys((PushState.UNDOING, PushState.UNDONE, PushState.DRAFT), "gone"),
    **dict.fromkeys((PushState.LAPSING, PushState.LAPSED), "gone"),
}


def needs_yes(services: Services, tx: Tx, champion: Person, push: Push, at: datetime) -> bool:
    """Whether an operator has to agree, by the current count, whatever the preview said. Operators'
    own pushes need no approval."""
    if standing_of(champion, at).holds(Right.OPERATE):
        return False
    everybody = size_of(services, tx, champion.tenant, push.place, at)
    size = len(push.keys) if push.is_named else everybody
    return size > services.push_approval


def ask_operators(services: Services, tx: Tx, push: Push, champion: Person, at: datetime) -> int:
    """Plan a card for each operator of everybody whom it is for. Returns how many there are."""
    first, *more = _about(tx, push)
    asked = 0
    for operator in operators_of(services, tx, first, at):
        if operator.key != champion.key and _decides(services, tx, operator, more, at):
            plan_row(services, tx, PlannedCard(operator.key, KIND, push.id, at), at)
            asked += 1
    return asked


def skip_reason(_: Services, tx: Tx, due: DueCard) -> Reason:
    """Why an operator is not to be asked any more, or ""."""
    asked = load(tx, due.row.subject)
    return Reason.NONE if asked and asked.state == PushState.ASKING else Reason.DONE


def enriched(_: Services, tx: Tx, due: DueCard) -> ApprovalDetails | None:
    """None where there is nothing to ask any more."""
    push = load(tx, due.row.subject)
    champion = find(tx, push.by) if push and push.by else None
    if push is None or champion is None:
        return None
    return ApprovalDetails(push, champion.name)


async def look(services: Services, key: str, id: str, at: datetime) -> ApprovalRequest | None:
    """The question to this operator; None for an unknown person."""

    def change(tx: Tx) -> ApprovalRequest | None:
        person = find(tx, key)
        push = load(tx, id)
        if person is None:
            return None
        may_see = push is not None and _decides(services, tx, person, _about(tx, push), at)
        return _asked(tx, person, push if may_see else None)

    return await services.store.run(change)


async def decide(
    services: Services, actor: Actor, id: str, yes: bool, at: datetime
) -> ApprovalRequest | None:
    """An operator's answer: only the first one by an operator of the place counts."""

    def change(tx: Tx) -> ApprovalRequest | None:
        person, push = find(tx, actor.person), load(tx, id)
        if person is None:
            return None
        if not _decides(services, tx, person, _about(tx, push) if push else (), at):
            forged(services, tx, actor, Act.PUSH_REFUSED_APPROVAL, at)
            return _asked(tx, person, None)
        if push is None or push.state != PushState.ASKING:
            return _asked(tx, person, push)
        act, after = Act.PUSH_DENIED, replace(push, state=PushState.REFUSING, keys=())
        if yes and find(tx, push.by):
            act = Act.PUSH_APPROVED
            after = replace(push, state=PushState.PLANNING, asked=0, due=_due(push, at))
        save(tx, after)
        record_push(services, tx, actor, act, push, after, at)
        return _asked(tx, person, after)

    return await services.store.run(change)


async def lapse(services: Services, actor: Actor, at: datetime) -> int:
    """Let questions lapse that no operator has answered within a week, so that the champions are
    told. Returns how many."""
    oldest = moment(at - QUESTION_LASTS)
    old = [e.id async for e in in_state(services, PushState.ASKING) if e.confirmed < oldest]
    lapsing = partial(_lapsing, services, actor=actor, at=at)
    return sum([await services.store.run(partial(lapsing, id=id)) for id in old])


def _lapsing(services: Services, tx: Tx, *, actor: Actor, id: str, at: datetime) -> bool:
    push = load(tx, id)
    if push is None or push.state != PushState.ASKING:
        return False
    after = replace(push, state=PushState.LAPSING, keys=())
    save(tx, after)
    record_push(services, tx, actor, Act.PUSH_LAPSED, push, after, at)
    return True


def _due(push: Push, at: datetime) -> str:
    """The chosen moment, or three minutes from now if that is later."""
    return max(push.due, moment(at + UNDO))


def _asked(tx: Tx, person: Person, push: Push | None) -> ApprovalRequest:
    if push is None:
        return ApprovalRequest(person, None, "", "gone")
    champion = find(tx, push.by) if push.by else None
    name = champion.name if champion else ""
    return ApprovalRequest(person, push, name, _ANSWERS.get(push.state, "yes"))


def _about(tx: Tx, push: Push) -> tuple[Target, ...]:
    """Whom it is for: everybody of its champion's tenant in a place, or people by name. Once they
    are no longer known, the champion stands for them."""
    named = (find(tx, each) for each in push.keys or (push.by,))
    people = tuple(target_of(each) for each in named if each)
    if push.is_named and people:
        return people
    return (Target(push.by.partition(":")[0], push.place),)


def _decides(
    services: Services, tx: Tx, person: Person, about: Iterable[Target], at: datetime
) -> bool:
    """Whether an operator decides about all of these. Of none, any operator: it is long gone."""
    if not standing_of(person, at).holds(Right.OPERATE):
        return False
    return all(may(services, tx, person, Right.OPERATE, each, at) for each in about)
