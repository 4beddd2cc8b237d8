"""Brings the counts of a store of an earlier version to today's definitions: once, at its first
start, before anything else is done with it.

Earlier, what people had done stayed behind in the dated counts when they moved, those who left were
counted for ever, and who erased their data went out of `people` but not out of what was done. What
is known of each person (where they belonged when, what they did on which day, when they left) tells
what to carry from where to where. Each page of people is one transaction with how far it has come,
so that a crash loses nothing and repeats nothing.

Not known: the hour. What somebody did on the very day of a move is taken to be done after it. And
of those who erased their data: what day is theirs can be told from the counts, since nobody who is
known accounts for it; that they had left before can not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from bot.actions.figures import day_counts
from bot.actions.learning.counts import facts_of
from bot.actions.people.records import add_counts, depart, memberships, own_facts, save
from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.figures.month_counts import DayCounts
from bot.core.people.municipality_counts import CARRIED, ERASED, PEOPLE, of_everybody
from bot.core.people.person import Person
from bot.core.people.records import Membership, membership
from bot.core.store_facts import Recount
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_KEY: Final = "figures"
_PAGE: Final = 100
_EVERYBODY: Final = "9999"  # later than anything kept about anybody
_SCRATCH: Final = "recount|"  # counts while it goes on
_JOINED: Final = f"{_SCRATCH}day|"
Stay = tuple[str, str]
"""(the first day, the municipality under which dated counts know the person from then on)."""


async def recount(services: Services, at: datetime) -> None:
    """Do it, unless it was done. Nothing else may write meanwhile."""
    while not await services.store.run(_step(services, at)):
        pass


def _step(services: Services, at: datetime) -> Callable[[Tx], bool]:
    """The next page of people, or after the last the end; True if nothing is left to do."""

    def change(tx: Tx) -> bool:
        state = tx.get(documents.STORE_FACTS, _KEY, Recount) or Recount()
        if state.done:
            return True
        page = tx.due(documents.PEOPLE, _EVERYBODY, after=(state.oldest, state.key), limit=_PAGE)
        changes: Counter[str] = Counter()  # of the page together: they are the same for many
        for _, person in readable(page, Person):
            changes.update(_one(services, tx, person, at))
        add_counts(tx, changes)
        if page:
            key, doc = page[-1]
            state = Recount(str(doc["oldest"]), key)
        else:
            state = _end(tx)
        tx.put(documents.STORE_FACTS, _KEY, state)
        return state.done

    return change


def _one(services: Services, tx: Tx, person: Person, at: datetime) -> Counter[str]:
    """What it takes to carry what this person has done to where they belonged, and to count them as
    they are. Those whose leaving date has come leave."""
    belonged = sorted(memberships(tx, person.key).values(), key=lambda each: each.since)
    belonged = belonged or [membership(person, person.joined)]
    done = facts_of(tx, person.key)
    stays = list(_stays(services, belonged))
    changes = Counter(_carried(belonged, stays, done))
    changes.update(_in_scratch(belonged))
    known = replace(person, counted_as=stays[-1][1] if stays[-1][1] != person.municipality else "")
    after = depart(services, tx, known, at)
    if after.left_on or after != person:
        save(tx, after)
    facts = (*done, *own_facts(after))
    changes.update(f"{_SCRATCH}{each}|{fact}" for each in of_everybody(after) for fact in facts)
    return changes


def _stays(services: Services, belonged: Iterable[Membership]) -> Iterator[Stay]:
    """A new number of the same municipality is no move."""
    place = None
    for each in belonged:
        day = date.fromisoformat(each.since)
        if place is None or services.municipalities.resolve(place, day) != each.municipality:
            place = each.municipality
        yield each.since, place


def _carried(belonged: list[Membership], stays: list[Stay], done: dict[str, str]) -> dict[str, int]:
    """What the dated counts lack. They have each fact where the person belonged on its day, for
    ever, and the person where they belonged."""
    changes: dict[str, int] = {}

    def carry(fact: str, day: str, out_of: str, into: str) -> None:
        for place, n in ((out_of, -1), (into, 1)) if out_of != into else ():
            name = f"day|{place}|{day}|{CARRIED}{fact}"
            changes[name] = changes.get(name, 0) + n

    for fact, day in done.items():
        first = max((n for n, each in enumerate(belonged) if each.since <= day), default=0)
        carry(fact, day, belonged[first].municipality, stays[first][1])
        for (_, was), (since, now) in pairwise(stays[first:]):
            carry(fact, since, was, now)
    for n, (since, now) in enumerate(stays[1:], 1):
        carry(PEOPLE, since, stays[n - 1][1], now)
        carry(PEOPLE, since, belonged[n].municipality, belonged[n - 1].municipality)
    return {name: n for name, n in changes.items() if n}


def _in_scratch(belonged: list[Membership]) -> dict[str, int]:
    """What the earlier version has counted of this person as `people` of a day."""
    changes = {f"{_JOINED}{belonged[0].municipality}|{belonged[0].since}": 1}
    for before, after in pairwise(belonged):
        for place, n in ((before.municipality, -1), (after.municipality, 1)):
            name = f"{_JOINED}{place}|{after.since}"
            changes[name] = changes.get(name, 0) + n
    return changes


def _end(tx: Tx) -> Recount:
    """Current counts become those of the people who are known; and the erased come back into the
    dated ones, without a person."""
    scratch = tx.counts(_SCRATCH)
    old = tx.counts("now|") | tx.counts("unit|")
    for name in {*old, *(each.removeprefix(_SCRATCH) for each in scratch)}:
        if not name.startswith("day|"):
            tx.add(name, scratch.get(f"{_SCRATCH}{name}", 0) - old.get(name, 0))
    for (place, day), n in _erasures(day_counts.of_all(tx), scratch).items():
        add_counts(tx, {f"day|{place}|{day}|{fact}": n for fact in (PEOPLE, ERASED)})
    for name, n in scratch.items():
        tx.add(name, -n)
    return Recount(done=True)


def _erasures(days: DayCounts, scratch: dict[str, int]) -> dict[tuple[str, str], int]:
    """How many people were erased where and on which day: where more went out of `people` than
    those who are known, and did not come in elsewhere on the same day."""
    rest: dict[str, dict[str, int]] = {}
    for day, place, fact, n in days.events():
        if fact == PEOPLE:
            rest.setdefault(day, {})[place] = n
    for name, n in scratch.items():
        if name.startswith(_JOINED):
            place, day = name.removeprefix(_JOINED).split("|")
            here = rest.setdefault(day, {})
            here[place] = here.get(place, 0) - n
    found: dict[tuple[str, str], int] = {}
    for day, places in rest.items():
        gone = max(-sum(places.values()), 0)
        for place, n in sorted(places.items(), key=lambda each: (each[1], each[0])):
            taken = min(max(-n, 0), gone)
            gone -= taken
            if taken:
                found[place, day] = taken
    return found
