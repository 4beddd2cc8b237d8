"""Asks Teams again about everybody, a few at a time, in rounds.

An address is learned when somebody arrives. It changes when they marry, or when their municipality
gets another domain; then a row of the roster with the new one waits, and the person looks as if
they were missing. So everybody is asked about again once a week, and sooner, though at most once a
day, when a row with an address has begun to wait since.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.identity.teams_facts import learn
from bot.actions.people.pending import NEWS
from bot.actions.people.places import day_of
from bot.actions.shared.batches import READ_PAGE, in_batch, readable
from bot.core import documents
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.send_outcome import Member
from bot.core.store_facts import AddressRound, WaitingNews
from bot.core.values import replace
from bot.ports import Messenger, Tx
from bot.services import KeyedDocs, Services

WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)
PACE: Final = 20  # people in one step
_PAGES: Final = 20  # of people to look at in one step: nobody's card waits for a long search
_WITHIN: Final = 3.0  # seconds for each question
_ROUND: Final = "address-round"  # among the store's own facts
_LAST: Final = "9999"


def can_be_asked_about(person: Person) -> bool:
    """Whether Teams can be asked about somebody: it answers within their chat with the bot."""
    return person.installed and bool(person.conversation)


def is_over(tx: Tx, at: datetime) -> bool:
    """Whether today's round is over."""
    known = tx.get(documents.STORE_FACTS, _ROUND, AddressRound)
    return known is not None and known.done and known.day == day_of(at)


async def ask_some(services: Services, at: datetime) -> Counter[str]:
    """Ask about the next people whose turn it is, at most `PACE`, and take over what is said.
    Returns how many were "asked" about and "answered", how many did not answer in time ("late"),
    and for how many a row of the roster had waited ("found").

    Whose turn it is is looked for on a few pages only, so 0 may be asked before the round is over.
    Several processes share a round: each takes the next page of it.
    """
    persons: Sequence[Person] = ()
    for _ in range(_PAGES):
        persons, more = await services.store.run(_next(at))
        await asyncio.sleep(0)
        if persons or not more:
            break
    said = await asyncio.gather(*(_member(services.messenger, each) for each in persons))
    answers = [(p.key, m) for p, m in zip(persons, said, strict=True) if isinstance(m, Member)]

    def one(tx: Tx, answer: tuple[str, Member]) -> bool:
        return learn(services, tx, *answer, at)

    found = await in_batch(services.store, answers, one, lambda _, __: False)
    late = sum(isinstance(each, TimeoutError) for each in said)
    return Counter(asked=len(persons), answered=len(answers), late=late, found=sum(found))


async def _member(messenger: Messenger, person: Person) -> Member | TimeoutError | None:
    try:
        async with asyncio.timeout(_WITHIN):
            return await messenger.member(person.address)
    except TimeoutError as late:
        return late


def _next(at: datetime) -> Callable[[Tx], tuple[list[Person], bool]]:
    """The next people to ask about, and whether there may be more today. What is taken is taken:
    who does not answer is asked again on the next day."""

    def change(tx: Tx) -> tuple[list[Person], bool]:
        known = _round(tx, day_of(at))
        if known.done:
            return [], False
        page = tx.due(documents.PEOPLE, _LAST, after=(known.oldest, known.key), limit=READ_PAGE)
        taken, looked = _due(page, _since(tx, at))
        last = looked == len(page) < READ_PAGE
        key, doc = page[looked - 1] if looked else (known.key, {"oldest": known.oldest})
        tx.put(documents.STORE_FACTS, _ROUND, AddressRound(known.day, doc["oldest"], key, last))
        return taken, not last

    return change


def _round(tx: Tx, today: str) -> AddressRound:
    """Today's round. One that was not finished before today goes on where it was."""
    known = tx.get(documents.STORE_FACTS, _ROUND, AddressRound)
    if known is None or (known.done and known.day != today):
        return AddressRound(today)
    return replace(known, day=today)


def _since(tx: Tx, at: datetime) -> str:
    """Whoever was asked about before this moment is asked about again."""
    week, day = moment(at - WEEK), moment(at - DAY)
    news = tx.get(documents.STORE_FACTS, NEWS, WaitingNews)
    return max(week, min(news.at, day)) if news else week


def _due(page: KeyedDocs, since: str) -> tuple[list[Person], int]:
    """The people on this page whose turn it is, at most `PACE`, and how many were looked at."""
    taken: list[Person] = []
    for looked, row in enumerate(page, 1):
        taken += [each for _, each in readable([row], Person) if _is_due(each, since)]
        if len(taken) == PACE:
            return taken, looked
    return taken, len(page)


def _is_due(person: Person, since: str) -> bool:
    """Their leaving date need not be compared with the day: nobody is in a hurry to ask."""
    return not person.left_on and can_be_asked_about(person) and person.asked < since
