"""What is older than it may be goes, once a day; nothing personal outlives its purpose.

Each person carries `oldest`, the first day that anything kept of them may be from, and the store
finds people by it: only those are read from whom something is to go, and ordinary turns write
nothing for this. What people did stays in the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.actions.people.records import find, save
from bot.actions.personal_data.my_data import OWN, drop, drop_row, rows_of
from bot.actions.shared.batches import in_batch
from bot.core import documents
from bot.core.delivery.deliveries import ENDED
from bot.core.people.person import Person, moment
from bot.ports import Doc, Tx
from bot.services import Services

_PAGE: Final = 10  # people in one transaction: a turn that waits for it hardly notices
_DAY: Final = timedelta(days=1)
BROKEN: Final = "broken"
PURGED: Final = (documents.PEOPLE, *OWN, documents.GATHERINGS)
_NEVER: Final = "9999"  # after every day: this row stays

Rows = dict[str, list[tuple[str, Doc]]]


async def purge(services: Services, at: datetime) -> dict[str, int]:
    """Delete what is from more than `services.retention_days` ago; how many of each kind went.

    That is attempts, completions, opinions, follow-ups, ended deliveries and memberships; from
    gatherings, who called them; and wholly, people with no sign of life since then, whether they
    left or just fell silent.
    "broken" counts people with a document that can't be read; they are left as they are.
    """
    cut = moment(at - timedelta(days=services.retention_days))[:10]
    gone: Counter[str] = Counter(dict.fromkeys(PURGED, 0))
    after = ("", "")

    def one(tx: Tx, key: str) -> dict[str, int]:
        return _counted(tx, _one(tx, key, cut, at))

    def otherwise(tx: Tx, _: str) -> dict[str, int]:
        return _counted(tx, {BROKEN: 1})

    while True:
        page = await services.store.run(_page(cut, after))
        for each in await in_batch(services.store, [key for _, key in page], one, otherwise):
            gone.update(each)
        if len(page) < _PAGE:
            return dict(gone)
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


def _one(tx: Tx, key: str, cut: str, at: datetime) -> dict[str, int]:
    person = find(tx, key)
    rows = {kind: rows_of(tx, kind, key) for kind in OWN}
    rows[documents.GATHERINGS] = tx.find(documents.GATHERINGS, by=key, limit=1000)
    dated = {kind: [_day_of(kind, doc) for _, doc in rows[kind]] for kind in rows}
    if person is None:
        return {}
    alive = _last_sign(person, rows)
    if alive < cut:
        return drop(tx, person, at)
    return _thin(tx, person, rows, dated, cut, alive)


def _thin(
    tx: Tx, person: Person, rows: Rows, dated: dict[str, list[str]], cut: str, alive: str
) -> dict[str, int]:
    """Delete the old rows of someone who stays, and note how far back the rest goes."""
    gone: Counter[str] = Counter()
    kept = [alive]
    for kind, mine in rows.items():
        for (key, doc), day in zip(mine, dated[kind], strict=True):
            if day < cut:
                _let_go(tx, kind, key, doc)
                gone[kind] += 1
            else:
                kept.append(day)
    save(tx, replace(person, oldest=min(kept)))
    return gone


def _let_go(tx: Tx, kind: str, key: str, doc: Doc) -> None:
    if kind == documents.GATHERINGS:
        tx.put(kind, key, doc | {"by": ""})  # others were there: it stays, unnamed
    else:
        drop_row(tx, kind, key, doc)


def _day_of(kind: str, doc: Doc) -> str:
    """The ISO date that this row is from, for being too old; one that stays is from after every
    day: what is passed, open memberships, and cards on their way."""
    match kind:
        case documents.ATTEMPTS:
            return str(doc["finished"] or doc["started"])[:10]
        case (
            documents.COMPLETIONS
            | documents.OPINIONS
            | documents.REPLIES
            | documents.THANKS
            | documents.LETTERS
        ):
            return str(doc["at"])[:10]
        case documents.RECALLS:
            learned = max((each["learned"] for each in doc["asked"]), default="")
            return str(doc["answered_at"] or learned)[:10]
        case documents.GATHERINGS:
            return str(doc["start"])[:10]
        case documents.DELIVERIES if doc["state"] in ENDED:
            return str(doc["sent_at"] or doc["planned_at"])[:10]
        case documents.MEMBERSHIPS if doc["to"]:
            return str(doc["to"])
    return _NEVER


def _last_sign(person: Person, rows: Rows) -> str:
    """The last day that shows that the person is still here. Not every tap is dated on the person
    (that would be a write a day for everyone), so what it left behind counts as well."""
    return max(person.seen, person.joined, *_signs(person, rows))[:10]


def _signs(person: Person, rows: Rows) -> Iterator[str]:
    if person.paused_until < _NEVER:
        yield person.paused_until
    for kind, fields in _SIGNS.items():
        for _, doc in rows[kind]:
            yield from (doc[field] for field in fields)
    for _, doc in rows[documents.PROGRESS]:
        for track in doc["lessons"].values():
            yield from (track["started"], track["passed"])


_SIGNS: Final = {
    documents.ATTEMPTS: ("started", "finished"),
    documents.COMPLETIONS: ("at",),
    documents.OPINIONS: ("at",),
    documents.RECALLS: ("answered_at",),
    documents.REPLIES: ("answered_at", "came_at", "pulsed_at"),
    documents.DELIVERIES: ("sent_at",),
    documents.MEMBERSHIPS: ("from",),
}
