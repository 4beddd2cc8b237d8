"""Between a colleague and a champion: thanks, no more pushes, and "I'd like help"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from bot.actions.people.places import places_at, steps_of
from bot.actions.people.records import find, save
from bot.actions.people.rights import reaches
from bot.actions.pushes.rows import load
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record
from bot.actions.shared.batches import READ_PAGE, one_page, readable
from bot.actions.shared.delivery_rows import load_delivery
from bot.core import documents
from bot.core.actor import Actor
from bot.core.champions.thanks import Thanks
from bot.core.moments import moment
from bot.core.people.person import Person, has_left
from bot.core.people.reach import Right, standing_of
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

MOST_SHOWN: Final = 8
_PAGE: Final = 25  # of those who wait in one place: most champions have no more


@dataclass(frozen=True, slots=True)
class Helpless:
    """Somebody who has wanted help since the moment `since`. `email` is looked up for this card and
    not stored; "" if it can't be found out."""

    name: str
    place: str
    since: str
    entra: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Helping:
    """Those who want help in a champion's scope, the longest waiting first; `more` is how many
    others there are, at least so many with `beyond`."""

    person: Person
    waiting: tuple[Helpless, ...]
    more: int = 0
    beyond: bool = False


async def thank(services: Services, key: str, delivery: str, at: datetime) -> Person | None:
    """Thank the champion who recommended the lesson on this card: once, however often it is
    tapped."""

    def change(tx: Tx) -> Person | None:
        person, row = find(tx, key), load_delivery(tx, delivery)
        push = load(tx, row.push) if row and row.push else None
        if person and row and row.person == key and push and push.by:
            tx.put(documents.THANKS, delivery, Thanks(key, push.by, push.id, moment(at)))
        return person

    return await services.store.run(change)


async def choose_pushes(services: Services, key: str, *, allowed: bool) -> Person | None:
    """Choose whether champions' pushes may come; checked when a card is to be sent."""
    return await _edited(services, key, no_push=not allowed)


async def want_help(services: Services, key: str, at: datetime, *, wanted: bool) -> Person | None:
    """Let champions of this person's place see that they would like help, until they undo it or
    somebody has helped them."""
    return await _edited(services, key, help_wanted=moment(at) if wanted else "")


async def who_wants_help(services: Services, key: str, at: datetime) -> Helping | None:
    """Only people who asked for it themselves, and only within the scope."""
    champion = await services.store.run(lambda tx: find(tx, key))
    if champion is None or not standing_of(champion, at).holds(Right.LEAD):
        return Helping(champion, ()) if champion else None
    most = max(MOST_SHOWN + 1, READ_PAGE // max(len(champion.scope), 1))
    found: dict[str, Person] = {}
    beyond = False
    for place in champion.scope:
        page, full = await _waiting(services, champion, place, most, at)
        found |= {each.key: each for each in page if each.key != key}
        beyond = beyond or full
    waiting = sorted(found.values(), key=lambda each: (each.help_wanted, each.key))
    shown = [await _told(services, each) for each in waiting[:MOST_SHOWN]]
    return Helping(champion, tuple(shown), len(waiting) - len(shown), beyond)


async def _waiting(
    services: Services, champion: Person, place: str, most: int, at: datetime
) -> tuple[list[Person], bool]:
    """Those in a place whom this champion reaches and who have wanted help the longest, at least
    `most` of them where there are so many; and whether there may be others, who were not read."""
    steps = await services.store.run(lambda tx: steps_of(tx, places_at(services, tx, at), place))
    found: list[Person] = []
    beyond = False
    for _, fields in steps:
        here, after, full = list[Person](), ("", ""), True
        while full and len(here) < most:
            step = partial(
                _page, services, champion, place=place, after=after, at=at, fields=fields
            )
            page, after, full = await one_page(services, step)
            here += page
        found += here
        beyond = beyond or full
    return found, beyond


def _page(
    services: Services,
    champion: Person,
    tx: Tx,
    *,
    place: str,
    after: tuple[str, str],
    at: datetime,
    fields: dict[str, str],
) -> tuple[list[Person], tuple[str, str], bool]:
    """The next of one search, where to go on, and whether there may be more."""
    unit_first = dict(sorted(fields.items(), reverse=True))
    rows = tx.since(documents.PEOPLE, "help_wanted", after=after, limit=_PAGE, **unit_first)
    places = places_at(services, tx, at)
    people = (each for _, each in readable(rows, Person) if not has_left(each, at))
    found = [
        each
        for each in people
        if places.within(each.place, place) and reaches(services, tx, champion, each, at, places)
    ]
    last = (rows[-1][1]["help_wanted"], rows[-1][0]) if rows else after
    return found, last, len(rows) == _PAGE


async def helped(services: Services, actor: Actor, entra: str, at: datetime) -> Helping | None:
    """Record that somebody has been helped. They must be within the scope and have asked for help:
    a forged id changes nothing. The audit has what the champion did, not what was asked for."""

    def change(tx: Tx) -> None:
        champion = find(tx, actor.person)
        person = find(tx, f"{champion.tenant}:{entra.lower()}") if champion else None
        if (
            champion
            and person
            and person.help_wanted
            and reaches(services, tx, champion, person, at)
        ):
            save(tx, replace(person, help_wanted=""))
            record(services, tx, actor, Act.HELP_GIVEN, at, about=person)

    await services.store.run(change)
    return await who_wants_help(services, actor.person, at)


async def _told(services: Services, person: Person) -> Helpless:
    """Look up the e-mail address, with which Teams can open a chat, without storing it."""
    member = await services.messenger.member(person.address) if person.conversation else None
    email = member.email if member else ""
    return Helpless(person.name, person.place, person.help_wanted, person.entra, email)


async def _edited(services: Services, key: str, **facts: Any) -> Person | None:
    def change(tx: Tx) -> Person | None:
        before = find(tx, key)
        if before is None:
            return None
        after = replace(before, **facts)
        if after != before:
            save(tx, after)
        return after

    return await services.store.run(change)
