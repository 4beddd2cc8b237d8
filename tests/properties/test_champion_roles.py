"""No mix of people and taps makes anybody a champion but their own yes and an operator's, or writes
to anybody outside a scope.

Beside the tables of `test_secrets`: what a champion is told of a suggestion or of a welcome holds
no figure, and is the same card whatever the colleague has chosen (`test_becoming`).
"""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import documents
from bot.core.champions.letter import Letter
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.values import from_doc
from bot.store.rows import decode
from tests.champion_world import UNIT, Town, key
from tests.chat_client import MONDAY as AT

WHO = ("bo", "olga", "p000", "q000")
VERBS = (
    *("suggest-send", "suggest-no", "appoint-no", "step-down", "greet-send", "tell-new"),
    *("suggest-yes", "appoint-yes") * 3,  # so that some get all the way
)
STEP = st.tuples(
    st.sampled_from(WHO), st.sampled_from(VERBS), st.integers(0, 4), st.sampled_from(WHO)
)
PLACES = {"p": f"1506/{UNIT}", "q": "1506/Bergmo skole", "b": f"1506/{UNIT}"}


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=30, max_size=60))
def test_nobody_becomes_champion_but_by_their_own_yes_and_an_operators(steps):
    asyncio.run(_play(steps))


async def _play(steps) -> None:
    """Everybody may use every letter's id, as if they had seen every card."""
    town = await Town().settle(colleagues=2, others=1)
    for by, whom in (("bo", "p000"), ("olga", "q000")):
        await town.chat(by).tap("suggest-send", people=whom)
    agreed: set[str] = set()
    approved: set[str] = set()
    for who, verb, n, picked in steps:
        before, known = written(town), people(town)
        ids = [*sorted(before), "no-such-letter"]
        id = ids[n % len(ids)]
        await town.chat(who).tap(verb, letter=id, people=picked, who=picked, words="Hei")
        about = before.get(id)
        if about and verb == "suggest-yes" and about.person == key(who):
            agreed.add(about.person)
        if about and verb == "appoint-yes" and about.state == "waiting" and who == "olga":
            approved.add(about.person)
        for new in set(written(town)) - set(before):
            check(known, written(town)[new], key(who))
    for each in people(town).values():
        if each.role == "champion" and each.entra != "bo":
            assert each.key in agreed & approved
            assert each.scope == (PLACES[each.entra[0]],)
    assert people(town)[key("olga")].role == "operator"


def check(known: dict[str, Person], letter: Letter, who: str) -> None:
    writer, to = known[letter.by], known[letter.person]
    assert letter.by == who != letter.person
    assert standing_of(writer, AT).holds(Right.LEAD)
    assert {to.municipality, to.place} & set(writer.scope) or not writer.scope
    assert letter.what == "suggestion" or to.may_tell == "yes"


def written(town: Town) -> dict[str, Letter]:
    rows = town.store._base._rows.get(documents.LETTERS, {})
    return {id: from_doc(Letter, decode(row)) for id, row in rows.items()}


def people(town: Town) -> dict[str, Person]:
    rows = town.store._base._rows[documents.PEOPLE]
    return {id: from_doc(Person, decode(row)) for id, row in rows.items()}
