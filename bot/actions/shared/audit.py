"""The audit: who did what to whom and when, with the values before and after. It identifies people
only by pseudonyms, and contains nothing that anybody wrote or answered."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.actions.shared.acts import Act
from bot.actions.shared.owned import pages
from bot.core import documents
from bot.core.actor import Actor, ActorKind
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.ports import Doc, Tx
from bot.services import Erasure, KeyedDocs, Services

Facts = Mapping[str, str | int | bool | Sequence[str]]
"""Small facts: a role, a scope, a state, the id of a lesson, a count. Never a name or a text."""
GONE: Final = "erased"  # stands for everybody who has erased their data: nobody can be told apart
MOST_TIMES: Final = 10  # a day, by one actor: then "at least"
_PAGE: Final = 100
_WHO: Final = ("by", "about")


def pseudonym(services: Services, key: str) -> str:
    """A person's pseudonym: always the same, and nobody without the store's secret can find the
    person from it. Once they are erased it is in no entry any more (see `unlink`)."""
    return hmac.new(services.secret, f"who|{key}".encode(), sha256).hexdigest()[:16]


def erased_key(services: Services, key: str) -> str:
    """All that is kept of an erased person: a keyed hash, which can only be compared."""
    return hmac.new(services.secret, key.encode(), sha256).hexdigest()


def record(
    services: Services,
    tx: Tx,
    actor: Actor,
    act: Act,
    at: datetime,
    *,
    about: Person | str = "",
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Record `act` by `actor` on `about`: a person, or the id of a push, letter, gathering or
    lesson."""
    by, about = _by(services, tx, actor), _about(services, about)
    record_plain(tx, actor.kind, act, at, by=by, about=about, before=before, after=after)


def record_plain(
    tx: Tx,
    kind: ActorKind,
    act: Act,
    at: datetime,
    *,
    by: str = "",
    about: str = "",
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Like `record`, for when there are no services yet. People must be given as pseudonyms."""
    facts = {"before": dict(before or {}), "after": dict(after or {})}
    key = _free(tx, _key(_instant(at), act, by or kind, about))
    tx.put(documents.AUDIT, key, _entry(kind, by, act, at, about) | facts)


def record_part(
    services: Services,
    tx: Tx,
    actor: Actor,
    act: Act,
    at: datetime,
    counts: Mapping[str, int],
    *,
    about: Person | str = "",
) -> None:
    """Record part of an act that takes several transactions, all with the moment at which the act
    began. Their counts add up in one entry, so that an interrupted act is in the audit too."""
    by, about = _by(services, tx, actor), _about(services, about)
    key = _key(_instant(at), act, by or actor.kind, about)
    doc = tx.get(documents.AUDIT, key) or _entry(actor.kind, by, act, at, about)
    known = doc.get("after", {})
    after = known | {str(name): known.get(name, 0) + n for name, n in counts.items()}
    tx.put(documents.AUDIT, key, doc | {"before": {}, "after": after})


def record_refusal(services: Services, tx: Tx, actor: Actor, act: Act, at: datetime) -> bool:
    """Record that somebody tried what they may not do. There is one entry a day, with how many
    times, so that repeated attempts can't fill the audit. It counts to `MOST_TIMES`: after that
    nothing is written, and the result is False, so that a tap costs whoever repeats it as much as
    it costs the disk."""
    by = _by(services, tx, actor)
    key = _key(moment(at)[:10], act, by or actor.kind, "")
    doc = tx.get(documents.AUDIT, key) or _entry(actor.kind, by, act, at, "") | {"times": 0}
    if doc["times"] >= MOST_TIMES:
        return False
    tx.put(documents.AUDIT, key, doc | {"times": doc["times"] + 1})
    return True


def entries(services: Services, tx: Tx, field: str, key: str) -> KeyedDocs:
    """The entries by (`field` "by") or about (`field` "about") the person with this key."""
    return list(pages(tx, documents.AUDIT, field, pseudonym(services, key)))


def unlink(field: str) -> Callable[[Tx, Erasure, str, Doc], None]:
    """Erasing takes the pseudonym in this `field` out of the entry and out of its key. It could be
    computed again from the person's id, which others have too, and the store's secret."""

    def erase(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
        who = doc[field]
        tx.delete(documents.AUDIT, row)
        parts = (GONE if part == who else part for part in row.split("/"))
        bare = {name: GONE for name in _WHO if doc.get(name) == who}
        tx.put(documents.AUDIT, _free(tx, "/".join(parts)), doc | bare)

    return erase


async def purge(services: Services, at: datetime) -> int:
    """Delete entries that are older than the retention period. Returns how many."""
    last = moment(at - timedelta(days=services.retention_days + 1))[:10] + "T23:59:59Z"

    def change(tx: Tx) -> int:
        page = tx.due(documents.AUDIT, last, limit=_PAGE)
        for key, _ in page:
            tx.delete(documents.AUDIT, key)
        return len(page)

    gone = 0
    while done := await services.store.run(change):
        gone += done
    return gone


def _entry(kind: ActorKind, by: str, act: Act, at: datetime, about: str) -> Doc:
    return {"at": moment(at), "what": str(act), "kind": str(kind), "by": by, "about": about}


def _instant(at: datetime) -> str:
    """Finer than `moment`, so that entries within a second are in order."""
    return f"{at.isoformat(timespec='microseconds')[:26]}Z"


def _key(when: str, *parts: str) -> str:
    return "/".join(filter(None, (when, *parts)))


def _free(tx: Tx, first: str) -> str:
    """This key, or the next one like it that no entry has."""
    key = first
    for n in range(1, 1000):
        if tx.get(documents.AUDIT, key) is None:
            break
        key = f"{first}/{n}"
    return key


def _by(services: Services, tx: Tx, actor: Actor) -> str:
    """What somebody began before they erased their data may end after it, without them."""
    if actor.kind is not ActorKind.PERSON:
        return actor.name
    mark = tx.get(documents.ERASED, erased_key(services, actor.name))
    return pseudonym(services, actor.name) if mark is None else GONE


def _about(services: Services, about: Person | str) -> str:
    return about if isinstance(about, str) else pseudonym(services, about.key)
