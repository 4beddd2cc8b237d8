"""A champion's draft of a push: kept under its id, and previewed in counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.actions.figures import snapshots
from bot.actions.people.places import calendar_of, place_by_id, places_at, places_of
from bot.actions.people.records import find
from bot.actions.people.rights import reaches
from bot.actions.pushes.approval import needs_yes
from bot.actions.pushes.rows import load, save
from bot.actions.pushes.views import (
    NAMED,
    PushChoice,
    PushForm,
    PushOutcome,
    PushRefusal,
    PushView,
    forged,
    lessons_of,
    mine,
    view_of,
)
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import Actor
from bot.core.delivery.deliveries import delivery_key
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.pushes import push as pushing
from bot.core.pushes.push import MOST_NAMED, Push, PushPreview, PushState
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services

MOST_DRAFTS: Final = 20


async def begin(services: Services, key: str, at: datetime) -> PushOutcome:
    """What the champion may choose from."""

    def change(tx: Tx) -> PushOutcome:
        person = find(tx, key)
        if person is None:
            return None
        if not standing_of(person, at).holds(Right.LEAD):
            return PushRefusal(person, "role")
        return _form(services, tx, person, at)

    return await services.store.run(change)


async def draft(services: Services, actor: Actor, wish: PushChoice, at: datetime) -> PushOutcome:
    """Keep the choices, and return the preview; or the question which people, for named people."""
    kept = await services.store.run(lambda tx: _draft(services, tx, actor, wish, at))
    return await previewed(services, kept, at)


async def name_people(
    services: Services, actor: Actor, id: str, entras: Sequence[str], at: datetime
) -> PushOutcome:
    """Choose people from the people picker, by Entra id. Those outside the scope and those unknown
    are dropped and counted together, so that it is not revealed which is which."""
    kept = await services.store.run(lambda tx: _named(services, tx, actor, id, entras, at))
    return await previewed(services, kept, at)


def _form(services: Services, tx: Tx, person: Person, at: datetime, problem: str = "") -> PushForm:
    return PushForm(
        person, tuple(places_of(services, tx, person, at)), lessons_of(services), problem
    )


def _draft(services: Services, tx: Tx, actor: Actor, wish: PushChoice, at: datetime) -> PushOutcome:
    key = actor.person
    person = find(tx, key)
    if person is None:
        return None
    if not standing_of(person, at).holds(Right.LEAD):
        forged(services, tx, actor, Act.PUSH_REFUSED_ROLE, at)
        return PushRefusal(person, "role")
    if wish.lesson not in lessons_of(services):
        return PushRefusal(person, "lesson")
    place = "" if wish.whom == NAMED else place_by_id(services, tx, person, wish.whom, at)
    if not place and wish.whom != NAMED:
        forged(services, tx, actor, Act.PUSH_REFUSED_SCOPE, at)
        return PushRefusal(person, "scope")
    if pushing.due_at(wish.when, person, at, calendar_of(services, place, at)) is None:
        return _form(services, tx, person, at, "when")
    _forget_drafts(tx, key)
    tx.add("pushes|drafted")
    number = tx.count("pushes|drafted")
    id = delivery_key(services.secret, key, "draft", wish.lesson, f"{moment(at)}/{number}")
    push = Push(
        id,
        key,
        wish.lesson,
        place,
        words=pushing.clean(wish.words),
        when=wish.when,
        created=moment(at),
    )
    save(tx, push)
    return PushView(person, push, PushPreview(0), problem="named" if push.is_named else "")


def _forget_drafts(tx: Tx, key: str) -> None:
    """Keep only the latest drafts of a champion."""
    rows = tx.find(documents.PUSHES, by=key, state=PushState.DRAFT, limit=1000)
    drafts = sorted((from_doc(Push, doc).created, id) for id, doc in rows)
    for _, id in drafts[: max(0, len(drafts) - MOST_DRAFTS + 1)]:
        tx.delete(documents.PUSHES, id)


def _named(
    services: Services, tx: Tx, actor: Actor, id: str, entras: Sequence[str], at: datetime
) -> PushOutcome:
    def change(person: Person, push: Push) -> PushOutcome:
        if push.state != PushState.DRAFT or not push.is_named:
            return view_of(services, tx, person, push)
        wanted = list(dict.fromkeys(each.strip().lower() for each in entras if each.strip()))
        keys = [f"{person.tenant}:{each}" for each in wanted[:MOST_NAMED]]
        known = [other for each in keys if (other := find(tx, each)) and other.key != person.key]
        inside = tuple(each.key for each in known if reaches(services, tx, person, each, at))
        push = replace(push, keys=inside, asked=len(inside), outside=len(wanted) - len(inside))
        save(tx, push)
        return PushView(
            person, push, PushPreview(0, outside=push.outside), problem="" if inside else "nobody"
        )

    return mine(services, tx, actor, id, at, change)


async def previewed(services: Services, found: PushOutcome, at: datetime) -> PushOutcome:
    """The draft with its counts, which are kept with it. For a place they are the day's figures."""
    if not isinstance(found, PushView) or found.problem:
        return found
    push, person = found.push, found.person
    if push.state != PushState.DRAFT:
        return found
    if push.is_named:
        told = PushPreview(len(push.keys), outside=push.outside)
    else:
        figures = await snapshots.of_day(services, person.tenant, push.place, at)
        itself = await services.store.run(
            lambda tx: places_at(services, tx, at).within(person.place, push.place)
        )
        asked = max(figures.people - itself, 0)
        told = pushing.preview(asked, figures, push.lesson, services.min_group_size)
    push = replace(push, asked=told.asked, small=told.small)

    def change(tx: Tx) -> PushView:
        current = load(tx, push.id)
        if current and current.state == PushState.DRAFT:
            save(tx, push)
        yes = needs_yes(services, tx, person, push, at)
        return PushView(person, push, told, needs_yes=yes)

    return await services.store.run(change)
