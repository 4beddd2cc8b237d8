"""Purges what is older than it may be, once a day, so that nothing personal outlives its purpose.

Each person has `oldest`, the first day that anything kept about them may be from. The store finds
people by it, so that only people with something to purge are read, and ordinary turns write nothing
for this. What people did remains in the counts. Each subject declares in its `OWNS` how old a
document is, and what else is to be purged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from bot.actions.people.records import find, save
from bot.actions.personal_data.my_data import Found, drop, erase_document, everything
from bot.actions.shared.batches import in_batch
from bot.actions.shared.owned import NEVER
from bot.core import documents
from bot.core.moments import moment
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_PAGE: Final = 3  # people per transaction, so few that a waiting turn hardly notices
_DAY: Final = timedelta(days=1)
BROKEN: Final = "broken"


async def purge(services: Services, at: datetime) -> dict[str, int]:
    """Delete what is from more than `services.retention_days` days ago, and what may only be kept
    for a shorter time. Returns the number of documents deleted by name.

    Of active people, that is the documents for which a subject declares a day. People without any
    activity since then, whether they left or not, are deleted completely.
    "broken" counts people with an unreadable document, who are left unchanged.
    """
    gone = Counter(dict.fromkeys([each.name for each in services.owns.documents], 0))
    gone.update(await _purge_people(services, at))
    for each in services.owns.documents:
        if each.sweep:
            gone[each.name] += await each.sweep(services, at)
    return dict(gone)


async def _purge_people(services: Services, at: datetime) -> Counter[str]:
    cut = moment(at - timedelta(days=services.retention_days))[:10]
    gone: Counter[str] = Counter()
    after = ("", "")

    def one(tx: Tx, key: str) -> dict[str, int]:
        return _counted(tx, _one(services, tx, key, cut, at))

    def otherwise(tx: Tx, _: str) -> dict[str, int]:
        return _counted(tx, {BROKEN: 1})

    while True:
        page = await services.store.run(_page(cut, after))
        for each in await in_batch(services.store, [key for _, key in page], one, otherwise):
            gone.update(each)
        if len(page) < _PAGE:
            return gone
        after = page[-1]


def _page(cut: str, after: tuple[str, str]) -> Callable[[Tx], list[tuple[str, str]]]:
    """The positions of the next people: (moment, key)."""
    last = str(date.fromisoformat(cut) - _DAY)

    def change(tx: Tx) -> list[tuple[str, str]]:
        due = tx.due(documents.PEOPLE, last, after=after, limit=_PAGE)
        return [(doc["oldest"], key) for key, doc in due]

    return change


def _counted(tx: Tx, counts: dict[str, int]) -> dict[str, int]:
    for kind, n in counts.items():
        tx.add(f"purged|{kind}", n)
    return counts


def _one(services: Services, tx: Tx, key: str, cut: str, at: datetime) -> dict[str, int]:
    if find(tx, key) is None:
        return {}
    found = everything(services, tx, key)
    alive = max(_signs(found))[:10]
    if alive < cut:
        return drop(services, tx, key, at)
    return _thin(tx, key, found, cut, alive, at)


def _signs(found: Found) -> Iterator[str]:
    """Days and moments of the person's activity, from all documents about them."""
    for owned, docs in found:
        if owned.signs:
            for _, doc in docs:
                yield from owned.signs(doc)


def _thin(tx: Tx, key: str, found: Found, cut: str, alive: str, at: datetime) -> dict[str, int]:
    """Erase the old documents of an active person, and record how far back the rest goes."""
    gone: Counter[str] = Counter()
    kept = [alive]
    for owned, docs in found:
        for row, doc in docs:
            day = owned.day(doc) if owned.day else NEVER
            if day >= cut:
                kept.append(day)
            elif erase_document(tx, owned, key, row, at):
                gone[owned.name] += 1
    if person := find(tx, key):
        save(tx, replace(person, oldest=min(kept)))
    return gone
