"""A champion's personal welcome to a newcomer, in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.actions.champions.letters import reaches, written_by, written_to
from bot.actions.champions.suggestions import refused, write
from bot.actions.people.records import find
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.core.actor import Actor
from bot.core.champions import letter as champion_letter
from bot.core.champions.letter import LetterKind, may_be_told_of
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.pushes import push
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Greeting:
    """`state` is "form" to write it, "sent", or the reason why not: "role", "gone", "words", "day".
    `name` and `entra` are the newcomer's, "" if nothing may be revealed."""

    person: Person
    state: Literal["form", "sent", "role", "gone", "words", "day"]
    name: str = ""
    entra: str = ""


async def form(services: Services, actor: Actor, entra: str, at: datetime) -> Greeting | None:
    """The form, for a newcomer that this champion may know about. A newcomer who has withdrawn
    their consent is treated like somebody unknown; so is everybody for an operator of everything,
    as in `bot.actions.champions.newcomers.told_of`."""
    return await services.store.run(lambda tx: _greeting(services, tx, actor, entra, at))


async def greet(
    services: Services, actor: Actor, entra: str, words: str, at: datetime
) -> Greeting | None:
    """Send a greeting, once from each champion. It comes within the newcomer's hours and budget, or
    not at all if they have withdrawn their consent by then."""

    def change(tx: Tx) -> Greeting | None:
        asked = _greeting(services, tx, actor, entra, at)
        if asked is None or asked.state != "form":
            return asked
        to = find(tx, f"{asked.person.tenant}:{asked.entra}")
        if to is None:
            return Greeting(asked.person, "gone")
        if not push.clean(words):
            return Greeting(asked.person, "words", asked.name, asked.entra)
        letter = write(services, tx, asked.person, to, LetterKind.GREETING, words, at)
        after = {"state": "sent"}
        record(services, tx, actor, Act.NEWCOMER_GREETED, at, about=letter.id, after=after)
        return Greeting(asked.person, "sent", asked.name)

    return await services.store.run(change)


def _greeting(
    services: Services, tx: Tx, actor: Actor, entra: str, at: datetime
) -> Greeting | None:
    person = find(tx, actor.person)
    if person is None:
        return None
    if not standing_of(person, at).holds(Right.LEAD):
        refused(services, tx, actor, Act.CHAMPION_FORGED_GREETING, at)
        return Greeting(person, "role")
    to = find(tx, f"{person.tenant}:{entra.strip().lower()}") if entra else None
    lately = written_by(tx, person.key, at - champion_letter.WEEK)
    near = to and standing_of(person, at).is_local and reaches(services, tx, person, to, at)
    if to is None or not near or not may_be_told_of(to, at):
        return Greeting(person, "gone")
    before = (each for each in written_to(tx, to.key) if each.by == person.key)
    if any(each.what == LetterKind.GREETING for each in before):
        return Greeting(person, "sent", to.name)
    full = champion_letter.over_quota(lately, LetterKind.GREETING, at)
    return Greeting(person, "day" if full else "form", to.name, to.entra)
