"""Suggestions: a champion suggests a colleague, who says yes or no; and stepping down.

Whatever a card says is checked again. The champion is told that the colleague is asked, but not
what came of it: no, no answer, a pause and a block all look the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.actions.champions import letters
from bot.actions.champions.letters import (
    load,
    may_be_suggested,
    reaches,
    save,
    written_by,
    written_to,
)
from bot.actions.champions.role import appoint, dismiss, own_scope
from bot.actions.delivery.plan_row import plan_row
from bot.actions.people.records import find
from bot.actions.people.rights import operators_of
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record, record_refusal
from bot.core.actor import Actor
from bot.core.champions import letter as champion_letter
from bot.core.champions.letter import Letter, LetterKind, LetterState, is_recent
from bot.core.delivery.deliveries import PlannedCard, delivery_key
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, Target, standing_of
from bot.core.pushes import push
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

SuggestionProblem = Literal["role", "scope", "already", "again", "day", "week"]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The result of suggesting, for the champion. `why` is "" if the colleague is asked; `name` is
    the colleague's, "" before anybody is chosen."""

    person: Person
    why: SuggestionProblem | Literal["", "form"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A suggestion, for the colleague or for an operator (`person`). `state` is the letter's, or
    "gone" for a question that is no longer open. `name` is the colleague's, and `by_name` that of
    the champion who suggested them."""

    person: Person
    state: str
    letter: Letter | None = None
    name: str = ""
    by_name: str = ""


async def begin(services: Services, key: str, at: datetime) -> Suggested | None:
    """Whether this person may suggest anybody."""

    def change(tx: Tx) -> Suggested | None:
        person = find(tx, key)
        if person is None:
            return None
        return Suggested(person, "form" if standing_of(person, at).holds(Right.LEAD) else "role")

    return await services.store.run(change)


async def suggest(
    services: Services, actor: Actor, entra: str, words: str, at: datetime
) -> Suggested | None:
    """Suggest the person chosen in the people picker, by Entra id. The answer is the same for
    somebody outside the scope and somebody unknown."""

    def change(tx: Tx) -> Suggested | None:
        person = find(tx, actor.person)
        if person is None:
            return None
        if not standing_of(person, at).holds(Right.LEAD):
            refused(services, tx, actor, Act.CHAMPION_FORGED_SUGGESTION, at)
            return Suggested(person, "role")
        colleague = find(tx, f"{person.tenant}:{entra.strip().lower()}") if entra else None
        if colleague is None or not may_be_suggested(services, tx, person, colleague, at):
            return Suggested(person, "scope")
        why = _refusal(tx, person, colleague, at)
        if not why:
            letter = _write(services, tx, person, colleague, words, at)
            after = {"state": letter.state}
            record(services, tx, actor, Act.CHAMPION_SUGGESTED, at, about=letter.id, after=after)
        return Suggested(person, why, colleague.name)

    return await services.store.run(change)


def _refusal(
    tx: Tx, person: Person, colleague: Person, at: datetime
) -> SuggestionProblem | Literal[""]:
    """About the colleague it only reveals whether they are a champion already."""
    if colleague.role.leads:
        return "already"
    lately = written_by(tx, person.key, at - champion_letter.AGAIN)
    mine = [each for each in lately if each.what == LetterKind.SUGGESTION]
    if any(each.person == colleague.key and is_recent(each, at) for each in mine):
        return "again"
    full = champion_letter.over_quota(mine, LetterKind.SUGGESTION, at)
    return "day" if full == "day" else "week" if full else ""


def _write(
    services: Services, tx: Tx, person: Person, colleague: Person, words: str, at: datetime
) -> Letter:
    """Always with the same result for the champion: the colleague's choices and earlier answers are
    checked when the card is to be sent."""
    (place,) = own_scope(services, colleague, at)
    return write(services, tx, person, colleague, LetterKind.SUGGESTION, words, at, place)


def write(
    services: Services,
    tx: Tx,
    writer: Person,
    to: Person,
    what: LetterKind,
    words: str,
    at: datetime,
    place: str = "",
) -> Letter:
    """Save the letter and plan its card."""
    id = delivery_key(services.secret, to.key, "letter", what, f"{writer.key}/{moment(at)}")
    letter = Letter(id, writer.key, to.key, what, moment(at), push.clean(words), place)
    save(tx, letter)
    plan_row(services, tx, PlannedCard(to.key, what, id, at), at)
    return letter


async def answer(
    services: Services, actor: Actor, id: str, *, yes: bool, at: datetime
) -> SuggestionView | None:
    """The colleague's answer, of which the first counts; anybody else's is a forgery. The audit
    gets a new role, but not a no or a yes that waits, which is the colleague's own business."""

    def change(tx: Tx) -> SuggestionView | None:
        person, letter = find(tx, actor.person), load(tx, id)
        if person is None:
            return None
        if letter is None or letter.what != LetterKind.SUGGESTION:
            return SuggestionView(person, "gone")
        if letter.person != person.key:
            refused(services, tx, actor, Act.CHAMPION_FORGED_ANSWER, at)
            return SuggestionView(person, "gone")
        if letter.state != LetterState.ASKED:
            return suggestion_view(tx, person, letter)
        if person.role.leads:
            return SuggestionView(person, "gone")
        letter = (
            _accepted(services, tx, actor, person, letter, at)
            if yes
            else replace(letter, state=LetterState.DECLINED)
        )
        save(tx, letter)
        return suggestion_view(tx, find(tx, person.key) or person, letter)

    return await services.store.run(change)


def _accepted(
    services: Services, tx: Tx, actor: Actor, person: Person, letter: Letter, at: datetime
) -> Letter:
    """Make the colleague champion of where they belong now: at once, if no operator has to agree
    and the writer may still suggest them; else ask operators."""
    scope = own_scope(services, person, at) or (letter.place,)
    letter = replace(letter, place=scope[0])
    writer = find(tx, letter.by) if letter.by else None
    if services.champions_need_yes or not reaches(services, tx, writer, person, at):
        letter = replace(letter, state=LetterState.WAITING)
        ask_operators(services, tx, person, letter, at)
        return letter
    appoint(services, tx, actor, person, scope, at, welcome="shown")
    return replace(letter, state=LetterState.APPOINTED)


def ask_operators(services: Services, tx: Tx, person: Person, letter: Letter, at: datetime) -> None:
    """Plan a card for each operator of that place. If there is none, it waits for the command
    line."""
    for operator in operators_of(services, tx, Target(person.tenant, letter.place), at):
        plan_row(services, tx, PlannedCard(operator.key, letters.APPOINTING, letter.id, at), at)


async def step_down(services: Services, actor: Actor, at: datetime) -> tuple[Person, bool] | None:
    """Step down as a champion. Returns the person, and whether they were one. A yes that still
    waits for an operator becomes a no."""

    def change(tx: Tx) -> tuple[Person, bool] | None:
        before = find(tx, actor.person)
        if before is None:
            return None
        for each in written_to(tx, before.key):
            if each.state == LetterState.WAITING:
                save(tx, replace(each, state=LetterState.DECLINED))
        after = dismiss(services, tx, actor, before, at)
        return after, after != before

    return await services.store.run(change)


async def look(services: Services, key: str, id: str) -> SuggestionView | None:
    """The colleague's own suggestion as of now, to redraw its card."""

    def change(tx: Tx) -> SuggestionView | None:
        person, letter = find(tx, key), load(tx, id)
        if person is None:
            return None
        mine = letter is not None and letter.person == key and letter.what == LetterKind.SUGGESTION
        return (
            suggestion_view(tx, person, letter)
            if letter and mine
            else SuggestionView(person, "gone")
        )

    return await services.store.run(change)


def suggestion_view(tx: Tx, person: Person, letter: Letter) -> SuggestionView:
    about, writer = find(tx, letter.person), find(tx, letter.by) if letter.by else None
    names = (about.name if about else "", writer.name if writer else "")
    return SuggestionView(person, letter.state, letter, *names)


def refused(services: Services, tx: Tx, actor: Actor, act: Act, at: datetime) -> None:
    """A tap that no card of this person's offers: nothing happens, but the audit gets it."""
    if record_refusal(services, tx, actor, act, at):
        tx.add(f"refused|champion|{act.removeprefix('champion_forged_')}")
