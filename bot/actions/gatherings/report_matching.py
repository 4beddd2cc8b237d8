"""Finds out who the participants in a report from Teams are: by address, or by name among those
invited, for a participant without one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final, TypeVar

from bot.actions.people.email_index import mail_key, owner
from bot.actions.people.records import find
from bot.core import documents
from bot.core.gatherings.reply import Reply
from bot.core.gatherings.teams_report import Participant
from bot.core.values import from_doc
from bot.ports import Doc, Tx
from bot.services import Services

A = TypeVar("A")
B = TypeVar("B")
_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Matched:
    """The keys of the people who are known, each once; how many nobody is known as; how many were
    there too briefly to count; and how many participants there are."""

    people: tuple[str, ...]
    unknown: int
    short: int
    total: int


async def match(
    services: Services, id: str, people: Sequence[Participant], least: timedelta
) -> Matched:
    long = [each for each in people if each.stayed(least)]
    names = await _names(services, id) if any(not each.mails for each in long) else {}
    keys = await by_pages(services, long, lambda tx, each: _who(services, tx, each, names))
    known = tuple(dict.fromkeys(filter(None, keys)))
    return Matched(known, keys.count(""), len(people) - len(long), len(people))


async def by_pages(services: Services, items: Sequence[A], do: Callable[[Tx, A], B]) -> list[B]:
    """What `do` returns for each, a few in one transaction."""
    found: list[B] = []
    for n in range(0, len(items), _PAGE):
        page = items[n : n + _PAGE]
        found += await services.store.run(partial(_all, do, page))
    return found


async def replies(services: Services, id: str) -> AsyncIterator[Reply]:
    """Everybody who was invited to the gathering, or is known to have been there."""
    after = ""
    while True:
        page = await services.store.run(partial(_page, id, after))
        for _, doc in page:
            yield from_doc(Reply, doc)
        if len(page) < _PAGE:
            return
        after = page[-1][0]


def _page(id: str, after: str, tx: Tx) -> Sequence[tuple[str, Doc]]:
    return tx.find(documents.REPLIES, gathering=id, after=after, limit=_PAGE)


def _who(services: Services, tx: Tx, each: Participant, names: Mapping[str, str]) -> str:
    """The person's key; "" if nobody is known by these addresses or this name."""
    for mail in each.mails:
        key = owner(tx, mail_key(services, mail))
        if key and find(tx, key) is not None:
            return key
    return "" if each.mails else names.get(each.name.casefold(), "")


async def _names(services: Services, id: str) -> dict[str, str]:
    """The people invited by name; a name that two of them have is nobody's."""
    invited = [each.person async for each in replies(services, id)]
    found: dict[str, str] = {}
    for person in await by_pages(services, invited, find):
        if person:
            name = " ".join(person.name.split()).casefold()
            found[name] = "" if name in found else person.key
    return found


def _all(do: Callable[[Tx, A], B], page: Sequence[A], tx: Tx) -> list[B]:
    return [do(tx, each) for each in page]
