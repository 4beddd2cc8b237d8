"""What is older than it may be goes, once a day; nothing personal outlives its purpose.

Each person carries `oldest`, the first day that anything kept of them may be from, and the store
finds people by it: only those are read from whom something is to go, and ordinary turns write
nothing for this. What people did stays in the counts. How old a document is, and what else goes
by itself, each subject declares in its `OWNS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from bot.actions.people.records import find, save
from bot.actions.personal_data.my_data import Found, drop, everything, let_go
from bot.actions.shared.batches import in_batch
from bot.actions.shared.owned import NEVER
from bot.core import documents
from bot.core.moments import moment
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_PAGE: Final = 10  # people in one transaction: a turn that waits for it hardly notices
_DAY: Final = timedelta(days=1)
BROKEN: Final = "broken"


async def purge(services: Services, at: datetime) -> dict[str, int]:
    """Delete what is from more than `services.retention_days` ago, and what may be kept for a
    shorter time; how many documents of each name went.

    That is what the subjects declare a day for, of those who stay; and wholly, people with no sign
    of life since then, whether they left or just fell silent.
    "broken" counts people with a document that can't be read; they are left as they are.
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
    """Where the next people stand: their moment, and their key."""
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
    """Days and moments that show that the person was here: what they left behind counts as well as
    what is dated on the person."""
    for owned, docs in found:
        if owned.signs:
            for _, doc in docs:
                yield from owned.signs(doc)


def _thin(tx: Tx, key: str, found: Found, cut: str, alive: str, at: datetime) -> dict[str, int]:
    """Erase the old documents of someone who stays, and note how far back the rest goes."""
    gone: Counter[str] = Counter()
    kept = [alive]
    for owned, docs in found:
        for row, doc in docs:
            day = owned.day(doc) if owned.day else NEVER
            if day >= cut:
                kept.append(day)
            elif let_go(tx, owned, key, row, at):
                gone[owned.name] += 1
    if person := find(tx, key):
        save(tx, replace(person, oldest=min(kept)))
    return gone
