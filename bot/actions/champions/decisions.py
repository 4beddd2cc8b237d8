"""An operator's decision on a colleague who was suggested as a champion and said yes."""

from __future__ import annotations

from datetime import datetime

from bot.actions.champions.letters import load, save
from bot.actions.champions.role import KIND, appoint
from bot.actions.champions.suggestions import SuggestionView, refused, suggestion_view
from bot.actions.delivery.plan_row import plan_row
from bot.actions.people.records import find
from bot.actions.people.rights import may
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.core.actor import Actor
from bot.core.champions.letter import Letter, LetterKind, LetterState
from bot.core.delivery.deliveries import PlannedCard
from bot.core.people.person import Person
from bot.core.people.reach import Right, Target, standing_of
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


async def decide(
    services: Services, actor: Actor, id: str, *, yes: bool, at: datetime
) -> SuggestionView | None:
    """An operator's answer on a card: only the first one by an operator of the place counts."""

    def change(tx: Tx) -> SuggestionView | None:
        person, letter = find(tx, actor.person), load(tx, id)
        if person is None:
            return None
        runs = standing_of(person, at).holds(Right.OPERATE)
        if not runs or (letter and not _may_decide(services, tx, person, letter, at)):
            refused(services, tx, actor, Act.CHAMPION_FORGED_APPOINTING, at)
            return SuggestionView(person, "gone")
        if letter is None:
            return SuggestionView(person, "gone")
        if letter.state == LetterState.WAITING:
            letter = settle(services, tx, actor, letter, yes=yes, at=at)
        return suggestion_view(tx, person, letter)

    return await services.store.run(change)


def _may_decide(services: Services, tx: Tx, operator: Person, letter: Letter, at: datetime) -> bool:
    about = find(tx, letter.person)
    return (
        about is not None
        and letter.what == LetterKind.SUGGESTION
        and letter.state != LetterState.ASKED
        and may(services, tx, operator, Right.OPERATE, Target(about.tenant, letter.place), at)
    )


def settle(
    services: Services,
    tx: Tx,
    actor: Actor,
    letter: Letter,
    *,
    yes: bool,
    at: datetime,
    scope: tuple[str, ...] = (),
) -> Letter:
    """Appoint a colleague who said yes, or tell them that an operator said no. `scope` is given if
    it is not where they work."""
    person = find(tx, letter.person)
    if person is None:
        return letter
    if person.role.leads and not scope:
        yes = True  # they have become a champion in another way meanwhile, and remain one
    elif yes:
        appoint(services, tx, actor, person, scope or (letter.place,), at, welcome="answer")
    else:
        card = PlannedCard(person.key, KIND, "refused", at, letter.id, counts=False)
        plan_row(services, tx, card, at)
        after = {"state": "refused"}  # what it was before is the colleague's own answer
        record(services, tx, actor, Act.CHAMPION_REFUSED, at, about=letter.id, after=after)
    letter = replace(letter, state=LetterState.APPOINTED if yes else "refused")
    save(tx, letter)
    return letter


async def look_as_operator(
    services: Services, key: str, id: str, at: datetime
) -> SuggestionView | None:
    """An operator's question as of now, to redraw its card."""

    def change(tx: Tx) -> SuggestionView | None:
        person, letter = find(tx, key), load(tx, id)
        if person is None:
            return None
        if letter is None or not _may_decide(services, tx, person, letter, at):
            return SuggestionView(person, "gone")
        return suggestion_view(tx, person, letter)

    return await services.store.run(change)
