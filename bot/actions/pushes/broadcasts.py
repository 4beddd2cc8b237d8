"""An operator sends a short message or a lesson to many: preview, confirm, follow, take back.

It is a push (`bot.core.pushes.push`) by the organisation, with an audience instead of a place: its
rows are planned before the first is sent, in the same budget, and taken back in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final

from bot.actions.delivery.hold import held
from bot.actions.people.places import date_of, places_at
from bot.actions.people.rights import require, standing
from bot.actions.pushes import rows as push_rows
from bot.actions.pushes.audience import counted, gives_away
from bot.actions.pushes.rows import load, record_push, save, states_of
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import Facts
from bot.core import documents
from bot.core.actor import Actor
from bot.core.delivery.deliveries import delivery_key
from bot.core.languages import LANGUAGES
from bot.core.moments import moment
from bot.core.people.hours import moment_of, zone_of
from bot.core.people.reach import Right, Target, may
from bot.core.pushes import broadcast
from bot.core.pushes.broadcast import EVERYONE, ORGANISATION, Audience, Cell, Counted
from bot.core.pushes.push import FARTHEST, MORNING, UNDO, Push, PushState
from bot.core.small_parts import UNKNOWN
from bot.core.values import from_doc, replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

MOST: Final = 50  # broadcasts in a list
_ID: Final = 12  # characters: short enough to be typed
_NOBODY: Final = (
    "There is nobody now. Write a unit as the roster has it, and where several have the name, with"
    " the municipality that it was in."
)
_ACTION: Final = "send to these people"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an operator wants to send, not checked. `texts` are by language; either they or `lesson`
    (an id) are given, not both. `when` is "now" or an ISO date. With `key`, the same wish twice is
    one broadcast."""

    audience: Audience = EVERYONE
    texts: Mapping[str, str] = field(default_factory=dict)
    lesson: str = ""
    link: str = ""
    when: str = "now"
    key: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastView:
    """A broadcast as operators see it. Figures of an audience of fewer than `minimum` people, or
    that would say something of so few, are None, and their dicts empty. `places` are people by
    municipality (number; `TOGETHER` for those with too few), of a preview alone, as is `cells`.
    `states` counts its rows, in steps where few are in one state, which is None. With `left_out`,
    few people of municipalities with too few get it too: they are not in the preview's figures, and
    its rows are told in steps as well."""

    push: Push
    minimum: int
    people: int | None
    places: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[Cell, int | None] = field(default_factory=dict)
    states: Mapping[str, int | None] = field(default_factory=dict)
    held: bool = False
    undo: bool = False
    withdraw: bool = False
    left_out: bool = False


async def draft(services: Services, actor: Actor, wish: Wish, at: datetime) -> BroadcastView:
    """Keep what is to be sent for a day, and return the preview. Nothing is sent.

    Raises `Refused` with a sentence for what can't be sent, and `NotAllowed` for a person who is
    not an operator of all these places.
    """
    wish = replace(wish, texts={each: broadcast.clean(text) for each, text in wish.texts.items()})
    if why := _fault(services, wish, at):
        raise Refused(why=why)
    wish = await services.store.run(lambda tx: _allowed(services, tx, actor, wish, at))
    found = await counted(services, wish.audience, at)
    if wish.audience.places and wish.audience.behind is None and not found.people:
        raise Refused(why=_NOBODY)
    hidden = await gives_away(services, wish.audience, at)
    told = found.told(_everywhere(services, at), services.min_group_size)
    hidden = hidden or (found.people > 0 and not told.people)
    kept = partial(_keep, services, actor=actor, wish=wish, hidden=hidden, few=told.left_out)
    push = await services.store.run(lambda tx: kept(tx, people=found.people, at=at))
    return await _viewed(services, push, at, found)


async def confirm(services: Services, actor: Actor, id: str, at: datetime) -> BroadcastView | None:
    """Send what was previewed; nothing goes within `UNDO`. Repeated, it changes nothing. None if
    there is no such broadcast: previews are kept for a day. Raises `NotAllowed` as `draft`."""

    def change(push: Push, tx: Tx) -> Push:
        if push.state != PushState.DRAFT:
            return push
        due = moment(max(_due(push.when, at) or at, at + UNDO))
        sure = replace(push, state=PushState.PLANNING, confirmed=moment(at), due=due, asked=0)
        save(tx, sure)
        shown = push.asked >= services.min_group_size and not (push.hidden or push.few)
        facts: Facts = {"lesson": push.lesson} | ({"asked": push.asked} if shown else {})
        record_push(services, tx, actor, Act.BROADCAST_CONFIRMED, push, sure, at, facts)
        return sure

    return await _changed(services, actor, id, at, change)


async def take_back(
    services: Services, actor: Actor, id: str, at: datetime
) -> BroadcastView | None:
    """Undo it, before the first card has gone; or withdraw it: what waits is skipped, and cards
    that are out are replaced by a line. Repeated, it changes nothing. None and raises as
    `confirm`."""

    def change(push: Push, tx: Tx) -> Push:
        undone = push.may_be_undone(at)
        if not (undone or push.may_be_withdrawn(at)):
            return push
        state = PushState.UNDOING if undone else PushState.WITHDRAWING
        after = replace(push, state=state, after="")
        save(tx, after)
        act = Act.BROADCAST_UNDONE if undone else Act.BROADCAST_WITHDRAWN
        record_push(services, tx, actor, act, push, after, at)
        return after

    return await _changed(services, actor, id, at, change)


async def look(services: Services, actor: Actor, id: str, at: datetime) -> BroadcastView | None:
    """How it is going; of a draft, the preview as it is now. None and raises as `confirm`."""

    def found_by(tx: Tx) -> Push | None:
        push = _own(tx, id)
        if push:
            require(services, tx, actor, _ACTION, at, *_targets(push))
        return push

    push = await services.store.run(found_by)
    if push is None:
        return None
    draft = push.state == PushState.DRAFT
    found = await counted(services, push.audience or EVERYONE, at) if draft else None
    return await _viewed(services, push, at, found)


async def latest(services: Services, actor: Actor, at: datetime) -> list[BroadcastView]:
    """The newest first, previews left out, and those to people whom the actor does not operate."""

    def change(tx: Tx) -> list[Push]:
        who, places = standing(services, tx, actor, at), places_at(services, tx, at)
        rows = tx.find(documents.PUSHES, by=ORGANISATION, limit=1000)
        pushes = (from_doc(Push, doc) for _, doc in rows)
        sent = [
            push
            for push in pushes
            if push.confirmed
            and all(may(who, Right.OPERATE, each, places) for each in _targets(push))
        ]
        return sorted(sent, key=lambda each: each.confirmed, reverse=True)[:MOST]

    pushes = await services.store.run(change)
    return [await _viewed(services, each, at, None) for each in pushes]


async def _changed(
    services: Services, actor: Actor, id: str, at: datetime, change: Callable[[Push, Tx], Push]
) -> BroadcastView | None:
    def checked(tx: Tx) -> Push | None:
        push = _own(tx, id)
        if push is None:
            return None
        require(services, tx, actor, _ACTION, at, *_targets(push))
        return change(push, tx)

    push = await services.store.run(checked)
    if push is None:
        return None
    await push_rows.advance(services, id, at, pages=1)
    current = await services.store.run(lambda tx: _own(tx, id))
    return await _viewed(services, current or push, at, None)


def _allowed(services: Services, tx: Tx, actor: Actor, wish: Wish, at: datetime) -> Wish:
    """The wish, for people of the actor's own tenant where they have one. Raises `NotAllowed`."""
    tenant = standing(services, tx, actor, at).tenant or ""
    wish = replace(wish, audience=replace(wish.audience, tenant=tenant))
    require(services, tx, actor, _ACTION, at, *wish.audience.targets)
    return wish


def _targets(push: Push) -> tuple[Target, ...]:
    return (push.audience or EVERYONE).targets


def _own(tx: Tx, id: str) -> Push | None:
    push = load(tx, id)
    return push if push and push.audience is not None else None


def _keep(
    services: Services,
    tx: Tx,
    *,
    actor: Actor,
    wish: Wish,
    people: int,
    hidden: bool,
    few: bool,
    at: datetime,
) -> Push:
    """The draft of this wish. Raises `Refused` for another wish under a key that was used."""
    tx.add("broadcasts|drafted")
    number = tx.count("broadcasts|drafted")
    once = wish.key or f"{moment(at)}/{number}"
    id = delivery_key(services.secret, f"{actor.kind}:{actor.name}", ORGANISATION, wish.key, once)[
        :_ID
    ]
    push = Push(
        id,
        ORGANISATION,
        wish.lesson,
        when=wish.when,
        created=moment(at),
        asked=people,
        audience=wish.audience,
        texts=dict(wish.texts),
        link=wish.link,
        hidden=hidden,
        few=few,
    )
    known = _own(tx, id)
    if known is None:
        save(tx, push)
        return push
    if _content(known) != _content(push):
        raise Refused(why="Something else was sent under that key.")
    return known


def _content(push: Push) -> tuple[object, ...]:
    texts = json.dumps(push.texts, sort_keys=True)
    return push.audience, texts, push.lesson, push.link, push.when


def _fault(services: Services, wish: Wish, at: datetime) -> str:
    """Why this can't be sent, as a sentence; "" if it can."""
    if bool(wish.lesson) == bool(wish.texts):
        return "Send a text or a lesson: one of them."
    if wish.lesson and services.library.lesson(wish.lesson) is None:
        return "There is no lesson with that id."
    if wish.texts.keys() - set(LANGUAGES):
        return f"Texts are in {', '.join(LANGUAGES)}."
    faults = [broadcast.fault(text) for text in wish.texts.values()]
    faults += [broadcast.link_fault(wish.link), _audience_fault(services, wish.audience)]
    if _due(wish.when, at) is None:
        faults.append(f"when is now, or a date within {FARTHEST.days} days.")
    return next(filter(None, faults), "")


def _audience_fault(services: Services, audience: Audience) -> str:
    for place in audience.places:
        if services.municipalities.by_number(place.partition("/")[0]) is None:
            return f"There is no municipality {place.partition('/')[0]}."
    if audience.plan and audience.plan not in {each.id for each in services.plans}:
        return "There is no plan with that id."
    if audience.course and audience.course not in services.library.courses:
        return "There is no course with that id."
    if bool(audience.course) != (audience.behind is not None):
        return "Name a course, and whether it is for those who have not started or not finished it."
    return ""


def _due(when: str, at: datetime) -> datetime | None:
    """The moment from which it goes; None for no such moment."""
    if when == "now":
        return at + UNDO
    zone = zone_of("")
    today = at.astimezone(zone).date()
    try:
        day = date.fromisoformat(when)
    except ValueError:
        return None
    return moment_of(day, MORNING, zone) if today <= day <= today + FARTHEST else None


async def _viewed(
    services: Services, push: Push, at: datetime, found: Counted | None
) -> BroadcastView:
    minimum = services.min_group_size
    people = found.people if found else push.asked
    states, paused = await services.store.run(lambda tx: (states_of(tx, push.id), held(tx)))
    view = BroadcastView(
        push,
        minimum,
        None,
        held=paused,
        undo=push.may_be_undone(at),
        withdraw=push.may_be_withdrawn(at),
        left_out=push.few,
    )
    if push.hidden or 0 < people < minimum:
        return view
    if found is None:
        return _of_rows(view, people, states)
    told = found.told(_everywhere(services, at), minimum)
    if people and not told.people:
        return view
    places = dict(sorted(told.places.items()))
    return replace(view, people=told.people, places=places, cells=told.cells)


def _of_rows(view: BroadcastView, people: int, states: Mapping[str, int]) -> BroadcastView:
    """In steps where few are in one state, since it may be by their choice, as the preview hides
    them; the people too where a few of few are among them: two broadcasts might be compared."""
    step, few = view.minimum, view.push.few
    if not (few or any(0 < n < step for n in states.values())):
        return replace(view, people=people, states=states)
    rough = {state: n // step * step or None for state, n in states.items()}
    return replace(view, people=people // step * step if few else people, states=rough)


def _everywhere(services: Services, at: datetime) -> tuple[str, ...]:
    return (UNKNOWN, *(number for number, _ in services.choices(date_of(at))))
