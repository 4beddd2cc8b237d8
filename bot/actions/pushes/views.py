"""What a champion may see of a push, and the check that it is theirs, for every step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from bot.actions.people.places import Place
from bot.actions.people.records import find
from bot.actions.pushes import rows as push_rows
from bot.actions.pushes.rows import load
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record_refusal
from bot.core.actor import Actor
from bot.core.figures.steps import at_least
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.pushes import push as pushing
from bot.core.pushes.push import Push, PushPreview, PushState
from bot.ports import Tx
from bot.services import Services

NAMED: Final = "named"
PushProblem = Literal["role", "forged", "lesson", "scope", "day", "week", "nobody", "alone", "gone"]


@dataclass(frozen=True, slots=True)
class PushRefusal:
    """Why nothing happened."""

    person: Person
    why: PushProblem


@dataclass(frozen=True, slots=True)
class PushForm:
    """What there is to choose from; `problem` is "when" or "" ."""

    person: Person
    places: tuple[Place, ...]
    lessons: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PushView:
    """A push as its champion may see it. `states` is empty if they may not be shown (see
    `bot.core.figures.steps.at_least`); `needs_yes` if an operator is asked first."""

    person: Person
    push: Push
    preview: PushPreview
    states: Mapping[str, int] = field(default_factory=dict)
    needs_yes: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PushChoice:
    """The choices in the form, not checked. `whom` is a place's id or "named"."""

    lesson: str
    whom: str
    words: str
    when: str


PushOutcome = PushForm | PushView | PushRefusal | None
"""None: for nobody we know."""


def lessons_of(services: Services) -> tuple[str, ...]:
    """The lessons that may be pushed: those set by PUSH_LESSONS, or all in everybody's courses."""
    every = [
        id
        for course in services.library.courses.values()
        if course.audience != "champion"
        for id in course.lessons
        if services.library.lesson(id)
    ]
    return tuple(id for id in every if not services.push_lessons or id in services.push_lessons)


def sent_shown(services: Services, view: PushView) -> int | None:
    """How many have received it, as it may be shown; None if it may not be."""
    sent = pushing.sent_of(view.states)
    return at_least(sent, view.push.asked, services.min_group_size) if view.states else None


def forged(services: Services, tx: Tx, actor: Actor, act: Act, at: datetime) -> None:
    """A tap that no card of this person's offers: nothing happens, but the audit gets it."""
    if record_refusal(services, tx, actor, act, at):
        tx.add(f"refused|push|{act.removeprefix('push_refused_')}")


def mine(
    services: Services,
    tx: Tx,
    actor: Actor,
    id: str,
    at: datetime,
    change: Callable[[Person, Push], PushOutcome],
) -> PushOutcome:
    """Call `change` for a push of this person's; any other id is a forgery."""
    person = find(tx, actor.person)
    if person is None:
        return None
    push = load(tx, id)
    if push is None and standing_of(person, at).holds(Right.LEAD):
        return PushRefusal(person, "gone")  # a draft that was too old
    if push is None or push.by != person.key:
        forged(services, tx, actor, Act.PUSH_REFUSED_FORGED, at)
        return PushRefusal(person, "forged")
    return change(person, push)


def view_of(services: Services, tx: Tx, person: Person, push: Push) -> PushView:
    """The push as it may be shown. For named people and small groups that is only how many were
    asked."""
    least = services.min_group_size
    told = PushPreview(
        push.asked,
        outside=push.outside,
        small=push.small,
        exact=least <= 1,
        step=1 if push.is_named else least,
    )
    hidden = push.small and services.min_group_size > 1
    states = {} if hidden or push.state == PushState.DRAFT else push_rows.states_of(tx, push.id)
    return PushView(person, push, told, states)
